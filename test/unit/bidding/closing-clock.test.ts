import {
  applyLotChange,
  type ClosingPolicy,
  closingProblem,
  extensionAmountMs,
  latestClose,
  nextChange,
  publicLot,
} from '@gaveldrop/bidding';
import { durationMs, epochMs } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  acceptance,
  afterBids,
  anOpenLot,
  bidOn,
  closingOf,
  exact,
  extending,
  maximum,
  plainRules,
  refusal,
  type Sent,
  someHead,
  withClosing,
  withReserve,
} from './a-lot.ts';

// Lots open at 1,000,000 and close at 1,060,000; the window is the last 10,000 ms.
const first = (atMs: number, closing: ClosingPolicy = plainRules.closing) => {
  const rules = withClosing(closing);
  const lot = afterBids(anOpenLot(rules), rules, exact(1, 1_000, { atMs }));
  return [lot.closesAtMs, lot.extensions];
};

describe('the first close', () => {
  it('[C1] is the duration after opening', () => {
    expect(anOpenLot().closesAtMs).toBe(1_060_000);
    expect(anOpenLot(withClosing({ ...plainRules.closing, durationMs: durationMs(1_000) })).closesAtMs).toBe(
      1_001_000,
    );
  });
});

describe('extending', () => {
  it('[C2] a bid with more than the window to go does not', () => {
    expect(first(1_049_999)).toEqual([1_060_000, 0]);
  });

  it('[C2] reset: a bid with exactly the window to go would set the close it has, which is no extension', () => {
    expect(first(1_050_000)).toEqual([1_060_000, 0]);
  });

  it('[C2] reset: one millisecond into the window sets the close to the receipt plus the amount', () => {
    expect(first(1_050_001)).toEqual([1_060_001, 1]);
    expect(first(1_059_000)).toEqual([1_069_000, 1]);
  });

  it('[C2] reset: an amount shorter than what is left never moves the close earlier', () => {
    expect(first(1_052_000, closingOf(extending({ amountMs: 3_000 })))).toEqual([1_060_000, 0]);
    expect(first(1_058_000, closingOf(extending({ amountMs: 3_000 })))).toEqual([1_061_000, 1]);
  });

  it('[C2] add: exactly the window to go already adds, one millisecond more does not', () => {
    const adding = closingOf(extending({ amountMs: 90_000 }, 'add'));
    expect(first(1_050_000, adding)).toEqual([1_150_000, 1]);
    expect(first(1_049_999, adding)).toEqual([1_060_000, 0]);
    expect(first(1_060_000, adding)).toEqual([1_150_000, 1]);
  });

  it('[C2] none: nothing extends', () => {
    expect(first(1_060_000, closingOf({ mode: 'none' }))).toEqual([1_060_000, 0]);
  });

  it('[C2] the window moves with the close', () => {
    const lot = afterBids(
      anOpenLot(),
      plainRules,
      ...[exact(1, 1_000, { atMs: 1_055_000 }), exact(2, 1_100, { atMs: 1_056_000 })],
    );
    expect([lot.closesAtMs, lot.extensions]).toEqual([1_066_000, 2]);
    const outside = afterBids(lot, plainRules, exact(3, 1_200, { atMs: 1_055_999 }));
    expect([outside.closesAtMs, outside.extensions]).toEqual([1_066_000, 2]);
  });

  it('[C2] a stamp a little before an earlier one never moves the close back', () => {
    const lot = afterBids(
      anOpenLot(),
      plainRules,
      ...[exact(1, 1_000, { atMs: 1_059_000 }), exact(2, 1_100, { atMs: 1_058_900 })],
    );
    expect(lot.closesAtMs).toBe(1_069_000);
  });
});

