import { describe, expect, test } from 'vitest';
import {
  type Change,
  exact,
  historyOf,
  maximum,
  opened,
  opening,
  passed,
  problemsOf,
  rulesBroken,
  scheduled,
  sold,
  withReserve,
} from './a-history.ts';

const start = [scheduled(), opened] as const;
const reserved = [scheduled(withReserve), opened] as const;
const broken = (...changes: readonly Change[]) => rulesBroken(historyOf(...changes));

describe('[B4] exact bids', () => {
  test('make their amount the price', () => {
    expect(broken(...start, exact(1, 1_050, ['leading', 1_050]))).toEqual([]);
    expect(broken(...start, exact(1, 1_050, ['leading', 1_000]))).toEqual([[3, 'B4']]);
  });

  test('[B3] at or above the asking price', () => {
    const first = exact(1, 1_000, ['leading', 1_000]);
    expect(broken(...start, exact(1, 999, ['leading', 999]))).toEqual([[3, 'B3']]);
    expect(broken(...start, first, exact(2, 1_100, ['leading', 1_100]))).toEqual([]);
    expect(problemsOf(historyOf(...start, first, exact(2, 1_099, ['leading', 1_099])))).toEqual([
      {
        sequence: 4,
        rule: 'B3',
        message:
          "the bid is below the asking price: paddle 2's exact bid of 1099 is said to be leading at 1099; paddle 1 led at 1000 with a ceiling of 1000, and 1100 was asked",
      },
    ]);
  });

  test('[B5] are not outbid by an exact bid below them', () => {
    const first = exact(1, 1_000, ['leading', 1_000]);
    expect(broken(...start, first, exact(2, 1_200, ['outbid', 1_200]))).toEqual([[4, 'B5']]);
  });

  test('[B6] are not for the leader', () => {
    const first = exact(1, 1_000, ['leading', 1_000]);
    expect(broken(...start, first, exact(1, 1_100, ['leading', 1_100]))).toEqual([[4, 'B6']]);
  });
});

describe('[B5] maxima that nobody has opened', () => {
  const first = maximum(1, 2_000, ['leading', 1_000]);

  test('first: at the asking price', () => {
    expect(broken(...start, first)).toEqual([]);
    expect(broken(...start, maximum(1, 2_000, ['leading', 1_100]))).toEqual([[3, 'B5']]);
  });

  test('answer a lower bid one increment above it, or at all they have', () => {
    expect(broken(...start, first, exact(2, 1_500, ['outbid', 1_600]))).toEqual([]);
    expect(broken(...start, first, exact(2, 1_500, ['outbid', 1_540]))).toEqual([]);
    expect(broken(...start, first, exact(2, 1_500, ['outbid', 1_500]))).toEqual([]);
    expect(broken(...start, first, exact(2, 1_500, ['outbid', 1_601]))).toEqual([[4, 'B5']]);
    expect(broken(...start, first, exact(2, 1_500, ['outbid', 1_499]))).toEqual([[4, 'B5']]);
  });

  test('cannot answer with more than they were once seen to have', () => {
    const all = [...start, first, exact(2, 1_500, ['outbid', 1_540])];
    expect(broken(...all, exact(3, 1_700, ['leading', 1_700]))).toEqual([]);
    expect(problemsOf(historyOf(...all, exact(3, 1_700, ['outbid', 1_800])))).toEqual([
      {
        sequence: 5,
        rule: 'B5',
        message:
          "no ceilings come to this: paddle 3's exact bid of 1700 is said to be outbid at 1800; paddle 1 led at 1540 with a ceiling of 1540, and 1640 was asked",
      },
    ]);
  });

  test('are beaten by what is above all that they can be', () => {
    const all = [...start, first, exact(2, 1_500, ['outbid', 1_600])];
    expect(broken(...all, exact(3, 1_700, ['leading', 1_700]))).toEqual([]);
    expect(
      broken(...start, exact(1, 1_000, ['leading', 1_000]), maximum(2, 3_000, ['leading', 1_100])),
    ).toEqual([]);
    expect(
      broken(...start, exact(1, 1_000, ['leading', 1_000]), maximum(2, 3_000, ['leading', 1_200])),
    ).toEqual([[4, 'B5']]);
  });

  test('one wrong price is named once, and not all that follow from it', () => {
    const wrong = maximum(2, 3_000, ['leading', 1_200]);
    const all = [...start, exact(1, 1_000, ['leading', 1_000]), wrong, exact(3, 1_300, ['outbid', 1_400])];
    expect(broken(...all, sold(2, 1_400))).toContainEqual([4, 'B5']);
    expect(broken(...all, sold(2, 1_400)).filter(([, rule]) => rule !== 'opening')).toHaveLength(1);
  });
});

