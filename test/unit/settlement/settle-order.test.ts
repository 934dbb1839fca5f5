import { netAtPrice, settleOrder } from '@gaveldrop/settlement';
import { basisPoints, type Cents, cents } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { bands, fullTerms, orderOf, termsWith } from './sample-sale.ts';

const eightPercent = termsWith({ commission: { bands: bands([0, 800]) } });

describe('[M1] rounding', () => {
  test.each([
    [6, 0], // 0.48
    [7, 1], // 0.56
    [50, 4], // 4.00
    [31, 2], // 2.48
    [56, 4], // 4.48
    [69, 6], // 5.52
  ])('[M1] 8 %% of %i is %i', (hammerPrice, commissionCents) => {
    expect(settleOrder(eightPercent, orderOf(hammerPrice)).commissionCents).toBe(commissionCents);
  });

  test('[M1] exactly half goes up, one ten-thousandth less goes down', () => {
    const rate = (rateBp: number) => termsWith({ commission: { bands: bands([0, rateBp]) } });
    expect(settleOrder(rate(5_000), orderOf(1)).commissionCents).toBe(1);
    expect(settleOrder(rate(4_999), orderOf(1)).commissionCents).toBe(0);
    expect(settleOrder(rate(250), orderOf(100)).commissionCents).toBe(3);
    expect(settleOrder(rate(250), orderOf(60)).commissionCents).toBe(2);
  });

  test('[M1] a line over several bands is rounded once, not band by band', () => {
    // 0.5 + 0.5 + 0.5 of a cent: 1.5 makes 2; rounded band by band it would be 3.
    const terms = termsWith({ commission: { bands: bands([0, 5_000], [1, 5_000], [2, 5_000]) } });
    expect(settleOrder(terms, orderOf(3)).commissionCents).toBe(2);
  });

  test('[M1] the largest order is exact where doubles are not', () => {
    const terms = termsWith({
      commission: { bands: bands([0, 3_333]) },
      buyersPremium: { bands: bands([0, 10_000]), fixedCents: cents(999_999_999_999) },
      processing: { rateBp: basisPoints(9_999), fixedCents: cents(999_999_999_999), base: 'order-total' },
    });
    const largest = cents(999_999_999_999);
    const order = orderOf(999_999_999_999, { shippingCents: largest, taxCents: largest });
    expect(settleOrder(terms, order)).toEqual({
      buyersPremiumCents: 1_999_999_999_998,
      buyerTotalCents: 4_999_999_999_995,
      commissionCents: 333_300_000_000, // 333,299,999,999.6667
      processingCents: 5_999_499_999_994, // 4,999,499,999,995.0005 rounds down, then the fixed part
      affiliateCents: 0,
      netProceedsCents: -4_332_799_999_996,
    });
  });

  test.each([
    ['hammerPriceCents', { hammerPriceCents: -1 as Cents }],
    ['hammerPriceCents', { hammerPriceCents: 1_000_000_000_000 as Cents }],
    ['hammerPriceCents', { hammerPriceCents: Number.NaN as Cents }],
    ['shippingCents', { hammerPriceCents: cents(1), shippingCents: 0.5 as Cents }],
    ['taxCents', { hammerPriceCents: cents(1), taxCents: -5 as Cents }],
  ])('[M1] a bad %s is a bug, never a wrong figure: %j', (name, order) => {
    expect(() => settleOrder(eightPercent, order)).toThrow(`bug: ${name} must be whole, 0 to 999999999999`);
  });
});

