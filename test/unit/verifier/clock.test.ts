import { describe, expect, test } from 'vitest';
import {
  agreed,
  type Change,
  exact,
  exactBid,
  extending,
  historyOf,
  opened,
  passed,
  problemsOf,
  rulesBroken,
  scheduled,
  sold,
} from './a-history.ts';

const withClosing = (closing: object): Change => scheduled({ ...agreed, closing });
const withoutClock = withClosing({ extension: { mode: 'none' } });
const openedWithoutClock: Change = [1_000_000, { type: 'LotOpened', openedAtMs: 1_000_000 }];
const broken = (...changes: readonly Change[]) => rulesBroken(historyOf(...changes));
const start = [scheduled(), opened] as const;

describe('[L1] the life of a lot', () => {
  test('begins with its entry in the catalogue, which comes once', () => {
    expect(broken(opened)).toEqual([[1, 'L1']]);
    expect(broken(scheduled(), scheduled(), opened)).toEqual([[2, 'L1']]);
  });

  test('is corrected while it is scheduled, and what was agreed last holds', () => {
    const correction: Change = [
      950_000,
      { type: 'LotCorrected', agreed: { ...agreed, startPriceCents: 2_000 } },
    ];
    expect(broken(scheduled(), correction, opened, exact(1, 2_000, ['leading', 2_000]))).toEqual([]);
    expect(broken(scheduled(), correction, opened, exact(1, 1_000, ['leading', 1_000]))).toEqual([[4, 'B3']]);
    const late: Change = [1_001_000, { type: 'LotCorrected', agreed }];
    expect(broken(...start, late)).toEqual([[3, 'L1']]);
  });

  test('is opened once, and has no bid before', () => {
    const again: Change = [
      1_001_000,
      { type: 'LotOpened', openedAtMs: 1_001_000, closesAtMs: 1_061_000, latestCloseAtMs: 1_091_000 },
    ];
    expect(broken(...start, again)).toEqual([[3, 'L1']]);
    expect(broken(scheduled(), exact(1, 1_000, ['leading', 1_000], 950_000), opened)).toEqual([[2, 'L1']]);
  });

  test('ends once: nothing follows a hammer or a withdrawal', () => {
    expect(broken(...start, passed(), passed(1_062_000))).toContainEqual([4, 'L1']);
    const withdrawn: Change = [1_010_000, { type: 'LotWithdrawn', reason: 'damaged' }];
    expect(broken(...start, withdrawn)).toEqual([]);
    expect(broken(...start, withdrawn, exact(1, 1_000, ['leading', 1_000], 1_011_000))).toContainEqual([
      4,
      'L1',
    ]);
    expect(broken(...start, withdrawn, [1_012_000, { type: 'PaddleSuspended' }])).toContainEqual([4, 'L1']);
  });

  test('[L3] a change is one event, or a bid and its extension; never none', () => {
    expect(broken(...start, [1_001_000])).toEqual([[3, 'L3']]);
    const [atMs, entered] = scheduled();
    expect(broken([atMs, entered ?? { type: '' }, { type: 'LotPassed' }])).toEqual([[1, 'L3']]);
    const two: Change = [1_001_000, { type: 'PaddleSuspended' }, { type: 'PaddleReadmitted' }];
    expect(broken(...start, two)).toEqual([[3, 'L3']]);
    expect(broken(...start, [1_001_000, { type: 'CloseExtended', closesAtMs: 1_065_000 }])).toEqual([
      [3, 'C2'],
    ]);
  });

  test('[L5] paddles are suspended and readmitted on live lots only', () => {
    expect(
      broken(...start, [1_001_000, { type: 'PaddleSuspended' }], [1_002_000, { type: 'PaddleReadmitted' }]),
    ).toEqual([]);
    expect(broken(scheduled(), [950_000, { type: 'PaddleSuspended' }], opened)).toEqual([[2, 'L5']]);
  });

  test('[B3] [C1] what is agreed must make sense', () => {
    const falling = [
      { fromCents: 0, incrementCents: 500 },
      { fromCents: 100, incrementCents: 1 },
    ];
    expect(broken(scheduled({ ...agreed, ladder: falling }))).toEqual([[1, 'B3']]);
    expect(broken(withClosing({ durationMs: 500, extension: { mode: 'none' } }))).toEqual([[1, 'C1']]);
  });
});

