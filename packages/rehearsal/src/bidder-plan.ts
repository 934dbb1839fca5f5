import { type Cents, cents } from '@gaveldrop/units';
import { oddCents, type PlannedLot } from './drop-plan.ts';
import { type SeededStream, seededStream } from './seeded-stream.ts';

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
      /** What they name at first: up to the valuation. */
      readonly firstCents: Cents;
      readonly raisesTo: 'nothing' | 'when-outbid' | 'when-leading';
    };

/** What one bidder wants of one lot. */
export type Interest = {
  /** The most they would pay at the hammer. */
  readonly valuationCents: Cents;
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
  if (stream.happens(0.15) && bidder > 1) return undefined;
  const kind = bidder === 1 ? 0 : stream.next();
  const times = Math.max(1.1, Math.exp(0.9 + 0.4 * stream.normal()));
  const thinkMs = stream.whole(150, 1_500);
  const worth = (share: number): Cents =>
    oddCents(lot.startPriceCents * Math.max(1.1, times * share), stream);
  if (kind < 0.55) return { valuationCents: worth(0.9), habit: planEarly(stream), thinkMs };
  // Who waits for the end is ready to pay more, or there would be nothing left to wait for.
  if (kind < 0.87) return { valuationCents: worth(1.3), habit: planSniper(stream), thinkMs };
  // Some name the same maximum as others do, to the cent: the one committed first leads.
  const popular = oddCents(lot.startPriceCents * 2, seededStream(seed, `popular maximum of lot ${number}`));
  const valuationCents = stream.happens(0.3) ? popular : worth(0.7);
  return { valuationCents, habit: planMaximum(stream, valuationCents), thinkMs };
}

function planEarly(stream: SeededStream): Habit {
  const jumpBp = stream.happens(0.15) ? stream.whole(300, 1_500) : 0;
  return { kind: 'early', afterOpenMs: stream.whole(50, 5_500), bidsMax: stream.whole(2, 6), jumpBp };
}

function planSniper(stream: SeededStream): Habit {
  const bids = stream.happens(0.2) ? 'valuation' : 'asking-price';
  return { kind: 'sniper', beforeCloseMs: stream.whole(-250, 2_600), bidsMax: stream.whole(1, 3), bids };
}

function planMaximum(stream: SeededStream, valuationCents: Cents): Habit {
  const afterOpenMs = stream.whole(50, 6_500);
  const draw = stream.next();
  if (draw < 0.4) return { kind: 'maximum', afterOpenMs, firstCents: valuationCents, raisesTo: 'nothing' };
  const firstCents = cents(
    Math.min(valuationCents, oddCents(valuationCents * (0.6 + 0.35 * stream.next()), stream)),
  );
  return { kind: 'maximum', afterOpenMs, firstCents, raisesTo: draw < 0.75 ? 'when-outbid' : 'when-leading' };
}