describe('[M2] commission', () => {
  const cards = termsWith({
    commission: {
      bands: bands([0, 600]),
      byCategory: { cards: bands([0, 500], [1_000_000, 300]) },
    },
  });

  test.each([
    [999_999, 50_000],
    [1_000_000, 50_000],
    [1_000_001, 50_000],
    [1_000_017, 50_001],
    [2_500_000, 95_000],
  ])('[M2] bands are marginal: %i pays %i', (hammerPrice, commissionCents) => {
    expect(settleOrder(cards, orderOf(hammerPrice, { category: 'cards' })).commissionCents).toBe(
      commissionCents,
    );
  });

  test.each([undefined, 'toys', 'Cards', 'constructor', '__proto__', 'toString'])(
    '[M2] category %s has no bands of its own, so the general ones hold',
    (category) => {
      expect(settleOrder(cards, orderOf(10_000, { category })).commissionCents).toBe(600);
    },
  );

  test('[M2] the minimum comes before the fixed part', () => {
    const terms = termsWith({
      commission: { bands: bands([0, 1_000]), minimumCents: cents(500), fixedCents: cents(25) },
    });
    expect(settleOrder(terms, orderOf(4_999)).commissionCents).toBe(525);
    expect(settleOrder(terms, orderOf(5_000)).commissionCents).toBe(525);
    expect(settleOrder(terms, orderOf(5_010)).commissionCents).toBe(526);
  });

  test('[M2] commission is on the hammer price alone', () => {
    const order = orderOf(1_000, { shippingCents: cents(9_000), taxCents: cents(9_000) });
    expect(settleOrder(eightPercent, order).commissionCents).toBe(80);
  });
});

test('[M3] the premium is marginal bands plus a fixed part, on top of the hammer price', () => {
  const terms = termsWith({
    buyersPremium: { bands: bands([0, 2_500], [10_000, 1_000]), fixedCents: cents(300) },
  });
  expect(settleOrder(terms, orderOf(10_100))).toMatchObject({
    buyersPremiumCents: 2_810,
    buyerTotalCents: 12_910,
    netProceedsCents: 10_100,
  });
});

test('[M4] processing is a rate of the hammer price or of all the buyer pays, plus a fixed part', () => {
  const order = orderOf(10_000, { shippingCents: cents(500), taxCents: cents(700) });
  const on = (base: 'hammer' | 'order-total') => ({
    ...fullTerms,
    processing: { rateBp: basisPoints(300), fixedCents: cents(30), base },
  });
  expect(settleOrder(on('hammer'), order).processingCents).toBe(330);
  // 10,000 + 1,000 premium + 500 + 700
  expect(settleOrder(on('order-total'), order).processingCents).toBe(396);
});

describe("[M5] affiliate's share", () => {
  test('[M5] a rate of the hammer price, deducted from the seller', () => {
    const terms = termsWith({ affiliate: { rateBp: basisPoints(1_000) } });
    expect(settleOrder(terms, orderOf(2_505, { affiliate: true, shippingCents: cents(100) }))).toMatchObject({
      affiliateCents: 251,
      netProceedsCents: 2_354,
      buyerTotalCents: 2_605,
    });
  });

  test('[M5] nothing where no affiliate sent the buyer, or the terms know none', () => {
    const terms = termsWith({ affiliate: { rateBp: basisPoints(1_000) } });
    expect(settleOrder(terms, orderOf(2_505)).affiliateCents).toBe(0);
    expect(settleOrder(terms, orderOf(2_505, { affiliate: false })).affiliateCents).toBe(0);
    expect(settleOrder(termsWith({}), orderOf(2_505, { affiliate: true })).affiliateCents).toBe(0);
  });
});

describe('[M6] net proceeds and the total', () => {
  test('[M6] every line of one order', () => {
    const order = orderOf(12_000, { shippingCents: cents(500), taxCents: cents(1_320), affiliate: true });
    expect(settleOrder(fullTerms, order)).toEqual({
      buyersPremiumCents: 1_200,
      buyerTotalCents: 15_020,
      commissionCents: 960,
      processingCents: 466, // 435.58 + 30
      affiliateCents: 1_200,
      netProceedsCents: 9_874,
    });
  });

  test('[M6] net proceeds may be negative', () => {
    const terms = termsWith({
      processing: { rateBp: basisPoints(290), fixedCents: cents(30), base: 'order-total' },
    });
    expect(settleOrder(terms, orderOf(1)).netProceedsCents).toBe(-29);
  });
});

test('[M7] the net at a price shows every line a settlement would have', () => {
  expect(netAtPrice(fullTerms, orderOf(12_000, { shippingCents: cents(500) }))).toEqual({
    hammerPriceCents: 12_000,
    shippingCents: 500,
    taxCents: 0,
    buyersPremiumCents: 1_200,
    buyerTotalCents: 13_700,
    commissionCents: 960,
    processingCents: 427, // 397.3 + 30
    affiliateCents: 0,
    netProceedsCents: 11_113,
  });
});
