import { type DropId, type EpochMs, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';

export type SpreadPorts = {
  readonly clock: Pick<Clock, 'nowMs' | 'sleep'>;
  readonly audience: Pick<AudienceStore, 'readShardLoads'>;
};

/** What a phone is told for the case that everybody loses the drop at once; nothing when it cannot be said now. */
export type ReconnectSpread = (dropId: DropId) => Promise<{ readonly reconnectSpreadMs?: number }>;

/** How long a warm function may go by an audience's size: of thousands who come within minutes, a few hundred come in this time. */
const audienceAgeMaxMs = 5_000;

/** How long an answer waits for the audience to be counted: it is wanted for itself, and this only comes with it. */
const countWaitMaxMs = 200;

/** Over how many milliseconds so many phones must spread their return, that no more than the limit come in a second. */
export const spreadOf = (connections: number): number =>
  Math.ceil((connections * 1_000) / limits.reconnectsPerSecondMax);

/**
 * Tells phones over how long to spread their return, by how many they are or, where that is slow to be counted, were the last
 * time. Neither that nor a fault is a reason to let them wait, or to answer them nothing else.
 */
export function createReconnectSpread({ clock, audience }: SpreadPorts): ReconnectSpread {
  const kept = new Map<DropId, { readonly spreadMs: number; readonly readSentAtMs: EpochMs }>();

  const readNow = async (dropId: DropId, readSentAtMs: EpochMs): Promise<number | undefined> => {
    try {
      const loads = await audience.readShardLoads(dropId);
      if (loads === undefined) return undefined;
      const spreadMs = spreadOf(loads.connected.reduce((sum, count) => sum + count, 0));
      kept.set(dropId, { spreadMs, readSentAtMs });
      return spreadMs;
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      return undefined;
    }
  };

  return async (dropId) => {
    const sentAtMs = clock.nowMs();
    const known = kept.get(dropId);
    if (known !== undefined && sentAtMs - known.readSentAtMs <= audienceAgeMaxMs)
      return { reconnectSpreadMs: known.spreadMs };
    const read = readNow(dropId, sentAtMs);
    // It may come to nothing after it was waited for.
    read.catch(() => undefined);
    const late = clock.sleep(countWaitMaxMs).then(() => undefined);
    const spreadMs = (await Promise.race([read, late])) ?? known?.spreadMs;
    return spreadMs === undefined ? {} : { reconnectSpreadMs: spreadMs };
  };
}
