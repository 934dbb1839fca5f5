import type { NewDrop, NewLot } from '@gaveldrop/protocol';
import { basisPoints, type Cents, cents, type SellerId } from '@gaveldrop/units';
import { rehearsalLimits } from './rehearsal-limits.ts';
import { type SeededStream, seededStream } from './seeded-stream.ts';

/** A lot as the rehearsal enters it in the catalogue; the reserve is known here and to nobody else. */
export type PlannedLot = NewLot & { readonly startPriceCents: Cents };

export type DropPlan = {
  readonly drop: NewDrop;
  readonly sellerIds: readonly SellerId[];
  readonly lots: readonly PlannedLot[];
};

const things: readonly (readonly [title: string, category: string])[] = [
  ['Holographic dragon, first edition', 'cards'],
  ['Silver crown of 1847', 'coins'],
  ['Tin robot with its box', 'toys'],
  ['Pilot watch, hand-wound', 'watches'],
  ['Harbour at dusk, oil on board', 'art'],
  ['Rookie card, unsigned', 'cards'],
  ['Gold ducat', 'coins'],
  ['Locomotive, gauge 1', 'toys'],
];

/**
 * An amount near `value` that is nobody's by chance: never whole major units, as everything public in the plan is. Where it
 * turns up although it is private, it was told.
 */
export const oddCents = (value: number, stream: SeededStream): Cents =>
  cents(Math.floor(value / 100) * 100 + stream.whole(1, 99));

/**
 * The drop of a rehearsal: short lots, two or three sellers, all kinds of fees; most lots without a reserve, some with one
 * that is easily met and some with one that may not be. The first lot has none, so that something is sold.
 */
export function planDrop(seed: number, lotCount: number): DropPlan {
  const stream = seededStream(seed, 'drop');
  const sellerIds = Array.from(
    { length: stream.whole(2, 3) },
    (_, at) => `rehearsal-seller-${at + 1}` as SellerId,
  );
  const lots = Array.from({ length: lotCount }, (_, at) => planLot(seed, at + 1, sellerIds));
  return { drop: planRules(seed), sellerIds, lots };
}

function planLot(seed: number, number: number, sellerIds: readonly SellerId[]): PlannedLot {
  const stream = seededStream(seed, `lot ${number}`);
  const [title, category] = things[stream.whole(0, things.length - 1)] ?? ['A thing', 'things'];
  const startPriceCents = cents(stream.whole(50, 500) * 100);
  const hasReserve = number > 1 && stream.happens(0.5);
  const reserveCents = oddCents(startPriceCents * (1.5 + 5 * stream.next()), stream);
  const shippingCents = cents(stream.whole(3, 25) * 100);
  const isShipped = stream.happens(0.6);
  return {
    title: `${title}, no. ${number}`,
    sellerId: sellerIds[(number - 1) % sellerIds.length] as SellerId,
    startPriceCents,
    category,
    ...(hasReserve ? { reserveCents } : {}),
    ...(isShipped ? { shippingCents } : {}),
  };
}

const planRules = (seed: number): NewDrop => ({
  title: `Rehearsal ${seed}`,
  currency: 'EUR',
  ladder: [
    { fromCents: cents(0), incrementCents: cents(300) },
    { fromCents: cents(10_000), incrementCents: cents(500) },
    { fromCents: cents(25_000), incrementCents: cents(1_000) },
    { fromCents: cents(100_000), incrementCents: cents(5_000) },
  ],
  closing: {
    durationMs: rehearsalLimits.lotDurationMs,
    extension: {
      mode: 'reset',
      windowMs: rehearsalLimits.extensionWindowMs,
      amountMs: rehearsalLimits.extensionAmountMs,
      capMs: rehearsalLimits.extensionCapMs,
    },
  },
  terms: {
    commission: {
      bands: [
        { fromCents: cents(0), rateBp: basisPoints(1_250) },
        { fromCents: cents(20_000), rateBp: basisPoints(1_000) },
      ],
      byCategory: { coins: [{ fromCents: cents(0), rateBp: basisPoints(825) }] },
      minimumCents: cents(150),
    },
    buyersPremium: { bands: [{ fromCents: cents(0), rateBp: basisPoints(500) }], fixedCents: cents(99) },
    processing: { rateBp: basisPoints(290), fixedCents: cents(30), base: 'order-total' },
  },
});