describe('[C1] [C4] opening', () => {
  const openedAs = (some: object): Change => [
    1_000_000,
    {
      ...{ type: 'LotOpened', openedAtMs: 1_000_000, closesAtMs: 1_060_000, latestCloseAtMs: 1_090_000 },
      ...some,
    },
  ];

  test('closes the duration after the opening, at the latest the cap after that', () => {
    expect(broken(scheduled(), openedAs({}))).toEqual([]);
    expect(broken(scheduled(), openedAs({ closesAtMs: 1_060_001, latestCloseAtMs: 1_090_001 }))).toEqual([
      [2, 'C1'],
    ]);
    expect(broken(scheduled(), openedAs({ latestCloseAtMs: 1_091_000 }))).toEqual([[2, 'C4']]);
    expect(broken(scheduled(), openedAs({ openedAtMs: 999_000 }))).toEqual([
      [2, 'C1'],
      [2, 'C1'],
    ]);
  });

  test('a lot without a clock opens without a close', () => {
    expect(broken(withoutClock, openedWithoutClock)).toEqual([]);
    expect(broken(withoutClock, openedAs({}))).toEqual([
      [2, 'C1'],
      [2, 'C4'],
    ]);
  });
});

describe('[C2] [C3] [C4] [C5] extensions', () => {
  const late = exact(1, 1_000, ['leading', 1_000], 1_055_000);

  test('a bid in the window extends, to exactly where the agreement says', () => {
    expect(broken(...start, extending(late, 1_065_000))).toEqual([]);
    expect(broken(...start, extending(late, 1_065_001))).toEqual([[3, 'C2']]);
    expect(broken(...start, extending(late, 1_064_999))).toEqual([[3, 'C2']]);
  });

  test('an extension that is not there although it must be', () => {
    expect(problemsOf(historyOf(...start, late))).toEqual([
      { sequence: 3, rule: 'C2', message: 'the close was not extended, and should be at 1065000' },
    ]);
  });

  test('an extension by a bid before the window', () => {
    const early = exact(1, 1_000, ['leading', 1_000], 1_049_999);
    expect(broken(...start, early)).toEqual([]);
    expect(broken(...start, extending(early, 1_065_000))).toEqual([[3, 'C2']]);
  });

  test('[C4] no extension past the cap, and none at it', () => {
    const late2 = exact(2, 1_100, ['leading', 1_100], 1_064_000);
    const bids = [extending(late, 1_065_000), extending(late2, 1_074_000)];
    const third = exact(1, 1_200, ['leading', 1_200], 1_073_500);
    const fourth = exact(2, 1_300, ['leading', 1_300], 1_083_000);
    const fifth = exact(1, 1_400, ['leading', 1_400], 1_089_000);
    const whole = [...start, ...bids, extending(third, 1_083_500), extending(fourth, 1_090_000), fifth];
    expect(broken(...whole, sold(1, 1_400, 1_091_000))).toEqual([]);
    expect(broken(...whole.slice(0, 5), extending(fourth, 1_093_000))).toContainEqual([6, 'C2']);
  });

  test('a lot without a close has none to extend', () => {
    const bid = extending(exact(1, 1_000, ['leading', 1_000]), 1_065_000);
    expect(broken(withoutClock, openedWithoutClock, bid)).toEqual([[3, 'C2']]);
  });

  test('[C5] an immediately outbid bid extends, a raise that moves nothing does not', () => {
    const leader = exact(1, 1_000, ['leading', 1_000], 1_010_000);
    const tie = (to?: number): Change => {
      const one = exact(2, 1_500, ['leading', 1_500], 1_055_000);
      return to === undefined ? one : extending(one, to);
    };
    expect(broken(...start, leader, tie(1_065_000))).toEqual([]);
    const raise: Change = [
      1_055_020,
      {
        ...{ type: 'BidAccepted', paddleNumber: 1, kind: 'maximum', amountCommitment: 'a'.repeat(64) },
        ...{ receivedAtMs: 1_055_000, outcome: 'leading', priceCents: 1_000 },
      },
    ];
    expect(broken(...start, leader, raise)).toEqual([]);
    expect(broken(...start, leader, extending(raise, 1_065_000))).toEqual([[4, 'C5']]);
  });

  test('[C3] each next extension is the shorter', () => {
    const shrinking = withClosing({
      durationMs: 60_000,
      extension: { mode: 'add', windowMs: 30_000, amountMs: 10_000, shrinkBp: 5_000 },
    });
    const open: Change = [1_000_000, { type: 'LotOpened', openedAtMs: 1_000_000, closesAtMs: 1_060_000 }];
    const first = extending(late, 1_070_000);
    const second = exact(2, 1_100, ['leading', 1_100], 1_060_000);
    expect(broken(shrinking, open, first, extending(second, 1_075_000))).toEqual([]);
    expect(broken(shrinking, open, first, extending(second, 1_080_000))).toEqual([[4, 'C2']]);
  });
});

