import { limits } from '@gaveldrop/units';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';

/**
 * Waits before an attempt to commit: 0 to `limits.commitJitterMaxMs` after the first few, so that rivals part; after
 * a throttle a random while that doubles with each throttle in a row, up to `limits.throttleBackoffMaxMs`.
 */
export async function pauseBeforeAttempt(
  { clock, chance }: { readonly clock: Clock; readonly chance: Chance },
  attemptsMade: number,
  throttlesInARow: number,
): Promise<void> {
  if (throttlesInARow > 0) {
    const most = Math.min(limits.throttleBackoffMaxMs, limits.commitJitterMaxMs * 2 ** throttlesInARow);
    return clock.sleep(chance.below(most) + 1);
  }
  if (attemptsMade < limits.commitJitterAfterAttempts) return;
  return clock.sleep(chance.below(limits.commitJitterMaxMs + 1));
}
