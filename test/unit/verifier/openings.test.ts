import { verifyHistory } from '@gaveldrop/verifier';
import { describe, expect, test } from 'vitest';
import {
  exact,
  historyOf,
  maximum,
  opened,
  opening,
  passed,
  problemsOf,
  rulesBroken,
  saltOf,
  scheduled,
  sold,
  withReserve,
} from './a-history.ts';

const lost = historyOf(
  ...[scheduled(), opened, maximum(1, 2_000, ['leading', 1_000])],
  ...[maximum(2, 3_000, ['leading', 2_100], 1_020_000), sold(2, 2_100)],
);

describe('[L4] maxima that lost', () => {
  test('are all opened once the lot is sold, the buyer’s own is not', () => {
    expect(rulesBroken(opening(lost, [3, 1, 2_000]))).toEqual([]);
    expect(rulesBroken(lost)).toEqual([[3, 'opening']]);
    expect(rulesBroken(opening(lost, [3, 1, 2_000], [4, 2, 3_000]))).toEqual([[4, 'L4']]);
    expect(verifyHistory({ history: opening(lost, [3, 1, 2_000]) }).checked).toContain('1 opened maximum');
  });

  test('are all opened once the lot is passed, but for those of who led', () => {
    const left = historyOf(
      ...[scheduled(withReserve), opened, maximum(1, 2_000, ['leading', 1_000])],
      ...[maximum(2, 3_000, ['leading', 2_100], 1_020_000), passed()],
    );
    expect(rulesBroken(left)).toEqual([[3, 'opening']]);
    expect(rulesBroken(opening(left, [3, 1, 2_000]))).toEqual([]);
    expect(rulesBroken(opening(left, [3, 1, 2_000], [4, 2, 3_000]))).toEqual([[4, 'L4']]);
  });

  test('are not opened before the end, nor when the lot is withdrawn', () => {
    const bids = [scheduled(), opened, maximum(1, 2_000, ['leading', 1_000])] as const;
    expect(rulesBroken(opening(historyOf(...bids), [3, 1, 2_000]))).toEqual([[3, 'L4']]);
    const withdrawn = historyOf(...bids, [1_020_000, { type: 'LotWithdrawn', reason: 'damaged' }]);
    expect(rulesBroken(withdrawn)).toEqual([]);
    expect(rulesBroken(opening(withdrawn, [3, 1, 2_000]))).toEqual([[3, 'L4']]);
  });

  test('open what was committed to: another amount or salt does not', () => {
    const salt = saltOf(1, 2_000);
    const as = (one: object) =>
      rulesBroken({ ...lost, opened: [{ sequence: 3, amountCents: 2_000, salt, ...one }] });
    expect(as({})).toEqual([]);
    expect(as({ amountCents: 2_001 })).toEqual([
      [3, 'opening'],
      [3, 'opening'],
    ]);
    expect(as({ salt: saltOf(2, 2_000) })).toContainEqual([3, 'opening']);
    expect(as({ amountCents: 0 })).toContainEqual([undefined, 'form']);
  });

  test('are maxima of this history, each opened once', () => {
    expect(rulesBroken(opening(lost, [3, 1, 2_000], [3, 1, 2_000]))).toEqual([[3, 'opening']]);
    expect(rulesBroken(opening(lost, [3, 1, 2_000], [9, 1, 2_000]))).toEqual([[9, 'opening']]);
    expect(rulesBroken(opening(lost, [3, 1, 2_000], [2, 1, 2_000]))).toEqual([[2, 'opening']]);
  });

  test('[B5] must explain the prices: an opened maximum that would have answered', () => {
    const history = historyOf(
      ...[scheduled(), opened, maximum(1, 2_000, ['leading', 1_000])],
      ...[exact(2, 1_500, ['leading', 1_500], 1_020_000), sold(2, 1_500)],
    );
    expect(problemsOf(opening(history, [3, 1, 2_000]))).toEqual([
      {
        sequence: 4,
        rule: 'B4',
        message:
          "no exact bid comes to this: paddle 2's exact bid of 1500 is said to be leading at 1500; paddle 1 led at 1000 with a ceiling of 2000, and 1100 was asked",
      },
    ]);
  });

  test('an exact bid names its amount, a maximum commits to it', () => {
    const [atMs, bid] = exact(1, 1_000, ['leading', 1_000]);
    const both = historyOf(scheduled(), opened, [
      atMs,
      { type: '', ...bid, amountCommitment: 'a'.repeat(64) },
    ]);
    expect(rulesBroken(both)).toEqual([[3, 'L4']]);
    const [, hidden] = maximum(1, 1_000, ['leading', 1_000]);
    const named = historyOf(scheduled(), opened, [atMs, { type: '', ...hidden, amountCents: 1_000 }]);
    expect(rulesBroken(named)).toEqual([[3, 'L4']]);
  });
});