describe('the climax converging', () => {
  const amounts = (some: Parameters<typeof extending>[0], count: number): number[] => {
    const extension = extending(some);
    if (extension.mode === 'none') return [];
    return Array.from({ length: count }, (_, past) => extensionAmountMs(extension, past));
  };

  it('[C3] without shrinking every extension is alike', () => {
    expect(amounts({}, 3)).toEqual([10_000, 10_000, 10_000]);
    expect(amounts({ shrinkBp: 10_000 }, 3)).toEqual([10_000, 10_000, 10_000]);
  });

  it('[C3] each is a share of the last, rounded down each time', () => {
    expect(amounts({ shrinkBp: 8_000 }, 5)).toEqual([10_000, 8_000, 6_400, 5_120, 4_096]);
    // 7 × 0.9 = 6.3; 6 × 0.9 = 5.4; 5 × 0.9 = 4.5: rounded at every step, not once at the end.
    expect(amounts({ amountMs: 7, shrinkBp: 9_000 }, 5)).toEqual([7, 6, 5, 4, 3]);
  });

  it('[C3] none is shorter than the least amount', () => {
    expect(amounts({ shrinkBp: 5_000, minAmountMs: 3_000 }, 4)).toEqual([10_000, 5_000, 3_000, 3_000]);
  });

  it('[C3] without a least amount it runs out, and then nothing moves', () => {
    expect(amounts({ amountMs: 2, shrinkBp: 5_000 }, 4)).toEqual([2, 1, 0, 0]);
  });

  it('[C3] a lot extends by the next amount in turn', () => {
    const rules = withClosing(closingOf(extending({ amountMs: 8_000, shrinkBp: 5_000 }, 'add')));
    const lot = afterBids(
      anOpenLot(rules),
      rules,
      ...[exact(1, 1_000, { atMs: 1_059_000 }), exact(2, 1_100, { atMs: 1_067_000 })],
      exact(1, 1_200, { atMs: 1_071_000 }),
    );
    expect([lot.closesAtMs, lot.extensions]).toEqual([1_074_000, 3]);
  });
});

describe('the cap', () => {
  const capped = withClosing(closingOf(extending({ capMs: 12_000 })));

  it('[C4] the latest close is public from the start', () => {
    expect(anOpenLot(capped).latestCloseAtMs).toBe(1_072_000);
    expect(publicLot(anOpenLot(capped), capped).latestCloseAtMs).toBe(1_072_000);
    expect(publicLot(anOpenLot(), plainRules)).not.toHaveProperty('latestCloseAtMs');
  });

  it('[C4] where nothing extends, the first close is the latest', () => {
    expect(latestClose(closingOf({ mode: 'none' }), epochMs(5_000))).toBe(5_000);
  });

  it('[C4] no extension passes it, and at it nothing counts as one', () => {
    const lot = afterBids(
      anOpenLot(capped),
      capped,
      ...[exact(1, 1_000, { atMs: 1_059_000 }), exact(2, 1_100, { atMs: 1_065_000 })],
    );
    expect([lot.closesAtMs, lot.extensions]).toEqual([1_072_000, 2]);
    const more = afterBids(lot, capped, exact(1, 1_200, { atMs: 1_072_000 }));
    expect([more.closesAtMs, more.extensions, more.bidCount]).toEqual([1_072_000, 2, 3]);
  });
});

describe('what extends', () => {
  const closeAfter = (rules: typeof plainRules, ...sent: readonly Sent[]) => {
    const lot = afterBids(anOpenLot(rules), rules, ...sent);
    return [lot.closesAtMs, lot.extensions];
  };

  it('[C5] a bid that is outbid at once', () => {
    expect(closeAfter(plainRules, maximum(1, 9_000), exact(2, 1_500, { atMs: 1_058_000 }))).toEqual([
      1_068_000, 1,
    ]);
  });

  it('[C5] a raise that moves the price', () => {
    expect(closeAfter(withReserve(4_000), maximum(1, 2_000), maximum(1, 5_000, { atMs: 1_058_000 }))).toEqual(
      [1_068_000, 1],
    );
  });

  it('[C5] not a raise that moves nothing', () => {
    expect(closeAfter(plainRules, maximum(1, 2_000), maximum(1, 5_000, { atMs: 1_058_000 }))).toEqual([
      1_060_000, 0,
    ]);
  });

  it('[C5] not a refused bid: it has no events at all', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 1_000));
    const decision = bidOn(lot, plainRules, exact(2, 1_050, { atMs: 1_058_000 }));
    expect(decision).toEqual({ kind: 'refused', code: 'below-asking-price', askingPriceCents: 1_100 });
  });
});

