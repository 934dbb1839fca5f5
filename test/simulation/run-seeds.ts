import type { Violation } from './auditor/violation.ts';
import type { Break } from './breaks/break.ts';
import type { Observation } from './observation.ts';
import { runSeed, type SeedReport } from './run-seed.ts';

export type SimulationReport = {
  readonly seeds: number;
  readonly steps: number;
  readonly violations: readonly (Violation & { readonly seed: number; readonly replay: string })[];
  /** Distinct hashes of the choices that were made. */
  readonly distinctSchedules: number;
  readonly faultsInjected: Readonly<Record<string, number>>;
  readonly seedsPerSecond: number;
  /** By the processor's time: on a machine that does nothing else, the same. */
  readonly seedsPerCpuSecond: number;
};

export type SeedsToRun = {
  readonly seeds: number;
  readonly from: number;
  readonly planted?: Break | undefined;
  /** Stop at the first seed that does not hold. */
  readonly untilFound?: boolean;
  readonly see?: ((observation: Observation) => void) | undefined;
  readonly each?: ((report: SeedReport) => void) | undefined;
};

const replay = (seed: number, planted: Break | undefined): string =>
  `npm run simulate -- --seeds 1 --from ${seed}${planted === undefined ? '' : ` --break ${planted.name}`}`;

/** Plays seeds one after another. */
export async function runSeeds(asked: SeedsToRun): Promise<SimulationReport> {
  const startedMs = performance.now();
  const cpu = process.cpuUsage();
  const { from, planted } = asked;
  const violations: SimulationReport['violations'][number][] = [];
  const schedules = new Set<string>();
  const faultsInjected: Record<string, number> = {};
  let [seeds, steps] = [0, 0];
  for (let seed = from; seed < from + asked.seeds; seed += 1) {
    const report = await runSeed(seed, planted, asked.see);
    seeds += 1;
    steps += report.steps;
    schedules.add(report.trace);
    for (const [name, times] of Object.entries(report.faults))
      faultsInjected[name] = (faultsInjected[name] ?? 0) + (times ?? 0);
    for (const violation of report.violations)
      violations.push({ seed, ...violation, replay: replay(seed, planted) });
    asked.each?.(report);
    if (asked.untilFound === true && report.violations.length > 0) break;
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const rate = (took: number): number => Math.round((seeds / took) * 10) / 10;
  return {
    ...{ seeds, steps, violations, distinctSchedules: schedules.size, faultsInjected },
    seedsPerSecond: rate(seconds),
    seedsPerCpuSecond: rate((user + system) / 1_000_000),
  };
}
