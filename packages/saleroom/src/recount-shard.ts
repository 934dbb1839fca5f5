import { type DropId, type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';

export type RecountPorts = {
  readonly metrics: Metrics;
  readonly audience: Pick<AudienceStore, 'recount'>;
};

/** A shard that is posted to is recounted in the first second of each minute: nobody has to remember which post it was. */
const recountEveryMs = 60_000;
const recountWithinMs = 1_000;

/** When a count of connections that is counted now may be tidied away: long after the last of them has ended. */
export const countExpiresAtMs = (nowMs: EpochMs): EpochMs => epochMs(nowMs + 2 * limits.connectionLifeMs);

/**
 * Sets a shard's count of connections right, now and then, by those that were just listed for a post. It forgets those that
 * have not said hello yet, and counts those that died unheard: it keeps the count from drifting off, no more.
 */
export async function recountShard(
  { metrics, audience }: RecountPorts,
  dropId: DropId,
  shard: number,
  connections: number,
  nowMs: EpochMs,
): Promise<void> {
  if (nowMs % recountEveryMs >= recountWithinMs) return;
  try {
    await audience.recount(dropId, shard, connections, countExpiresAtMs(nowMs));
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    metrics.count('shardNotCounted');
  }
}