describe('in time', () => {
  it('[C6] a bid received at the close is, one millisecond later is lot-closed', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 1_000));
    expect(acceptance(lot, plainRules, exact(2, 1_100, { atMs: 1_060_000 })).outcome).toBe('leading');
    expect(refusal(lot, plainRules, exact(2, 1_100, { atMs: 1_060_001 }))).toEqual({
      ...{ kind: 'refused', code: 'lot-closed', askingPriceCents: 1_100 },
    });
  });

  it('[C6] a bid received at the close still extends', () => {
    expect(first(1_060_000)).toEqual([1_070_000, 1]);
  });

  it('[C6] when it is committed plays no part in what it decides', () => {
    const lot = anOpenLot();
    const { events } = acceptance(lot, plainRules, exact(1, 1_000, { atMs: 1_060_000 }));
    const late = applyLotChange(lot, nextChange(lot, epochMs(1_060_999), events), someHead);
    expect(late).toMatchObject({ status: 'open', closesAtMs: 1_070_000, committedAtMs: 1_060_999 });
  });
});

describe('policies that make sense', () => {
  it.each([
    ['durationMs', closingOf(extending(), { durationMs: durationMs(999) })],
    ['durationMs', closingOf(extending(), { durationMs: durationMs(604_800_001) })],
    ['climaxMs', closingOf(extending(), { climaxMs: durationMs(604_800_001) })],
    ['fairWarningMs', closingOf(extending(), { fairWarningMs: durationMs(2_999) })],
    ['fairWarningMs', closingOf(extending(), { fairWarningMs: durationMs(604_800_001) })],
    ['extension.windowMs', closingOf(extending({ windowMs: 0 }))],
    ['extension.windowMs', closingOf(extending({ windowMs: 604_800_001 }))],
    ['extension.amountMs', closingOf(extending({ amountMs: 0 }))],
    ['extension.amountMs', closingOf(extending({ amountMs: 604_800_001 }))],
    ['extension.shrinkBp', closingOf(extending({ shrinkBp: 0 }))],
    ['extension.shrinkBp', closingOf(extending({ shrinkBp: 10_001 }))],
    ['extension.minAmountMs', closingOf(extending({ minAmountMs: 10_001 }))],
    ['extension.capMs', closingOf(extending({ capMs: 604_800_001 }))],
  ])('[C2] [C3] [C4] %s out of bounds is refused by its field', (field, closing) => {
    expect(closingProblem(closing)?.field).toBe(`closing.${field}`);
  });

  it('[C1] [C9] the least and the most of each are fine', () => {
    const week = 604_800_000;
    const least = { windowMs: 1, amountMs: 1, shrinkBp: 1, minAmountMs: 0, capMs: 0 };
    const most = { windowMs: week, amountMs: week, shrinkBp: 10_000, minAmountMs: week, capMs: week };
    const ms = durationMs;
    expect(
      closingProblem(closingOf(extending(least), { durationMs: ms(1_000), fairWarningMs: ms(3_000) })),
    ).toBeUndefined();
    expect(
      closingProblem(
        closingOf(extending(most), { durationMs: ms(week), climaxMs: ms(week), fairWarningMs: ms(week) }),
      ),
    ).toBeUndefined();
    expect(closingProblem({ extension: { mode: 'none' } })).toBeUndefined();
  });
});
