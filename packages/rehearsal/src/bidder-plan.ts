import { type Cents, cents } from '@gaveldrop/units';
import { oddCents, type PlannedLot } from './drop-plan.ts';
import { seededStream } from './seeded-stream.ts';

/** How somebody bids on a lot. Amounts are in minor units, times in milliseconds. */
export type Habit =
  /** Bids from the start, one step at a time or with a jump, and bids again when outbid. */
  | {
      readonly kind: 'early';
      readonly afterOpenMs: number;
      readonly bidsMax: number;
      readonly jumpBp: number;
    }
  /** Waits until `beforeCloseMs` to go, below zero for one who comes too late; then again after each extension. */
  | {
      readonly kind: 'sniper';
      readonly beforeCloseMs: number;
      readonly bidsMax: number;
      readonly bids: 'asking-price' | 'valuation';
    }
  /** Names a maximum and leaves; some name a higher one when they are outbid, some while they still lead. */
  | {
      readonly kind: 'maximum';
      readonly afterOpenMs: number;
      readonly raisesTo: 'nothing' | 'when-outbid' | 'when-leading';
    };

/** What one bidder wants of one lot. */
export type Interest = {
  /** The most they would pay at the hammer. */
  readonly valuationCents: Cents;
  /** What they name at first, for those who bid by maximum: up to the valuation. */
  readonly firstMaximumCents: Cents;
  readonly habit: Habit;
  /** How long they think before answering what they see. */
  readonly thinkMs: number;
};

/**
 * What a bidder wants of each lot; undefined where they only watch. It depends on the seed, the bidder and the lot alone,
 * so that one more bidder changes nothing for the others.
 */
export function planBidder(
  seed: number,
  bidder: number,
  lots: readonly PlannedLot[],
): readonly (Interest | undefined)[] {
  return lots.map((lot, at) => planInterest(seed, bidder, at + 1, lot));
}

function planInterest(seed: number, bidder: number, number: number, lot: PlannedLot): Interest | undefined {
  const stream = seededStream(seed, `bidder ${bidder} lot ${number}`);
  // The first bidder always comes early, so that even a drop with one bidder sees a bid.
  if (stream.happens(0.2) && bidder > 1) return undefined;
  const spread = Math.exp(1 + 0.55 * stream.normal());
  const valuationCents = oddCents(lot.startPriceCents * Math.max(1.1, spread), stream);
  const firstMaximum = oddCents(valuationCents * (0.6 + 0.35 * stream.next()), stream);
  const raises = stream.next();
  const thinkMs = stream.whole(150, 1_800);
  const afterOpenMs = stream.whole(50, 4_500);
  const kind = bidder === 1 ? 0 : stream.next();
  const namesPopular = stream.happens(0.15);
  if (kind < 0.45) {
    const jumpBp = stream.happens(0.3) ? stream.whole(500, 3_000) : 0;
    const habit: Habit = { kind: 'early', afterOpenMs, bidsMax: stream.whole(1, 5), jumpBp };
    return { valuationCents, firstMaximumCents: valuationCents, habit, thinkMs };
  }
  if (kind < 0.75) {
    const bids = stream.happens(0.4) ? 'valuation' : 'asking-price';
    const beforeCloseMs = stream.whole(-250, 2_600);
    const habit: Habit = { kind: 'sniper', beforeCloseMs, bidsMax: stream.whole(1, 3), bids };
    return { valuationCents, firstMaximumCents: valuationCents, habit, thinkMs };
  }
  // Some name the same maximum as others do, to the cent: the one committed first leads.
  const popularCents = oddCents(
    lot.startPriceCents * 3,
    seededStream(seed, `popular maximum of lot ${number}`),
  );
  if (namesPopular) {
    const habit: Habit = { kind: 'maximum', afterOpenMs, raisesTo: 'nothing' };
    return { valuationCents: popularCents, firstMaximumCents: popularCents, habit, thinkMs };
  }
  const raisesTo = raises < 0.4 ? 'nothing' : raises < 0.8 ? 'when-outbid' : 'when-leading';
  const habit: Habit = { kind: 'maximum', afterOpenMs, raisesTo };
  const firstMaximumCents =
    raisesTo === 'nothing' ? valuationCents : cents(Math.min(firstMaximum, valuationCents));
  return { valuationCents, firstMaximumCents, habit, thinkMs };
}
