import { type PublicLot, publicLot } from '@gaveldrop/bidding';
import type { LotsMessage } from '@gaveldrop/protocol';
import { type DropId, type EpochMs, type LotId, limits, type Sequence } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import type { AudienceStore, Connection } from './ports/audience-store.ts';
import type { Broadcast } from './ports/broadcast.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Pulse } from './ports/pulses.ts';

export type BroadcastPorts = {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly lots: Pick<LotStore, 'read'>;
  readonly agreements: Agreements;
  readonly audience: Pick<AudienceStore, 'list' | 'forget'>;
  readonly broadcast: Pick<Broadcast, 'post'>;
};

/** A pulse and when its sender gave it to the queue. */
export type ReceivedPulse = { readonly pulse: Pulse; readonly sentAtMs: EpochMs };

/** The last post of a lot to a shard. */
type LastPost = { readonly sequence: Sequence; readonly atMs: EpochMs };

/** What a worker has posted to each shard; kept in memory only, since a repeat is harmless. */
export type Posted = Map<string, Map<LotId, LastPost>>;

/** Shards and lots a worker remembers before it starts afresh: bounds its memory, costs a few repeats. */
const postedShardsMax = 1_000;

function remember(posted: Posted, shard: string, lots: readonly PublicLot[], atMs: EpochMs): void {
  if (posted.size > postedShardsMax) posted.clear();
  const ofShard = posted.get(shard) ?? new Map<LotId, LastPost>();
  for (const { lotId, sequence } of lots) ofShard.set(lotId, { sequence, atMs });
  posted.set(shard, ofShard);
}

/**
 * The pulse's lot, or the newest one where the pulse has waited too long to be worth posting, or follows so soon on
 * the lot's last post that more are likely to wait behind it.
 */
async function lotToPost(
  ports: BroadcastPorts,
  { pulse, sentAtMs }: ReceivedPulse,
  last: LastPost | undefined,
): Promise<PublicLot> {
  const nowMs = ports.clock.nowMs();
  const sinceLastMs = last === undefined ? Number.POSITIVE_INFINITY : nowMs - last.atMs;
  if (nowMs - sentAtMs <= limits.pulseAgeMaxMs && sinceLastMs > limits.pulseAgeMaxMs) return pulse.lot;
  try {
    const lot = await ports.lots.read(pulse.lot.lotId);
    if (lot === undefined) return pulse.lot;
    return publicLot(lot, (await ports.agreements.of(lot.rulesId)).rules);
  } catch (thrown) {
    // What the pulse says is old, but news to whoever has not heard it.
    if (!isFault(thrown)) throw thrown;
    return pulse.lot;
  }
}

/** Posts to one connection; whatever becomes of it, the others are not kept waiting. */
async function postTo(ports: BroadcastPorts, connection: Connection, text: string): Promise<void> {
  const { connectionId, dropId, shard } = connection;
  const result = await ports.broadcast.post(connectionId, text);
  if (result === 'sent') return;
  if (result !== 'gone') return ports.metrics.count('postFailed', result);
  try {
    await ports.audience.forget(dropId, shard, connectionId);
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    ports.metrics.count('postFailed', thrown.faultKind);
  }
}

async function broadcastToShard(
  ports: BroadcastPorts,
  posted: Posted,
  dropId: DropId,
  shard: number,
  received: readonly ReceivedPulse[],
): Promise<void> {
  const key = `${dropId}#${shard}`;
  const last = posted.get(key);
  const newest = new Map<LotId, ReceivedPulse>();
  for (const one of received) {
    const { lotId, sequence } = one.pulse.lot;
    if (sequence <= (last?.get(lotId)?.sequence ?? 0)) continue;
    if (sequence > (newest.get(lotId)?.pulse.lot.sequence ?? 0)) newest.set(lotId, one);
  }
  if (newest.size === 0) return;
  const lots = await Promise.all([...newest].map(([lotId, one]) => lotToPost(ports, one, last?.get(lotId))));
  const connections = await ports.audience.list(dropId, shard, ports.clock.nowMs());
  const message: LotsMessage = { type: 'lots', serverNowMs: ports.clock.nowMs(), lots };
  const text = JSON.stringify(message);
  remember(posted, key, lots, message.serverNowMs);
  await Promise.all(connections.map((connection) => postTo(ports, connection, text)));
}

/**
 * Posts what a batch of pulses tells, once, to the shards they are for. [L4]
 *
 * A lot is posted unless this worker has posted that sequence or a later one; a pulse older than
 * `limits.pulseAgeMaxMs`, or that soon after the lot's last post, makes it read the lot and post that, so a backlog is
 * worked off by dropping it, however fast the worker is.
 * Never throws for a fault: what fails is counted and skipped, and the next change or the phone's own `have` heals it.
 */
export async function broadcastPulses(
  ports: BroadcastPorts,
  posted: Posted,
  received: readonly ReceivedPulse[],
): Promise<void> {
  const byShard = new Map<string, ReceivedPulse[]>();
  for (const one of received) {
    const key = `${one.pulse.dropId}#${one.pulse.shard}`;
    byShard.set(key, [...(byShard.get(key) ?? []), one]);
  }
  const shards = [...byShard.values()].map(async (group) => {
    const [first] = group;
    if (first === undefined) return;
    try {
      await broadcastToShard(ports, posted, first.pulse.dropId, first.pulse.shard, group);
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      ports.metrics.count('postFailed', thrown.faultKind);
    }
  });
  await Promise.all(shards);
}
