import { type FeeTerms, feeTermsProblem, type MarginalBand, settleOrder } from '@gaveldrop/settlement';
import { cents } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryAmount, arbitraryOrder, arbitraryTerms } from './arbitrary-sale.ts';

test('[M2] any terms that make sense are said to make sense', () => {
  fc.assert(
    fc.property(arbitraryTerms, (terms) => {
      expect(feeTermsProblem(terms)).toBeUndefined();
    }),
  );
});

test('[M6] net proceeds and the total are the sums of their lines', () => {
  fc.assert(
    fc.property(arbitraryTerms, arbitraryOrder, (terms, order) => {
      const fees = settleOrder(terms, order);
      const { hammerPriceCents: hammer, shippingCents: shipping = 0, taxCents: tax = 0 } = order;
      expect(fees.netProceedsCents + fees.commissionCents + fees.processingCents + fees.affiliateCents).toBe(
        hammer + shipping,
      );
      expect(fees.buyerTotalCents - fees.buyersPremiumCents - shipping - tax).toBe(hammer);
    }),
  );
});

test('[M1] every figure is a whole number that a double holds exactly, and no fee is negative', () => {
  fc.assert(
    fc.property(arbitraryTerms, arbitraryOrder, (terms, order) => {
      const { netProceedsCents, ...fees } = settleOrder(terms, order);
      expect(Number.isSafeInteger(netProceedsCents)).toBe(true);
      for (const figure of Object.values(fees)) {
        expect(Number.isSafeInteger(figure)).toBe(true);
        expect(figure).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

/** A fee by bands, added up cent by cent: another way to the same number, for small prices. */
function slowFee(price: number, bands: readonly MarginalBand[]): number {
  let tenThousandths = 0;
  for (let cent = 0; cent < price; cent += 1)
    tenThousandths += bands.findLast((band) => band.fromCents <= cent)?.rateBp ?? 0;
  const whole = Math.floor(tenThousandths / 10_000);
  return tenThousandths % 10_000 >= 5_000 ? whole + 1 : whole;
}

test('[M2] [M3] bands are marginal: each cent of the price pays the rate of the band it lies in', () => {
  const smallPrice = fc.integer({ min: 0, max: 3_000 });
  fc.assert(
    fc.property(arbitraryTerms, smallPrice, (terms, price) => {
      const fees = settleOrder(terms, { hammerPriceCents: cents(price) });
      const { commission, buyersPremium } = terms;
      const byBands = slowFee(price, commission.bands);
      const atLeast = Math.max(byBands, commission.minimumCents ?? 0);
      expect(fees.commissionCents).toBe(atLeast + (commission.fixedCents ?? 0));
      expect(fees.buyersPremiumCents).toBe(
        buyersPremium ? slowFee(price, buyersPremium.bands) + (buyersPremium.fixedCents ?? 0) : 0,
      );
    }),
  );
});

test("[M6] a higher price never lowers the commission, the premium or the processing, and raises the buyer's total", () => {
  const pair = fc
    .tuple(arbitraryAmount, arbitraryAmount)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => (a < b ? ([a, b] as const) : ([b, a] as const)));
  fc.assert(
    fc.property(arbitraryTerms, arbitraryOrder, pair, (terms, order, [low, high]) => {
      const atLow = settleOrder(terms, { ...order, hammerPriceCents: low });
      const atHigh = settleOrder(terms, { ...order, hammerPriceCents: high });
      expect(atHigh.buyerTotalCents - atLow.buyerTotalCents).toBeGreaterThanOrEqual(high - low);
      expect(atHigh.commissionCents).toBeGreaterThanOrEqual(atLow.commissionCents);
      expect(atHigh.buyersPremiumCents).toBeGreaterThanOrEqual(atLow.buyersPremiumCents);
      expect(atHigh.processingCents).toBeGreaterThanOrEqual(atLow.processingCents);
      expect(atHigh.affiliateCents).toBeGreaterThanOrEqual(atLow.affiliateCents);
    }),
  );
});

test('[M2] splitting a band in two of the same rate changes no fee', () => {
  fc.assert(
    fc.property(arbitraryTerms, arbitraryOrder, arbitraryAmount, (terms, order, edge) => {
      const split = (bands: readonly MarginalBand[]): readonly MarginalBand[] => {
        const around = bands.findLast((band) => band.fromCents < edge);
        if (around === undefined || bands.some((band) => band.fromCents === edge)) return bands;
        const both = [...bands, { fromCents: edge, rateBp: around.rateBp }];
        return both.sort((a, b) => a.fromCents - b.fromCents);
      };
      const finer: FeeTerms = {
        ...terms,
        commission: { ...terms.commission, bands: split(terms.commission.bands) },
        buyersPremium: terms.buyersPremium && {
          ...terms.buyersPremium,
          bands: split(terms.buyersPremium.bands),
        },
      };
      expect(settleOrder(finer, order)).toEqual(settleOrder(terms, order));
    }),
  );
});
