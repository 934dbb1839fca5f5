import { type PublicLot, publicLot } from '@gaveldrop/bidding';
import { type EpochMs, type LotId, limits } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import type { BroadcastMemory } from './broadcast-memory.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { Pulse } from './ports/pulses.ts';

export type LotsToPostPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly lots: Pick<LotStore, 'read'>;
  readonly agreements: Agreements;
};

/** A pulse and when its sender gave it to the queue. */
export type ReceivedPulse = { readonly pulse: Pulse; readonly sentAtMs: EpochMs };

/** Reads lots as they stand, each once. What cannot be read is undefined. */
export type NewestLots = (lotId: LotId) => Promise<PublicLot | undefined>;

export function newestLots({ lots, agreements }: LotsToPostPorts): NewestLots {
  const read = new Map<LotId, Promise<PublicLot | undefined>>();
  const readOne: NewestLots = async (lotId) => {
    try {
      const lot = await lots.read(lotId);
      return lot === undefined ? undefined : publicLot(lot, (await agreements.of(lot.rulesId)).rules);
    } catch (thrown) {
      if (!isFault(thrown)) throw thrown;
      return undefined;
    }
  };
  return (lotId) => {
    const newest = read.get(lotId) ?? readOne(lotId);
    read.set(lotId, newest);
    return newest;
  };
}

/**
 * What the pulses of one shard are news of: of each lot the newest they tell of, unless this worker has posted that or a
 * later one to the shard.
 *
 * The lot is read where the pulse may be behind: where it has waited for more than `limits.pulseAgeMaxMs`, and where
 * `moreMayWait` says that the queue may hold later ones. So a backlog is worked off by dropping it. A lot that cannot
 * be read is posted as its pulse has it, which is old, but news to whoever has not heard it.
 */
export async function lotsToPost(
  { clock }: LotsToPostPorts,
  memory: BroadcastMemory,
  newest: NewestLots,
  pulses: readonly ReceivedPulse[],
  moreMayWait: boolean,
): Promise<readonly PublicLot[]> {
  const news = new Map<LotId, ReceivedPulse>();
  for (const one of pulses) {
    const { dropId, shard, lot } = one.pulse;
    if (lot.sequence <= memory.postedOf(dropId, shard, lot.lotId)) continue;
    if (lot.sequence > (news.get(lot.lotId)?.pulse.lot.sequence ?? 0)) news.set(lot.lotId, one);
  }
  const nowMs = clock.nowMs();
  return Promise.all(
    [...news.values()].map(async ({ pulse: { lot }, sentAtMs }) => {
      const behind = moreMayWait || nowMs - sentAtMs > limits.pulseAgeMaxMs;
      return (behind ? await newest(lot.lotId) : undefined) ?? lot;
    }),
  );
}
