import type { ConnectionId, DropId, EpochMs, LotId, Sequence } from '@gaveldrop/units';

/**
 * What a worker remembers between its batches. It is in memory only: a worker that has forgotten posts a repeat, which is
 * harmless, or waits once more for a phone that is stuck.
 */
export type BroadcastMemory = {
  /** The sequence it last posted of this lot to this shard; 0 when it has posted none. */
  postedOf(dropId: DropId, shard: number, lotId: LotId): Sequence | 0;
  posted(dropId: DropId, shard: number, lotId: LotId, sequence: Sequence): void;
  /** Whether a connection is left out at this instant. */
  isLeftOut(connectionId: ConnectionId, nowMs: EpochMs): boolean;
  leaveOut(connectionId: ConnectionId, untilMs: EpochMs): void;
};

/** What it remembers of each kind; beyond that it forgets what it has not touched for longest. */
const rememberedMax = 10_000;

/** A map that forgets the entry set longest ago when it has more than `max`. */
function boundedMap<Value>(max: number) {
  const kept = new Map<string, Value>();
  return {
    get: (key: string): Value | undefined => kept.get(key),
    delete: (key: string): boolean => kept.delete(key),
    set: (key: string, value: Value): void => {
      // Set anew, so that the map stays in the order in which its entries were last set.
      kept.delete(key);
      kept.set(key, value);
      const [oldest] = kept.keys();
      if (kept.size > max && oldest !== undefined) kept.delete(oldest);
    },
  };
}

/** A worker that has posted nothing yet. @param max entries of each kind that it remembers. */
export function createBroadcastMemory(max = rememberedMax): BroadcastMemory {
  const sequences = boundedMap<Sequence>(max);
  const leftOut = boundedMap<EpochMs>(max);
  const key = (dropId: DropId, shard: number, lotId: LotId): string => `${dropId}#${shard}#${lotId}`;
  return {
    postedOf: (dropId, shard, lotId) => sequences.get(key(dropId, shard, lotId)) ?? 0,
    posted: (dropId, shard, lotId, sequence) => sequences.set(key(dropId, shard, lotId), sequence),
    isLeftOut: (connectionId, nowMs) => {
      const untilMs = leftOut.get(connectionId);
      if (untilMs === undefined) return false;
      if (nowMs < untilMs) return true;
      leftOut.delete(connectionId);
      return false;
    },
    leaveOut: (connectionId, untilMs) => leftOut.set(connectionId, untilMs),
  };
}
