import type { Receipt } from '@gaveldrop/protocol';
import { verifyHistory } from '@gaveldrop/verifier';
import { describe, expect, test } from 'vitest';
import {
  exact,
  historyOf,
  lotId,
  maximum,
  opened,
  opening,
  problemsOf,
  rulesBroken,
  saltOf,
  scheduled,
  sold,
} from './a-history.ts';

const bought = opening(
  historyOf(
    ...[scheduled(), opened, exact(1, 1_000, ['leading', 1_000])],
    ...[maximum(2, 3_000, ['leading', 1_100], 1_020_000), exact(1, 1_500, ['outbid', 1_600], 1_030_000)],
    sold(2, 1_600),
  ),
);

const receipt = (some: object = {}): Receipt =>
  ({
    ...{ bidId: '01JD000000000000000000000A', lotId, lotNumber: 3, paddleNumber: 1, amountCents: 1_000 },
    ...{ kind: 'exact', outcome: 'leading', sequence: 3, receivedAtMs: 1_010_000, committedAtMs: 1_010_020 },
    ...some,
  }) as Receipt;
const own = (some: object = {}): Receipt =>
  receipt({
    ...{ bidId: '01JD000000000000000000000B', paddleNumber: 2, amountCents: 3_000, kind: 'maximum' },
    ...{ sequence: 4, receivedAtMs: 1_020_000, committedAtMs: 1_020_020, salt: saltOf(2, 3_000) },
    ...some,
  });

describe("[L3] an accepted bid's receipt", () => {
  test('stands in the history as it says', () => {
    const verdict = verifyHistory({ history: bought, receipts: [receipt(), own()] });
    expect(verdict.problems).toEqual([]);
    expect(verdict.checked).toContain('2 of 2 receipts');
  });

  test.each([
    ['another paddle', { paddleNumber: 7 }, 'paddle 1'],
    ['another amount', { amountCents: 1_001 }, 'amount 1000'],
    ['another kind', { kind: 'maximum' }, 'exact'],
    ['another outcome', { outcome: 'outbid' }, 'leading'],
    ['another receipt time', { receivedAtMs: 1_010_001 }, 'received at 1010000'],
    ['another commit', { committedAtMs: 1_010_021 }, 'committed at 1010020'],
  ])('%s than in the history', (_, some, words) => {
    expect(problemsOf(bought, { receipts: [receipt(some)] })).toEqual([
      {
        sequence: 3,
        rule: 'receipt',
        message: `the bid 01JD000000000000000000000A is not here as its receipt has it: ${words}`,
      },
    ]);
  });

  test('of a bid that is not in the history, or where something else stands', () => {
    expect(rulesBroken(bought, { receipts: [receipt({ sequence: 9 })] })).toEqual([[9, 'receipt']]);
    expect(rulesBroken(bought, { receipts: [receipt({ sequence: 2 })] })).toEqual([[2, 'receipt']]);
  });

  test('of a bid after the end of a history that is not over is left open', () => {
    const cut = { ...bought, entries: bought.entries.slice(0, 4) };
    const { problems, unchecked } = verifyHistory({ history: cut, receipts: [receipt({ sequence: 5 })] });
    expect(problems).toEqual([]);
    expect(unchecked).toContain('the bid 01JD000000000000000000000A at 5: the history ends at 4, before it');
  });

  test('of another lot is passed over', () => {
    const other = receipt({ lotId: '01JD0000000000000000000009', sequence: 9 });
    expect(rulesBroken(bought, { receipts: [other] })).toEqual([]);
  });

  test('opens its own maximum: it must be what was committed to, and explain the prices', () => {
    expect(rulesBroken(bought, { receipts: [own({ amountCents: 2_000 })] })).toEqual([[4, 'receipt']]);
    const { salt: _, ...bare } = own();
    expect(verifyHistory({ history: bought, receipts: [bare as Receipt] }).unchecked).toContain(
      'the maximum 01JD000000000000000000000B: its receipt has no salt',
    );
    // The buyer's maximum of 1,550 would have answered 1,500 with all it had, not with 1,600.
    const cheated = historyOf(
      ...[scheduled(), opened, exact(1, 1_000, ['leading', 1_000])],
      ...[maximum(2, 1_550, ['leading', 1_100], 1_020_000), exact(1, 1_500, ['outbid', 1_600], 1_030_000)],
      sold(2, 1_600),
    );
    expect(rulesBroken(cheated)).toEqual([]);
    const receipts = [own({ amountCents: 1_550, salt: saltOf(2, 1_550) })];
    expect(rulesBroken(cheated, { receipts })).toEqual([[5, 'B5']]);
  });
});