describe('[B2] [C6] in time', () => {
  test('received at the close is in time, a millisecond later is not', () => {
    const atClose = extending(exact(1, 1_000, ['leading', 1_000], 1_060_000), 1_070_000);
    expect(broken(...start, atClose)).toEqual([]);
    expect(problemsOf(historyOf(...start, exact(1, 1_000, ['leading', 1_000], 1_060_001)))).toEqual([
      { sequence: 3, rule: 'C6', message: 'the bid was received 1 ms after the close at 1060000' },
    ]);
  });

  test('committed in the grace, give or take a clock that was set meanwhile', () => {
    const committedAt = (ms: number): Change => [
      ms,
      exactBid(1, 1_000, ['leading', 1_000], 1_060_000),
      { type: 'CloseExtended', closesAtMs: 1_070_000 },
    ];
    expect(broken(...start, committedAt(1_061_000))).toEqual([]);
    expect(broken(...start, committedAt(1_061_200))).toEqual([]);
    expect(broken(...start, committedAt(1_061_201))).toEqual([[3, 'C6']]);
  });

  test('stamped about when it was committed', () => {
    const committedAt = (ms: number): Change => [ms, exactBid(1, 1_000, ['leading', 1_000], 1_010_000)];
    expect(broken(...start, committedAt(1_009_800))).toEqual([]);
    expect(broken(...start, committedAt(1_009_799))).toEqual([[3, 'B2']]);
    expect(broken(...start, committedAt(1_011_700))).toEqual([]);
    expect(broken(...start, committedAt(1_011_701))).toEqual([[3, 'B2']]);
  });
});

describe('[C10] pausing and resuming', () => {
  const pause: Change = [1_020_000, { type: 'LotPaused', remainingMs: 40_050 }];
  const resume: Change = [
    1_100_000,
    { type: 'LotResumed', closesAtMs: 1_140_050, latestCloseAtMs: 1_170_050 },
  ];

  test('keeps what was left, and gives it back', () => {
    expect(broken(...start, pause, resume)).toEqual([]);
    expect(broken(...start, pause, resume, passed(1_141_050))).toEqual([]);
  });

  test('what was left must be what was left, as far as the receipt of the command can tell', () => {
    expect(broken(...start, [1_020_000, { type: 'LotPaused', remainingMs: 39_799 }])).toEqual([[3, 'C10']]);
    expect(broken(...start, [1_020_000, { type: 'LotPaused', remainingMs: 50_001 }])).toEqual([[3, 'C10']]);
    expect(broken(...start, [1_020_000, { type: 'LotPaused' }])).toEqual([[3, 'C10']]);
    expect(broken(withoutClock, openedWithoutClock, pause)).toEqual([[3, 'C10']]);
  });

  test('not after the close, not twice, not resumed unless paused', () => {
    expect(broken(...start, [1_061_201, { type: 'LotPaused', remainingMs: 0 }])).toEqual([[3, 'C10']]);
    expect(broken(...start, pause, pause)).toEqual([[4, 'C10']]);
    expect(broken(withoutClock, openedWithoutClock, [1_020_000, { type: 'LotResumed' }])).toEqual([
      [3, 'C10'],
    ]);
  });

  test('no bid and no hammer while paused', () => {
    expect(broken(...start, pause, exact(1, 1_000, ['leading', 1_000], 1_030_000))).toEqual([[4, 'L1']]);
    expect(broken(...start, pause, passed())).toEqual([[4, 'C7']]);
  });

  test('gives at least resumeMinMs, and moves the latest close along', () => {
    const short: Change = [1_058_000, { type: 'LotPaused', remainingMs: 2_000 }];
    const resumed = (closesAtMs: number, latestCloseAtMs: number): Change => [
      1_100_000,
      { type: 'LotResumed', closesAtMs, latestCloseAtMs },
    ];
    expect(broken(...start, short, resumed(1_110_000, 1_140_000))).toEqual([]);
    expect(broken(...start, short, resumed(1_102_000, 1_132_000))).toEqual([[4, 'C10']]);
    expect(broken(...start, short, resumed(1_110_000, 1_090_000))).toEqual([[4, 'C4']]);
  });

  test('a lot without a clock comes back without one', () => {
    const paused: Change = [1_020_000, { type: 'LotPaused' }];
    expect(broken(withoutClock, openedWithoutClock, paused, [1_100_000, { type: 'LotResumed' }])).toEqual([]);
    const withClose: Change = [1_100_000, { type: 'LotResumed', closesAtMs: 1_110_000 }];
    expect(broken(withoutClock, openedWithoutClock, paused, withClose)).toEqual([[4, 'C10']]);
  });
});

