import { createAuditor } from './auditor/create-auditor.ts';
import type { Violation } from './auditor/violation.ts';
import type { Break } from './breaks/break.ts';
import type { Observation } from './observation.ts';
import { type Ran, runDrop } from './run-drop.ts';
import { soundSaleroom } from './saleroom.ts';

/** What became of one seed. */
export type SeedReport = Ran & { readonly seed: number; readonly violations: readonly Violation[] };

/**
 * Plays one seed under the auditor's eyes, and stops at the first instant at which something does not hold.
 * @param planted a defect to plant, if any.
 * @param see is shown everything that happens, for whoever wants to read it.
 */
export async function runSeed(
  seed: number,
  planted?: Break | undefined,
  see?: ((observation: Observation) => void) | undefined,
): Promise<SeedReport> {
  const auditor = createAuditor();
  const saleroom = planted === undefined ? soundSaleroom : planted.plant(soundSaleroom);
  const ran = await runDrop(seed, saleroom, (observation) => {
    see?.(observation);
    auditor.observe(observation);
    return auditor.violations.length === 0;
  });
  if (ran.bug === undefined && auditor.violations.length === 0) auditor.finish();
  const bugs = ran.bug === undefined ? [] : [ran.bug];
  return { ...ran, seed, violations: [...bugs, ...auditor.violations] };
}
