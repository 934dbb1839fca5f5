import type { EpochMs } from '@gaveldrop/units';
import { monotonicFactory } from 'ulid';

/**
 * Makes ULIDs for a given time, no two alike, each of one millisecond after the one before. A time before the last one's
 * starts afresh: the id's time is what the server takes for the first sending, so it follows a clock that was corrected.
 */
export function idMaker(random: () => number): (atMs: EpochMs) => string {
  let make = monotonicFactory(random);
  let lastMs = 0;
  return (atMs) => {
    if (atMs < lastMs) make = monotonicFactory(random);
    lastMs = atMs;
    return make(atMs);
  };
}
