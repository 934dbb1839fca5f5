import { type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { BroadcastMemory } from './broadcast-memory.ts';
import type { AudienceStore, Connection } from './ports/audience-store.ts';
import type { Broadcast, PostResult } from './ports/broadcast.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';

export type PostPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly metrics: Metrics;
  readonly audience: Pick<AudienceStore, 'forget'>;
  readonly broadcast: Pick<Broadcast, 'post'>;
};

/** A message has missed its shard when it did not get to more than one phone in so many, and to no fewer than these: some always fail. */
const missedShare = 4;
const missedPhonesMin = 5;

async function forget({ audience, metrics }: PostPorts, connection: Connection): Promise<void> {
  try {
    await audience.forget(connection.dropId, connection.shard, connection.connectionId);
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    metrics.count('postFailed', thrown.faultKind);
  }
}

/** Posts to one connection, once, and forgets it when it is gone. */
async function postTo(ports: PostPorts, connection: Connection, text: string): Promise<PostResult> {
  const result = await ports.broadcast.post(connection.connectionId, text);
  if (result === 'gone') await forget(ports, connection);
  return result;
}

/** Counts what did not get through: once for each way of failing, since a gateway that is overrun fails by the thousand. */
function countFailures(metrics: Metrics, results: readonly PostResult[]): void {
  const failed = results.filter((result) => result !== 'sent' && result !== 'gone');
  for (const way of new Set(failed))
    metrics.count('postFailed', way, failed.filter((result) => result === way).length);
  const isMissed = failed.length >= missedPhonesMin && failed.length * missedShare > results.length;
  if (isMissed) metrics.count('shardMissed');
}

/**
 * Posts a text to connections, all at once and each once: what does not get through is counted and left to the next change
 * or the phone's own `have`. A phone that is gone is forgotten. One that did not take a post in time is left out for
 * `limits.stuckPhoneLeftOutMs`, so that it does not hold up every message of its shard; but where most did not, it is the
 * gateway that is stuck, and nobody is left out for that.
 */
export async function postToShard(
  ports: PostPorts,
  memory: BroadcastMemory,
  connections: readonly Connection[],
  text: string,
  nowMs: EpochMs,
): Promise<void> {
  const listening = connections.filter(({ connectionId }) => !memory.isLeftOut(connectionId, nowMs));
  const results = await Promise.all(listening.map((connection) => postTo(ports, connection, text)));
  countFailures(ports.metrics, results);
  const stuck = listening.filter((_, nth) => results[nth] === 'unanswered');
  if (stuck.length * 2 > listening.length) return;
  const untilMs = epochMs(ports.clock.nowMs() + limits.stuckPhoneLeftOutMs);
  for (const { connectionId } of stuck) memory.leaveOut(connectionId, untilMs);
}