describe('[C11] [C14] the hammer command, and withdrawing', () => {
  const call = (closesAtMs: number, latestCloseAtMs = 1_090_000): Change => [
    1_030_000,
    { type: 'HammerCalled', closesAtMs, latestCloseAtMs },
  ];

  test('leaves fair warning, never more than there was, and keeps the latest close', () => {
    expect(broken(...start, call(1_035_000), passed(1_036_000))).toEqual([]);
    expect(broken(...start, call(1_034_999))).toEqual([[3, 'C11']]);
    expect(broken(...start, call(1_035_000, 1_065_000))).toEqual([[3, 'C4']]);
    const late: Change = [
      1_056_000,
      { type: 'HammerCalled', closesAtMs: 1_061_000, latestCloseAtMs: 1_090_000 },
    ];
    expect(broken(...start, late)).toEqual([[3, 'C11']]);
  });

  test('gives a lot without a clock its first close, from which the cap counts', () => {
    const capped = withClosing({
      extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000, capMs: 30_000 },
    });
    expect(broken(capped, openedWithoutClock, call(1_035_000, 1_065_000))).toEqual([]);
    expect(broken(capped, openedWithoutClock, call(1_035_000, 1_090_000))).toEqual([[3, 'C4']]);
  });

  test('is not called on a paused lot', () => {
    const pause: Change = [1_020_000, { type: 'LotPaused', remainingMs: 40_000 }];
    expect(broken(...start, pause, call(1_035_000))).toEqual([[4, 'C11']]);
  });

  test('[C14] no lot is withdrawn after its close', () => {
    expect(broken(...start, [1_061_000, { type: 'LotWithdrawn', reason: 'damaged' }])).toEqual([]);
    expect(broken(...start, [1_061_201, { type: 'LotWithdrawn', reason: 'damaged' }])).toEqual([[3, 'C14']]);
  });
});

describe('[C7] the hammer', () => {
  const bid = exact(1, 1_000, ['leading', 1_000]);

  test('falls when close and grace are over, not a millisecond before', () => {
    expect(broken(...start, bid, sold(1, 1_000, 1_061_000))).toEqual([]);
    expect(problemsOf(historyOf(...start, bid, sold(1, 1_000, 1_060_999)))).toEqual([
      { sequence: 4, rule: 'C7', message: 'the hammer fell 1 ms before the close and its grace were over' },
    ]);
    expect(broken(withoutClock, openedWithoutClock, passed())).toEqual([[3, 'C7']]);
  });

  test('sells to the leader at the price', () => {
    expect(broken(...start, bid, sold(2, 1_000))).toEqual([[4, 'C7']]);
    expect(broken(...start, bid, sold(1, 999))).toEqual([[4, 'C7']]);
    expect(broken(...start, sold(1, 1_000))).toEqual([[3, 'C7']]);
  });

  test('passes a lot without a bid, and none that has a leader and no reserve', () => {
    expect(broken(...start, passed())).toEqual([]);
    expect(broken(...start, bid, passed())).toEqual([[4, 'C7']]);
  });
});
