import { type FeeTerms, feeTermsProblem, settleOrder } from '@gaveldrop/settlement';
import type { BasisPoints, Cents } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { bands, fullTerms, orderOf, termsWith } from './sample-sale.ts';

const amount = (value: number) => value as Cents;
const rate = (value: number) => value as BasisPoints;
const commission = (some: Partial<FeeTerms['commission']>) =>
  termsWith({ commission: { bands: bands([0, 800]), ...some } });
const processing = (some: Partial<FeeTerms['processing']>) =>
  termsWith({ processing: { ...fullTerms.processing, ...some } });
const manyBands = (count: number) => bands(...Array.from({ length: count }, (_, at) => [at, 1] as const));
const manyCategories = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`category ${at}`, bands([0, 1])]));

const wholeAmount = 'must be a whole number of minor units from 0 to 999999999999';
const wholeRate = 'must be a whole number of basis points from 0 to 10000 (100 %)';

describe('[M2] fee terms that make no sense are refused with the field and the reason', () => {
  test.each<[string, FeeTerms, string, string]>([
    ['no bands', commission({ bands: [] }), 'commission.bands', 'must have at least one band'],
    ['33 bands', commission({ bands: manyBands(33) }), 'commission.bands', 'must have at most 32 bands'],
    [
      'a first band above 0',
      commission({ bands: bands([1, 800]) }),
      'commission.bands[0].fromCents',
      'the first band must begin at 0',
    ],
    [
      'a band that begins where the one before it does',
      commission({ bands: bands([0, 800], [100, 700], [100, 600]) }),
      'commission.bands[2].fromCents',
      'must be above the band before it, which begins at 100',
    ],
    [
      'bands out of order',
      commission({ bands: bands([0, 800], [200, 700], [100, 600]) }),
      'commission.bands[2].fromCents',
      'must be above the band before it, which begins at 200',
    ],
    [
      'a band that begins at a fraction',
      commission({ bands: [...bands([0, 800]), { fromCents: amount(99.5), rateBp: rate(1) }] }),
      'commission.bands[1].fromCents',
      wholeAmount,
    ],
    [
      'a band that begins beyond the largest amount',
      commission({ bands: bands([0, 800], [1_000_000_000_000, 1]) }),
      'commission.bands[1].fromCents',
      wholeAmount,
    ],
    ['a rate over 100 %', commission({ bands: bands([0, 10_001]) }), 'commission.bands[0].rateBp', wholeRate],
    [
      'a negative rate',
      commission({ bands: [{ fromCents: amount(0), rateBp: rate(-1) }] }),
      'commission.bands[0].rateBp',
      wholeRate,
    ],
    [
      "a category's bands out of order",
      commission({ byCategory: { coins: bands([0, 400], [0, 300]) } }),
      'commission.byCategory["coins"][1].fromCents',
      'must be above the band before it, which begins at 0',
    ],
    [
      'a category without a name',
      commission({ byCategory: { ' ': bands([0, 400]) } }),
      'commission.byCategory',
      'must not name an empty category',
    ],
    [
      '33 categories',
      commission({ byCategory: manyCategories(33) }),
      'commission.byCategory',
      'must name at most 32 categories',
    ],
    ['a negative minimum', commission({ minimumCents: amount(-1) }), 'commission.minimumCents', wholeAmount],
    ['a fraction of a cent', commission({ fixedCents: amount(0.5) }), 'commission.fixedCents', wholeAmount],
    [
      'a premium without bands',
      termsWith({ buyersPremium: { bands: [] } }),
      'buyersPremium.bands',
      'must have at least one band',
    ],
    [
      'a premium with an endless fixed part',
      termsWith({ buyersPremium: { bands: bands([0, 1]), fixedCents: amount(Number.POSITIVE_INFINITY) } }),
      'buyersPremium.fixedCents',
      wholeAmount,
    ],
    [
      'a processing rate of nothing',
      processing({ rateBp: rate(Number.NaN) }),
      'processing.rateBp',
      wholeRate,
    ],
    ['a negative fixed part', processing({ fixedCents: amount(-30) }), 'processing.fixedCents', wholeAmount],
    [
      'an unknown base',
      processing({ base: 'shipping' as 'hammer' }),
      'processing.base',
      "must be 'hammer' or 'order-total'",
    ],
    ['a share over 100 %', termsWith({ affiliate: { rateBp: rate(10_001) } }), 'affiliate.rateBp', wholeRate],
  ])('[M2] %s', (_, terms, field, problem) => {
    expect(feeTermsProblem(terms)).toEqual({ field, problem });
  });

  test('[M2] terms at every limit are accepted', () => {
    const terms: FeeTerms = {
      commission: {
        bands: manyBands(32),
        byCategory: manyCategories(32),
        minimumCents: amount(999_999_999_999),
        fixedCents: amount(999_999_999_999),
      },
      buyersPremium: { bands: bands([0, 0], [999_999_999_999, 10_000]), fixedCents: amount(0) },
      processing: { rateBp: rate(10_000), fixedCents: amount(999_999_999_999), base: 'hammer' },
      affiliate: { rateBp: rate(0) },
    };
    expect(feeTermsProblem(terms)).toBeUndefined();
  });

  test('[M2] an order is never settled under terms that make no sense', () => {
    expect(() => settleOrder(commission({ bands: bands([5, 800]) }), orderOf(100))).toThrow(
      'bug: fee terms are checked before use: commission.bands[0].fromCents the first band must begin at 0',
    );
  });
});
