import { describe, expect, test } from 'vitest';
import { accountsBalance } from '../../simulation/auditor/checks/accounts-balance.ts';
import { settledOnce } from '../../simulation/auditor/checks/settled-once.ts';
import { statementsAddUp } from '../../simulation/auditor/checks/statements-add-up.ts';
import { feesOf } from '../../simulation/auditor/expected/fees-of.ts';
import type { StoredTransfer } from '../../simulation/observation.ts';
import { agreement, goodDrop, lots } from './a-good-drop.ts';
import { changed } from './changed.ts';
import { said } from './violations-of.ts';

/** The good drop with the transfers of its order changed. */
const kept = (change: (transfers: readonly StoredTransfer[]) => readonly StoredTransfer[]) =>
  changed(
    goodDrop,
    'transfers-kept',
    () => true,
    (order) => ({ ...order, transfers: change(order.transfers) }),
  );

describe('[M1] to [M6] fees worked out a second time', () => {
  test('[M1] half a cent goes up', () => {
    const terms = { ...agreement.terms, commission: { bands: [{ fromCents: 0, rateBp: 1_250 }] } };
    expect(feesOf({ ...agreement, terms }, 2_700).commissionCents).toBe(338);
    expect(feesOf({ ...agreement, terms }, 2_699).commissionCents).toBe(337);
  });

  test('[M2] bands are marginal, a category has its own, then the minimum, then the fixed part', () => {
    const commission = {
      bands: [
        { fromCents: 0, rateBp: 1_000 },
        { fromCents: 1_000, rateBp: 500 },
      ],
      byCategory: { coins: [{ fromCents: 0, rateBp: 100 }] },
      minimumCents: 50,
      fixedCents: 7,
    };
    const terms = { ...agreement.terms, commission };
    expect(feesOf({ ...agreement, terms }, 3_000).commissionCents).toBe(207);
    expect(feesOf({ ...agreement, terms, category: 'coins' }, 3_000).commissionCents).toBe(57);
    expect(feesOf({ ...agreement, terms, category: 'coins' }, 9_000).commissionCents).toBe(97);
    expect(feesOf({ ...agreement, terms, category: 'constructor' }, 3_000).commissionCents).toBe(207);
  });

  test('[M3] [M4] [M5] premium, processing on either base, and the share', () => {
    const terms = {
      ...agreement.terms,
      buyersPremium: { bands: [{ fromCents: 0, rateBp: 2_500 }], fixedCents: 5 },
      affiliate: { rateBp: 300 },
    };
    const all = { ...agreement, terms, affiliateId: 'friend' };
    expect(feesOf(all, 1_000)).toEqual({
      premiumCents: 255,
      commissionCents: 100,
      processingCents: 81,
      affiliateCents: 30,
    });
    const onHammer = { ...terms, processing: { rateBp: 290, fixedCents: 30, base: 'hammer' } as const };
    expect(feesOf({ ...agreement, terms: onHammer }, 1_000)).toEqual({
      premiumCents: 255,
      commissionCents: 100,
      processingCents: 59,
      affiliateCents: 0,
    });
  });
});

