import type { Observation } from '../observation.ts';
import { allChecks } from './all-checks.ts';
import type { Check } from './check.ts';
import { fileByIds, takeIn } from './take-in.ts';
import type { Report, Violation } from './violation.ts';
import { type Commit, newWorld, type World } from './world.ts';

/** Watches one run of the simulation. */
export type Auditor = {
  /** Takes in one observation and looks at everything it could have broken. */
  observe(observed: Observation): void;
  /** Says that the run is over: looks at what must hold at the end. */
  finish(): void;
  /** All that was found so far, in the order it was found. */
  readonly violations: readonly Violation[];
};

type Handler = (fact: unknown, world: World, report: Report) => void;

/** An auditor that has seen nothing yet. @param makers the checks to make; all of them unless a test wants one. */
export function createAuditor(makers = allChecks): Auditor {
  const world = newWorld();
  const violations: Violation[] = [];
  const reportAs =
    (check: string): Report =>
    (rule, atMs, message, lotId) => {
      violations.push({ rule, check, message, atMs, ...(lotId === undefined ? {} : { lotId }) });
    };
  const checks: readonly Check[] = makers.map((make) => make());
  const listeners = new Map<string, { handler: Handler; report: Report }[]>();
  for (const check of checks)
    for (const [type, handler] of Object.entries(check.on)) {
      const listening = listeners.get(type) ?? [];
      listening.push({ handler: handler as Handler, report: reportAs(check.name) });
      listeners.set(type, listening);
    }
  const reportIntake = reportAs('take-in');
  return {
    violations,
    observe(observed) {
      const fact = takeIn(world, observed, reportIntake);
      if (fact === undefined) return;
      for (const { handler, report } of listeners.get(observed.type) ?? []) handler(fact, world, report);
      if (observed.type === 'lot-committed') fileByIds(fact as Commit);
    },
    finish() {
      for (const check of checks) check.atEnd?.(world, reportAs(check.name));
    },
  };
}
