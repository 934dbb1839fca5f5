import type { AffiliateId, FeeTerms, MarginalBand, Order, SoldOrder } from '@gaveldrop/settlement';
import {
  basisPoints,
  type Cents,
  cents,
  type DropId,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  type RulesId,
  type SellerId,
  sequence,
} from '@gaveldrop/units';
import fc from 'fast-check';

const largest = 999_999_999_999;

/** Amounts of money where it hurts: nothing, one, about half a unit of a rate, about a band's edge, the largest. */
export const arbitraryAmount: fc.Arbitrary<Cents> = fc
  .oneof(
    fc.constantFrom(0, 1, 2, 49, 50, 51, 99, 100, 101, 9_999, 10_000, 10_001, largest - 1, largest),
    fc.integer({ min: 0, max: 1_000 }),
    fc.integer({ min: 0, max: 10_000_000 }),
    fc.integer({ min: largest - 1_000, max: largest }),
    fc.integer({ min: 0, max: largest }),
  )
  .map(cents);

const rate = fc
  .oneof(fc.constantFrom(0, 1, 4_999, 5_000, 5_001, 9_999, 10_000), fc.integer({ min: 0, max: 10_000 }))
  .map(basisPoints);

const bands: fc.Arbitrary<readonly MarginalBand[]> = fc
  .tuple(rate, fc.uniqueArray(fc.tuple(arbitraryAmount, rate), { selector: ([from]) => from, maxLength: 6 }))
  .map(([first, later]) => [
    { fromCents: cents(0), rateBp: first },
    ...later
      .filter(([fromCents]) => fromCents > 0)
      .sort(([a], [b]) => a - b)
      .map(([fromCents, rateBp]) => ({ fromCents, rateBp })),
  ]);

const category = fc.constantFrom('cards', 'coins', 'constructor', '__proto__');
const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined });

/** Any fee terms that make sense. */
export const arbitraryTerms: fc.Arbitrary<FeeTerms> = fc.record({
  commission: fc.record({
    bands,
    byCategory: maybe(fc.dictionary(category, bands, { maxKeys: 4 })),
    minimumCents: maybe(arbitraryAmount),
    fixedCents: maybe(arbitraryAmount),
  }),
  buyersPremium: maybe(fc.record({ bands, fixedCents: maybe(arbitraryAmount) })),
  processing: fc.record({
    rateBp: rate,
    fixedCents: arbitraryAmount,
    base: fc.constantFrom('hammer', 'order-total'),
  }),
  affiliate: maybe(fc.record({ rateBp: rate })),
});

/** Any order. */
export const arbitraryOrder: fc.Arbitrary<Order> = fc.record({
  hammerPriceCents: arbitraryAmount,
  category: maybe(category),
  shippingCents: maybe(arbitraryAmount),
  taxCents: maybe(arbitraryAmount),
  affiliate: maybe(fc.boolean()),
});

export const sellers = ['ada', 'bo', 'cy'] as const satisfies readonly string[];
export const dropIds = ['01JZZZZZZZZZZZZZZZZZZZDR01', '01JZZZZZZZZZZZZZZZZZZZDR02'] as const;

/** Any sales of a drop, each of its own lot, by a few sellers to a few paddles. */
export const arbitrarySalesOf = (dropId: string): fc.Arbitrary<readonly SoldOrder[]> =>
  fc
    .array(
      fc.record({
        seller: fc.constantFrom(...sellers),
        paddle: fc.integer({ min: 1, max: 3 }),
        // An affiliate named as a seller is, and a seller who is the affiliate: accounts must not run into each other.
        affiliate: fc.constantFrom(...sellers),
        bid: fc.integer({ min: 2, max: 400 }),
        terms: arbitraryTerms,
        order: arbitraryOrder,
      }),
      { maxLength: 6 },
    )
    .map((sales) =>
      sales.map(({ seller, paddle, affiliate, bid, terms, order }, index) => ({
        dropId: dropId as DropId,
        lotId: `${dropId}-LOT${index + 1}` as LotId,
        lotNumber: lotNumber(index + 1),
        lotTitle: `Lot ${index + 1}`,
        sellerId: seller as SellerId,
        buyerPaddle: paddleNumber(paddle),
        winningBidSequence: sequence(bid),
        currency: 'USD',
        soldAtMs: epochMs(1_750_000_000_000 + index),
        rulesId: '01JZZZZZZZZZZZZZZZZZZZRV01' as RulesId,
        terms,
        order,
        affiliateId: affiliate as AffiliateId,
      })),
    );
