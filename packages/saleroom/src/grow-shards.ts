import { type DropId, type EpochMs, limits } from '@gaveldrop/units';
import type { AudienceStore, ShardLoads, Shards } from './ports/audience-store.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';

export type GrowPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly metrics: Metrics;
  readonly audience: Pick<AudienceStore, 'growShards'>;
  /** Connections that a shard is meant for: `limits.shardConnectionsMax`, but where a small drop plays a large one. */
  readonly shardConnectionsMax: number;
};

/** Whether the last growth is in force: every sender of pulses must have heard of it. */
const isKnown = ({ grownAtMs }: Shards, nowMs: EpochMs): boolean => nowMs - grownAtMs > limits.newShardWaitMs;

/** The shards, from 0 up to this number, that take connections now. */
export const usableShards = (shards: Shards, nowMs: EpochMs): number =>
  isKnown(shards, nowMs) ? shards.shardCount : shards.countBefore;

/**
 * How many shards an audience should have, when that is more than it has: once its shards are on average more than half full,
 * twice as many, and twice again, until they are a third full at the most. The rest is for those who come before the new
 * ones take anybody. Until the last growth is in force there is no other.
 */
export function shardsWanted(
  loads: ShardLoads,
  nowMs: EpochMs,
  shardConnectionsMax: number,
): number | undefined {
  if (!isKnown(loads, nowMs)) return undefined;
  const viewers = loads.connected.reduce((sum, count) => sum + count, 0);
  if (viewers * 2 <= loads.shardCount * shardConnectionsMax) return undefined;
  let wanted = loads.shardCount;
  while (wanted < limits.shardsMax && viewers * 3 > wanted * shardConnectionsMax) wanted *= 2;
  wanted = Math.min(wanted, limits.shardsMax);
  return wanted > loads.shardCount ? wanted : undefined;
}

/**
 * Makes the shards of an audience more where it has become too many for them. Of several who find that at once, one does it.
 */
export async function growShards(
  { audience, clock, metrics, shardConnectionsMax }: GrowPorts,
  dropId: DropId,
  loads: ShardLoads,
): Promise<void> {
  // The very instant of sending: from then on it is reckoned when the new shards may be used.
  const nowMs = clock.nowMs();
  const wanted = shardsWanted(loads, nowMs, shardConnectionsMax);
  if (wanted === undefined) return;
  try {
    await audience.growShards(dropId, loads.shardCount, wanted, nowMs);
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    // Whoever comes next finds it so too.
    metrics.count('shardNotCounted', 'growth');
  }
}
