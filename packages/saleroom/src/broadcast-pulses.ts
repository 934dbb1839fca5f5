import type { PublicLot } from '@gaveldrop/bidding';
import { type LotsMessage, phaseOf } from '@gaveldrop/protocol';
import { type DropId, type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { BroadcastMemory } from './broadcast-memory.ts';
import {
  type LotsToPostPorts,
  lotsToPost,
  type NewestLots,
  newestLots,
  type ReceivedPulse,
} from './lots-to-post.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Reach } from './reach.ts';

export type BroadcastPorts = LotsToPostPorts & {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly reach: Reach;
};

/** How long after the beginning of a post with these lots its shard waits for the next. */
function windowMs(lots: readonly PublicLot[], nowMs: EpochMs): number {
  const phases = lots.map((lot) => phaseOf(lot, nowMs) ?? 'open');
  return phases.every((phase) => phase === 'open')
    ? limits.conflationWindowMs
    : limits.climaxConflationWindowMs;
}

/** What one shard gets of a batch. @returns until when nothing more may be posted to it; nothing when there was no news. */
async function broadcastToShard(
  ports: BroadcastPorts,
  memory: BroadcastMemory,
  newest: NewestLots,
  [dropId, shard]: readonly [DropId, number],
  pulses: readonly ReceivedPulse[],
  moreMayWait: boolean,
): Promise<EpochMs | undefined> {
  const lots = await lotsToPost(ports, memory, newest, pulses, moreMayWait);
  if (lots.length === 0) return undefined;
  // Only now: a phone that is not found by this comes later, and reads the lots after that.
  const tell = await ports.reach(dropId, shard);
  const nowMs = ports.clock.nowMs();
  const message: LotsMessage = { type: 'lots', serverNowMs: nowMs, lots: [...lots] };
  for (const { lotId, sequence } of lots) memory.posted(dropId, shard, lotId, sequence);
  await tell(JSON.stringify(message), nowMs);
  return epochMs(nowMs + windowMs(lots, nowMs));
}

/**
 * Posts what a batch of pulses tells, once, to the shards they are for, and returns when the next post is due. [L4]
 *
 * The queue hands out one batch of a shard at a time, so whoever gets the next, no shard is posted to more than once in
 * each `limits.conflationWindowMs`, or `limits.climaxConflationWindowMs` while a lot of the post is in its climax: the first
 * change goes out at once, what comes meanwhile waits in the queue, and the next batch posts the newest of it. Nothing is
 * waited for when nothing was posted.
 * Never throws for a fault: what fails is counted and skipped, and the next change or the phone's own `have` heals it.
 */
export async function broadcastPulses(
  ports: BroadcastPorts,
  memory: BroadcastMemory,
  received: readonly ReceivedPulse[],
): Promise<void> {
  const byShard = new Map<string, ReceivedPulse[]>();
  for (const one of received) {
    const key = `${one.pulse.dropId}#${one.pulse.shard}`;
    const ofShard = byShard.get(key) ?? [];
    ofShard.push(one);
    byShard.set(key, ofShard);
  }
  const newest = newestLots(ports);
  const moreMayWait = received.length >= limits.pulseBatchMax;
  const shards = [...byShard.values()].map(async (pulses) => {
    const [first] = pulses;
    if (first === undefined) return undefined;
    const { dropId, shard } = first.pulse;
    try {
      return await broadcastToShard(ports, memory, newest, [dropId, shard], pulses, moreMayWait);
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      ports.metrics.count('shardMissed', thrown.faultKind);
      return undefined;
    }
  });
  const heldUntilMs = (await Promise.all(shards)).filter((untilMs) => untilMs !== undefined);
  const leftMs = Math.max(0, ...heldUntilMs.map((untilMs) => untilMs - ports.clock.nowMs()));
  // A clock that was set back meanwhile makes nobody wait longer.
  if (leftMs > 0) await ports.clock.sleep(Math.min(leftMs, limits.conflationWindowMs));
}
