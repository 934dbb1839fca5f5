import { type DropId, type EpochMs, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';

export type SpreadPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly audience: Pick<AudienceStore, 'readShardLoads'>;
};

/** What a phone is told for the case that everybody loses the drop at once; nothing when it cannot be said now. */
export type ReconnectSpread = (dropId: DropId) => Promise<{ readonly reconnectSpreadMs?: number }>;

/** How long a warm function may go by an audience's size: of thousands who come within minutes, a few hundred come in this time. */
const audienceAgeMaxMs = 5_000;

/** Over how many milliseconds so many phones must spread their return, that no more than the limit come in a second. */
export const spreadOf = (connections: number): number =>
  Math.ceil((connections * 1_000) / limits.reconnectsPerSecondMax);

/** Tells phones over how long to spread their return, by how many they are. A fault is no reason to answer them nothing else. */
export function createReconnectSpread({ clock, audience }: SpreadPorts): ReconnectSpread {
  const kept = new Map<DropId, { readonly spreadMs: number; readonly readSentAtMs: EpochMs }>();
  return async (dropId) => {
    const sentAtMs = clock.nowMs();
    const known = kept.get(dropId);
    if (known !== undefined && sentAtMs - known.readSentAtMs <= audienceAgeMaxMs)
      return { reconnectSpreadMs: known.spreadMs };
    try {
      const loads = await audience.readShardLoads(dropId);
      if (loads === undefined) return {};
      const spreadMs = spreadOf(loads.connected.reduce((sum, count) => sum + count, 0));
      kept.set(dropId, { spreadMs, readSentAtMs: sentAtMs });
      return { reconnectSpreadMs: spreadMs };
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      return {};
    }
  };
}
