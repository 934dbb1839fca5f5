import { limits } from '@gaveldrop/units';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';

/**
 * Waits before an attempt to commit: 0 to `limits.commitJitterMaxMs` after the first few, so that rivals part; after one
 * that was throttled or never answered a random while that doubles with each such in a row, up to
 * `limits.throttleBackoffMaxMs`: a database in trouble is left alone, and attempts are not used up while it is.
 */
export async function pauseBeforeAttempt(
  { clock, chance }: { readonly clock: Clock; readonly chance: Chance },
  attemptsMade: number,
  setbacksInARow: number,
): Promise<void> {
  if (setbacksInARow > 0) {
    const most = Math.min(limits.throttleBackoffMaxMs, limits.commitJitterMaxMs * 2 ** setbacksInARow);
    return clock.sleep(chance.below(most) + 1);
  }
  if (attemptsMade < limits.commitJitterAfterAttempts) return;
  return clock.sleep(chance.below(limits.commitJitterMaxMs + 1));
}