describe('[M8] [M9] orders', () => {
  test('[M9] an order kept twice is caught', () => {
    const twice = changed(
      goodDrop,
      'transfers-kept',
      () => true,
      (order) => [order, { ...order, atMs: 76_600 }],
    );
    expect(said(twice, settledOnce)).toEqual([
      'M9 a sold lot was settled twice',
      'M8 transfer lot-1-hammer was kept twice',
      'M8 transfer lot-1-shipping was kept twice',
      'M8 transfer lot-1-premium was kept twice',
      'M8 transfer lot-1-commission was kept twice',
      'M8 transfer lot-1-processing was kept twice',
    ]);
  });

  test('[M9] a sold lot without an order is caught', () => {
    const never = goodDrop.filter(({ type }) => type !== 'transfers-kept');
    expect(said(never, settledOnce)).toEqual(['M9 a sold lot was never settled']);
  });

  test('[M9] transfers for a lot that was passed are caught', () => {
    const passed = changed(
      goodDrop,
      'lot-committed',
      ({ after }) => after.sequence === 6,
      (commit) => ({
        ...commit,
        after: { ...lots.bidThrice, sequence: 6, status: 'passed', events: [{ type: 'LotPassed' }] },
      }),
    );
    expect(said(passed, settledOnce)).toEqual(['M9 transfers were kept for a lot that is not sold']);
  });

  test('[M6] a transfer too many, too few, or of another amount is caught', () => {
    expect(
      said(
        kept((transfers) => transfers.slice(0, 4)),
        settledOnce,
      ),
    ).toHaveLength(1);
    const other = kept((transfers) =>
      transfers.map((one) => (one.kind === 'commission' ? { ...one, amountCents: 271 } : one)),
    );
    expect(said(other, settledOnce)).toEqual([
      'M6 the order is commission 271 from seller:seller-1 to commission:drop-1; ' +
        'hammer 2700 from buyer:drop-1:8 to seller:seller-1; premium 540 from buyer:drop-1:8 to premium:drop-1; ' +
        'processing 138 from seller:seller-1 to processing:drop-1; ' +
        'shipping 500 from buyer:drop-1:8 to seller:seller-1; ' +
        'due is commission 270 from seller:seller-1 to commission:drop-1; ' +
        'hammer 2700 from buyer:drop-1:8 to seller:seller-1; premium 540 from buyer:drop-1:8 to premium:drop-1; ' +
        'processing 138 from seller:seller-1 to processing:drop-1; ' +
        'shipping 500 from buyer:drop-1:8 to seller:seller-1',
    ]);
    expect(said(other, accountsBalance)).toEqual(['M6 the seller gets 2791, not 2792']);
  });

  test('[M6] a buyer who pays something else is caught', () => {
    const without = kept((transfers) => transfers.filter(({ kind }) => kind !== 'premium'));
    expect(said(without, accountsBalance)).toEqual(['M6 the buyer pays 3200, not 3740']);
  });

  test('[M8] an amount that is not above zero is caught', () => {
    const zero = kept((transfers) => [
      ...transfers,
      { ...lastOf(transfers), transferId: 'lot-1-tax', kind: 'tax', amountCents: 0 },
    ]);
    expect(said(zero, settledOnce)[0]).toBe('M8 transfer lot-1-tax moves 0 from seller:seller-1');
  });

  test('[M8] accounts that gain or lose together are caught', () => {
    const broken = kept((transfers) =>
      transfers.map((one) => (one.kind === 'premium' ? { ...one, amountCents: Number.NaN } : one)),
    );
    expect(said(broken, accountsBalance)).toEqual([
      'M6 the buyer pays NaN, not 3740',
      'M8 all accounts together gain NaN',
    ]);
  });

  test('[M10] a transfer that names another bid or currency is caught', () => {
    const wrong = kept((transfers) =>
      transfers.map((one) => (one.kind === 'premium' ? { ...one, winningBidSequence: 3 } : one)),
    );
    expect(said(wrong, settledOnce)).toEqual(['M10 transfer lot-1-premium names a wrong bid or currency']);
  });
});

function lastOf(transfers: readonly StoredTransfer[]): StoredTransfer {
  const last = transfers.at(-1);
  if (last === undefined) throw new Error('an order has transfers');
  return last;
}

describe('[M10] statements', () => {
  const stated = (parts: object, line: object = {}) =>
    changed(
      goodDrop,
      'statement-final',
      () => true,
      (final) => ({
        ...final,
        lines: final.lines.map((one) => ({ ...one, ...line })),
        ...parts,
      }),
    );

  test.each([
    [stated({ closingCents: 2_793 }), ['closes at 2793, not 2792']],
    [stated({ netProceedsCents: 2_700 }), ['says 2700 for lines that make 2792']],
    [
      stated({ closingCents: 2_700, netProceedsCents: 2_700 }, { netCents: 2_700 }),
      ['says 2700 of a lot whose transfers make 2792'],
    ],
    [
      stated({
        lines: [0, 1].map(() => ({
          lotId: 'lot-1',
          hammerPriceCents: 2_700,
          netCents: 2_792,
          transferIds: ['lot-1-hammer', 'lot-1-shipping', 'lot-1-commission', 'lot-1-processing'],
        })),
        closingCents: 5_584,
        netProceedsCents: 5_584,
      }),
      ['has a lot twice'],
    ],
    [stated({}, { hammerPriceCents: 2_600 }), ['says 2600 of a lot sold at 2700']],
    [stated({}, { transferIds: ['lot-1-hammer'] }), ['does not name the transfers of a lot']],
    [stated({ lines: [], closingCents: 0, netProceedsCents: 0 }), ['does not have a lot that was sold']],
  ])('[M10] a statement that does not add up is caught', (observed, messages) => {
    expect(said(observed, statementsAddUp)).toEqual(
      messages.map((message) => `M10 the statement of seller-1 ${message}`),
    );
  });
});
