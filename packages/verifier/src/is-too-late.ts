import { commitDeadlineMs } from '@gaveldrop/bidding';
import type { EpochMs } from '@gaveldrop/units';
import { verifierLimits } from './verifier-limits.ts';

/** Whether something was committed after the grace, as far as one clock that may have been set meanwhile can tell. [C6] */
export function isTooLate(closesAtMs: EpochMs | undefined, committedAtMs: EpochMs): boolean {
  const deadlineMs = commitDeadlineMs(closesAtMs);
  return deadlineMs !== undefined && committedAtMs > deadlineMs + verifierLimits.clocksApartMaxMs;
}
