import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runSettlementVector } from '../../vectors/run-settlement-vector.ts';

const read = (): Record<string, unknown>[] =>
  JSON.parse(readFileSync(new URL('../../vectors/settlement.json', import.meta.url), 'utf8'));

describe('[M6] the settlement vectors', () => {
  test('[M6] there are 22', () => {
    expect(read()).toHaveLength(22);
  });

  test.each(read().map((each) => [String(each.name), each] as const))('[M6] %s', (name, vectorCase) => {
    expect(runSettlementVector(vectorCase)).toEqual({ name, failures: [] });
  });
});

const fees = {
  buyersPremiumCents: 0,
  buyerTotalCents: 100,
  commissionCents: 8,
  processingCents: 0,
  affiliateCents: 0,
  netProceedsCents: 92,
};
const terms = {
  commission: { bands: [{ fromCents: 0, rateBp: 800 }] },
  processing: { rateBp: 0, fixedCents: 0, base: 'hammer' },
};
const good = {
  kind: 'settlement',
  name: 'one',
  terms,
  sales: [{ hammerPriceCents: 100, expect: fees }],
  total: { ...fees, hammerPriceCents: 100 },
};

describe('the runner of settlement vectors', () => {
  test('passes what is right', () => {
    expect(runSettlementVector(good)).toEqual({ name: 'one', failures: [] });
  });

  test('says which step differs, and in what', () => {
    const sales = [{ hammerPriceCents: 100, expect: { ...fees, commissionCents: 9, netProceedsCents: 91 } }];
    expect(runSettlementVector({ ...good, sales })).toEqual({
      name: 'one',
      failures: [
        {
          step: 'sale 1',
          expected: { commissionCents: 9, netProceedsCents: 91 },
          got: { commissionCents: 8, netProceedsCents: 92 },
        },
      ],
    });
  });

  test('checks the total on its own', () => {
    const total = { ...good.total, hammerPriceCents: 101 };
    expect(runSettlementVector({ ...good, total }).failures).toEqual([
      { step: 'total', expected: { hammerPriceCents: 101 }, got: { hammerPriceCents: 100 } },
    ]);
  });

  const sale = (some: object) => ({ ...good, sales: [{ hammerPriceCents: 100, expect: fees, ...some }] });
  const withTerms = (some: object) => ({ ...good, terms: { ...terms, ...some } });
  test.each<[string, unknown]>([
    ['case must be an object', null],
    ["kind must be 'settlement'", { ...good, kind: 'lot' }],
    ['name must be text', { ...good, name: 7 }],
    ['terms must be an object', { ...good, terms: [] }],
    ['terms.commission.bands must be a list', withTerms({ commission: {} })],
    [
      'terms.commission.bands[0].fromCents the first band must begin at 0',
      withTerms({ commission: { bands: [{ fromCents: 5, rateBp: 1 }] } }),
    ],
    [
      'terms.commission.bands[0].rateBp must be a whole number of basis points from 0 to 10000 (100 %)',
      withTerms({ commission: { bands: [{ fromCents: 0, rateBp: 20_000 }] } }),
    ],
    ['terms.affiliate.rateBp must not be below 0', withTerms({ affiliate: { rateBp: -1 } })],
    [
      "terms.processing.base must be 'hammer' or 'order-total'",
      withTerms({ processing: { rateBp: 0, fixedCents: 0, base: 'tax' } }),
    ],
    ['sales must be a list', { ...good, sales: 1 }],
    ['sales[0].hammerPriceCents must be a whole number', sale({ hammerPriceCents: '100' })],
    ['sales[0].taxCents must be from 0 to 999999999999', sale({ taxCents: -1 })],
    ['sales[0].affiliate must be true or false', sale({ affiliate: 'yes' })],
    ['sales[0].expect must be an object', sale({ expect: undefined })],
    ['sales[0].expect must give at least one figure', sale({ expect: {} })],
    ['sales[0].expect.profitCents is not a figure of an order', sale({ expect: { profitCents: 1 } })],
    ['total.buyerTotalCents must be a whole number', { ...good, total: { buyerTotalCents: null } }],
  ])('refuses a malformed case by its field: %s', (message, vectorCase) => {
    expect(() => runSettlementVector(vectorCase)).toThrow(message);
  });
});
