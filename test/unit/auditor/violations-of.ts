import type { MakeCheck } from '../../simulation/auditor/check.ts';
import { createAuditor } from '../../simulation/auditor/create-auditor.ts';
import type { Violation } from '../../simulation/auditor/violation.ts';
import type { Observation } from '../../simulation/observation.ts';

/** What one check finds in a history. */
export function violationsOf(observed: readonly Observation[], ...checks: MakeCheck[]): readonly Violation[] {
  const auditor = checks.length === 0 ? createAuditor() : createAuditor(checks);
  for (const observation of observed) auditor.observe(observation);
  auditor.finish();
  return auditor.violations;
}

/** The same, a line each. */
export const said = (observed: readonly Observation[], check: MakeCheck): readonly string[] =>
  violationsOf(observed, check).map(({ rule, message }) => `${rule} ${message}`);