describe('[B6] raises', () => {
  const first = maximum(1, 2_000, ['leading', 1_000]);

  test('move nothing', () => {
    expect(broken(...start, first, maximum(1, 3_000, ['leading', 1_000]))).toEqual([]);
    expect(broken(...start, first, maximum(1, 3_000, ['leading', 1_100]))).toEqual([[4, 'B6']]);
    expect(broken(...start, first, maximum(1, 3_000, ['outbid', 1_000]))).toEqual([[4, 'B6']]);
  });

  test('are above the maximum they raise, once both are open', () => {
    const beaten = exact(2, 4_000, ['leading', 4_000], 1_030_000);
    const raised = historyOf(...start, first, maximum(1, 1_900, ['leading', 1_000]), beaten, sold(2, 4_000));
    expect(rulesBroken(opening(raised, [3, 1, 2_000], [4, 1, 1_900]))).toEqual([[4, 'B6']]);
  });
});

describe('[B7] the reserve', () => {
  test('lifts the price once, and only where one was committed to', () => {
    const jump = maximum(1, 9_000, ['leading', 5_000]);
    expect(broken(...reserved, jump)).toEqual([]);
    expect(broken(...start, jump)).toEqual([[3, 'B5']]);
  });

  test('is one and the same: a second jump, or one after a price above it, cannot be', () => {
    const jump = maximum(1, 9_000, ['leading', 5_000]);
    expect(broken(...reserved, jump, maximum(1, 9_500, ['leading', 6_000]))).toEqual([[4, 'B7']]);
  });

  test('is met by the price of a sold lot, and not by that of a passed one', () => {
    const low = exact(1, 1_000, ['leading', 1_000]);
    expect(broken(...reserved, low, passed())).toEqual([]);
    expect(broken(...reserved, low, sold(1, 1_000))).toEqual([]);
    const jump = historyOf(...reserved, maximum(1, 9_000, ['leading', 5_000]), passed());
    expect(rulesBroken(jump)).toEqual([[4, 'C7']]);
  });

  test('a maximum that was opened above a reserve that was met later must have met it', () => {
    const first = maximum(1, 9_000, ['leading', 1_000]);
    const second = maximum(2, 9_500, ['leading', 9_100], 1_020_000);
    const third = historyOf(...reserved, first, second, sold(2, 9_100));
    expect(rulesBroken(opening(third, [3, 1, 9_000]))).toEqual([]);
    const jumped = historyOf(
      ...[...reserved, maximum(1, 4_000, ['leading', 1_000])],
      ...[maximum(2, 9_500, ['leading', 5_000], 1_020_000), sold(2, 5_000)],
    );
    expect(rulesBroken(opening(jumped, [3, 1, 4_000]))).toEqual([]);
    const missed = historyOf(
      ...[...reserved, maximum(1, 6_000, ['leading', 1_000])],
      ...[maximum(2, 9_500, ['leading', 5_000], 1_020_000), sold(2, 5_000)],
    );
    expect(rulesBroken(opening(missed, [3, 1, 6_000]))).toEqual([[4, 'B5']]);
  });
});

describe('[B11] prices', () => {
  test('never fall', () => {
    const first = exact(1, 2_000, ['leading', 2_000]);
    expect(broken(...start, first, exact(2, 1_900, ['leading', 1_900]))).toEqual([[4, 'B11']]);
  });
});
