import { basisPoints, cents } from '@gaveldrop/units';
import { buyersPremiumCents, buyerTotalCents } from '@gaveldrop/web/buyer-total.ts';
import { describe, expect, test } from 'vitest';

const band = (fromCents: number, rateBp: number) => ({
  fromCents: cents(fromCents),
  rateBp: basisPoints(rateBp),
});

describe('what the button says a bid would cost in all', () => {
  test('[M3] a rate and a fixed part', () => {
    const terms = { bands: [band(0, 900)], fixedCents: cents(300) };
    expect(buyersPremiumCents(terms, cents(10_000))).toBe(1_200);
  });

  test('[M3] each band takes its rate of its own part of the price', () => {
    const terms = { bands: [band(0, 2_500), band(5_000, 2_000), band(100_000, 1_200)] };
    expect(buyersPremiumCents(terms, cents(4_000))).toBe(1_000);
    expect(buyersPremiumCents(terms, cents(5_000))).toBe(1_250);
    expect(buyersPremiumCents(terms, cents(5_100))).toBe(1_270);
    expect(buyersPremiumCents(terms, cents(150_000))).toBe(26_250);
  });

  test('[M1] the premium is rounded once, half up', () => {
    expect(buyersPremiumCents({ bands: [band(0, 500)] }, cents(10))).toBe(1);
    expect(buyersPremiumCents({ bands: [band(0, 500)] }, cents(9))).toBe(0);
    // 0.3 and 0.4 of a cent: rounded band by band it would be nothing.
    expect(buyersPremiumCents({ bands: [band(0, 300), band(10, 400)] }, cents(20))).toBe(1);
  });

  test('[M1] the largest price loses no cent', () => {
    expect(buyersPremiumCents({ bands: [band(0, 9_999)] }, cents(999_999_999_999))).toBe(999_899_999_999);
  });

  test('[M6] price, premium and shipping', () => {
    const terms = { bands: [band(0, 900)], fixedCents: cents(30) };
    expect(buyerTotalCents(terms, cents(1_200), cents(450))).toBe(1_788);
    expect(buyerTotalCents(undefined, cents(1_200), cents(0))).toBe(1_200);
  });
});
