import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import type { NewDrop } from '@gaveldrop/protocol';
import { letHammerFall } from '@gaveldrop/saleroom';
import { assert } from '@gaveldrop/units';
import { aBidMessage, aDynamoSaleroomAt, startMs } from './a-dynamo-saleroom.ts';
import { steppedClock } from './stepped-clock.ts';
import { type Answered, warmInstances } from './warm-instances.ts';

const bidders = 200;
const lastMs = 5_000;
const closesAtMs = startMs + 60_000;

/** A saleroom with an open lot, function instances for it, and phones that see the price as it was a little while ago. */
async function aContendedLot(extension: NewDrop['closing']['extension'], seed: number) {
  const clock = steppedClock(startMs);
  const room = await aDynamoSaleroomAt(clock, { extension });
  const chance = memoryChance(seed, clock);
  const lotId = await room.addLot();
  assert((await room.command('open', lotId)).outcome === 'done', 'the lot opens');
  const seen: { readonly priceCents: number; readonly atMs: number }[] = [];
  const instances = warmInstances(room, (lot) => {
    if (lot.status === 'open' && lot.priceCents !== undefined)
      seen.push({ priceCents: lot.priceCents, atMs: clock.nowMs() });
  });
  const answered: Answered[] = [];
  return {
    ...{ clock, room, chance, lotId, instances, answered },
    /** The next acceptable amount as a phone knows it now: pushes take from 80 to 380 ms. */
    askingSeen: (): number => {
      const trailMs = 80 + chance.below(300);
      const known = seen.findLast(({ atMs }) => atMs <= clock.nowMs() - trailMs);
      return known === undefined ? 1_000 : known.priceCents + 100;
    },
    bid: async (paddle: number, amount: number, kind: 'exact' | 'maximum'): Promise<void> => {
      const bid = aBidMessage(lotId, amount, { kind });
      answered.push(await instances.place(paddle, room.bidder(paddle), bid));
    },
    /** Lets the hammer fall when it is due, as often as it has to wait. */
    close: async (): Promise<void> => {
      const ports = instances.another();
      for (let wakesAtMs = closesAtMs; ; ) {
        await clock.sleep(wakesAtMs - clock.nowMs());
        const fall = await letHammerFall(ports, lotId);
        if (fall.kind === 'done') return;
        assert(fall.dueAtMs !== undefined, 'the lot has a clock');
        wakesAtMs = fall.dueAtMs;
      }
    },
  };
}
export type ContendedLot = Awaited<ReturnType<typeof aContendedLot>>;

/**
 * Two hundred people bid four times each on what their phones show them, at any time of the last five seconds, and once
 * more all together within its last 60 ms: at the asking price, a little above it, or by a maximum.
 */
export async function theLastFiveSeconds(
  extension: NewDrop['closing']['extension'],
  seed: number,
): Promise<ContendedLot> {
  const contended = await aContendedLot(extension, seed);
  const { clock, chance, instances } = contended;
  const bidNow = (paddle: number): Promise<void> => {
    const asking = contended.askingSeen();
    const style = chance.below(10);
    if (style < 6) return contended.bid(paddle, asking, 'exact');
    if (style < 8) return contended.bid(paddle, asking + 100 * chance.below(10), 'exact');
    return contended.bid(paddle, asking + 100 * chance.below(60), 'maximum');
  };
  const phone = async (paddle: number): Promise<void> => {
    const times = Array.from({ length: 4 }, () => chance.below(lastMs - 200)).sort((a, b) => a - b);
    for (const time of [...times, lastMs - 60 + chance.below(50)]) {
      // Nobody bids again before the last bid was answered, so some are a little late for their time.
      await clock.sleep(closesAtMs - lastMs + time - clock.nowMs());
      await bidNow(paddle);
    }
  };
  const phones = Array.from({ length: bidders }, (_, at) => phone(at + 1));
  await clock.run(Promise.all([contended.close(), ...phones]));
  instances.stop();
  return contended;
}

/** Two hundred different maxima within 10 ms, 50 ms before the close, each in a function of its own that has just seen the lot. */
export async function aBurstOfMaxima(seed: number): Promise<ContendedLot> {
  const contended = await aContendedLot({ mode: 'none' }, seed);
  const { clock, chance, instances, answered } = contended;
  const untilTheBurstMs = closesAtMs - 50 - startMs;
  const warmUp = async (): Promise<void> => {
    await clock.sleep(untilTheBurstMs - 400);
    await contended.bid(bidders + 1, 1_000, 'exact');
    // Too low, so that nothing changes, but their functions have read the lot.
    await Promise.all(Array.from({ length: bidders }, (_, at) => contended.bid(at + 1, 500, 'exact')));
  };
  await clock.run(warmUp());
  answered.splice(0);
  await clock.run(clock.sleep(startMs + untilTheBurstMs - clock.nowMs()));
  const bidder = async (paddle: number): Promise<void> => {
    await clock.sleep(chance.below(10));
    await contended.bid(paddle, 2_000 + 100 * ((paddle * 37) % 200), 'maximum');
  };
  const phones = Array.from({ length: bidders }, (_, at) => bidder(at + 1));
  await clock.run(Promise.all([contended.close(), ...phones]));
  instances.stop();
  return contended;
}
