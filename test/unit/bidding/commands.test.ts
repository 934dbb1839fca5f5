import type { Lot, LotCommand, LotRules } from '@gaveldrop/bidding';
import { describe, expect, it } from 'vitest';
import {
  afterBids,
  anOpenLot,
  aScheduledLot,
  closingOf,
  commanded,
  commandId,
  decided,
  exact,
  extending,
  hammered,
  paddles,
  plainRules,
  refusal,
  withClosing,
  withoutClock,
} from './a-lot.ts';

const open: LotCommand = { command: 'open', commandId, suspendedPaddles: [] };
const pause: LotCommand = { command: 'pause', commandId };
const resume: LotCommand = { command: 'resume', commandId };
const hammer: LotCommand = { command: 'hammer', commandId };
const withdraw: LotCommand = { command: 'withdraw', commandId, reason: 'damaged' };

const paused = commanded(anOpenLot(), plainRules, pause, 1_020_000);
const sold = hammered(afterBids(anOpenLot(), plainRules, exact(1, 1_000)), plainRules, 1_061_000);
const passed = hammered(anOpenLot(), plainRules, 1_061_000);
const withdrawn = commanded(aScheduledLot(), plainRules, withdraw, 950_000);

describe('what may be told to a lot in each status', () => {
  const table: readonly (readonly [string, Lot, Readonly<Record<LotCommand['command'], string>>])[] = [
    [
      'scheduled',
      aScheduledLot(),
      {
        open: 'done',
        pause: 'lot-not-open',
        resume: 'lot-not-paused',
        hammer: 'lot-not-open',
        withdraw: 'done',
      },
    ],
    [
      'open',
      anOpenLot(),
      {
        open: 'lot-not-scheduled',
        pause: 'done',
        resume: 'lot-not-paused',
        hammer: 'done',
        withdraw: 'done',
      },
    ],
    [
      'paused',
      paused,
      {
        ...{ open: 'lot-not-scheduled', pause: 'lot-not-open', resume: 'done' },
        ...{ hammer: 'lot-not-open', withdraw: 'done' },
      },
    ],
    ...([sold, passed, withdrawn] as const).map(
      (lot) =>
        [
          lot.status,
          lot,
          {
            ...{ open: 'lot-not-scheduled', pause: 'lot-closed', resume: 'lot-closed' },
            ...{ hammer: 'lot-closed', withdraw: 'lot-closed' },
          },
        ] as const,
    ),
  ];

  it.each(table)('[L1] [L2] %s', (_, lot, expected) => {
    const got = Object.fromEntries(
      [open, pause, resume, hammer, withdraw].map((command) => {
        const decision = decided(lot, plainRules, command, 1_025_000);
        return [command.command, decision.kind === 'refused' ? decision.code : decision.kind];
      }),
    );
    expect(got).toEqual(expected);
  });
});

describe('opening', () => {
  it('[C1] counts from the deciding clock, not from the command’s receipt', () => {
    expect(commanded(aScheduledLot(), plainRules, open, 999_400, 1_000_000)).toMatchObject({
      ...{ status: 'open', openedAtMs: 1_000_000, closesAtMs: 1_060_000, bidCount: 0, extensions: 0 },
    });
  });

  it('[L5] takes the drop’s suspended paddles along', () => {
    const opened = commanded(
      aScheduledLot(),
      plainRules,
      { ...open, suspendedPaddles: paddles(4, 9) },
      1_000_000,
    );
    expect(opened.suspendedPaddles).toEqual([4, 9]);
  });
});

describe('pausing and resuming', () => {
  it('[C10] keeps the close minus the receipt of the command, whenever it is decided', () => {
    const lot = commanded(anOpenLot(), plainRules, pause, 1_020_000, 1_020_700);
    expect(lot).toMatchObject({ status: 'paused', remainingMs: 40_000, closesAtMs: 1_060_000 });
  });

  it('[C10] is possible at the close, one millisecond later it is not', () => {
    expect(commanded(anOpenLot(), plainRules, pause, 1_060_000)).toMatchObject({ remainingMs: 0 });
    expect(decided(anOpenLot(), plainRules, pause, 1_060_001)).toEqual({
      kind: 'refused',
      code: 'lot-closed',
    });
  });

  it('[C10] a bid that meets a paused lot is lot-not-open, whenever it was received', () => {
    expect(refusal(paused, plainRules, exact(1, 1_000, { atMs: 1_010_000 })).code).toBe('lot-not-open');
    expect(refusal(paused, plainRules, exact(1, 1_000, { atMs: 2_000_000 })).code).toBe('lot-not-open');
  });

  it('[C10] resuming sets the close to now plus what was left', () => {
    const lot = commanded(paused, plainRules, resume, 1_499_500, 1_500_000);
    expect(lot).toMatchObject({ status: 'open', closesAtMs: 1_540_000, extensions: 0 });
    expect(lot).not.toHaveProperty('remainingMs');
  });

  it('[C10] resuming leaves at least ten seconds', () => {
    const resumedWith = (pausedAtMs: number) => {
      const lot = commanded(anOpenLot(), plainRules, pause, pausedAtMs);
      return commanded(lot, plainRules, resume, 2_000_000);
    };
    expect(resumedWith(1_049_999)).toMatchObject({ closesAtMs: 2_010_001 });
    expect(resumedWith(1_050_000)).toMatchObject({ closesAtMs: 2_010_000 });
    expect(resumedWith(1_059_999)).toMatchObject({ closesAtMs: 2_010_000 });
  });

  it('[C4] [C10] the latest close moves by as much as the close', () => {
    const capped = withClosing(closingOf(extending({ capMs: 30_000 })));
    const before = commanded(anOpenLot(capped), capped, pause, 1_059_000);
    // One second was left and becomes ten: the close moves by 449 s, and so does the latest one.
    expect(commanded(before, capped, resume, 1_499_000)).toMatchObject({
      ...{ closesAtMs: 1_509_000, latestCloseAtMs: 1_539_000 },
    });
  });

  it('[C10] keeps price, leader, underbidder and extensions', () => {
    const bid = afterBids(
      anOpenLot(),
      plainRules,
      ...[exact(1, 1_000), exact(2, 1_500, { atMs: 1_058_000 })],
    );
    const back = commanded(commanded(bid, plainRules, pause, 1_059_000), plainRules, resume, 1_070_000);
    expect(back).toMatchObject({
      ...{ priceCents: 1_500, bidCount: 2, extensions: 1, closesAtMs: 1_080_000, sequence: 6 },
      leader: { paddleNumber: 2, ceilingCents: 1_500 },
      underbidder: { paddleNumber: 1, ceilingCents: 1_000 },
    });
  });

  it('[C10] a lot without a clock pauses at any time and resumes without one', () => {
    const still = commanded(anOpenLot(withoutClock), withoutClock, pause, 9_000_000);
    expect(still).toMatchObject({ status: 'paused', remainingMs: undefined });
    const back = commanded(still, withoutClock, resume, 9_900_000);
    expect(back).toMatchObject({ status: 'open', closesAtMs: undefined, latestCloseAtMs: undefined });
  });
});

describe('the hammer command', () => {
  const called = (lot: Lot, rules: LotRules, atMs: number, nowMs = atMs) =>
    commanded(lot, rules, hammer, atMs, nowMs);

  it('[C11] brings the close to now plus fair warning', () => {
    expect(called(anOpenLot(), plainRules, 1_009_900, 1_010_000)).toMatchObject({
      ...{ status: 'open', closesAtMs: 1_015_000, sequence: 3, extensions: 0 },
    });
  });

  it('[C11] uses the drop’s own fair warning', () => {
    const rules = withClosing({ ...plainRules.closing, fairWarningMs: 3_000 as never });
    expect(called(anOpenLot(rules), rules, 1_010_000)).toMatchObject({ closesAtMs: 1_013_000 });
  });

  it('[C11] leaves a close that is as soon or sooner alone', () => {
    expect(decided(anOpenLot(), plainRules, hammer, 1_055_000)).toEqual({ kind: 'done', events: [] });
    expect(decided(anOpenLot(), plainRules, hammer, 1_058_000)).toEqual({ kind: 'done', events: [] });
    expect(called(anOpenLot(), plainRules, 1_054_999)).toMatchObject({ closesAtMs: 1_059_999 });
  });

  it('[C11] after the close does nothing', () => {
    expect(decided(anOpenLot(), plainRules, hammer, 1_060_001)).toEqual({ kind: 'done', events: [] });
  });

  it('[C11] a bid in fair warning extends as always', () => {
    const lot = called(anOpenLot(), plainRules, 1_010_000);
    expect(afterBids(lot, plainRules, exact(1, 1_000, { atMs: 1_012_000 }))).toMatchObject({
      ...{ closesAtMs: 1_022_000, extensions: 1 },
    });
  });

  it('[C4] [C11] gives a lot without a clock its first close, from which the cap counts', () => {
    const lot = called(anOpenLot(withoutClock), withoutClock, 5_000_000);
    expect(lot).toMatchObject({ closesAtMs: 5_005_000, latestCloseAtMs: 5_035_000 });
    expect(hammered(lot, withoutClock, 5_006_000).status).toBe('passed');
  });

  it('[C11] until then bids on a lot without a clock move no close', () => {
    const lot = afterBids(anOpenLot(withoutClock), withoutClock, exact(1, 1_000, { atMs: 8_000_000 }));
    expect(lot).toMatchObject({ closesAtMs: undefined, extensions: 0, priceCents: 1_000 });
  });

  it('[C4] [C11] a second call and what it cuts short keep the latest close that was public', () => {
    const capped = withClosing(closingOf(extending({ capMs: 30_000 })));
    const lot = called(anOpenLot(capped), capped, 1_010_000);
    expect(lot).toMatchObject({ closesAtMs: 1_015_000, latestCloseAtMs: 1_090_000 });
  });
});

describe('withdrawing', () => {
  it('[C14] is possible until the close, one millisecond later the hammer decides', () => {
    expect(commanded(anOpenLot(), plainRules, withdraw, 1_060_000)).toMatchObject({
      ...{ status: 'withdrawn', reason: 'damaged' },
    });
    expect(decided(anOpenLot(), plainRules, withdraw, 1_060_001)).toEqual({
      ...{ kind: 'refused', code: 'lot-closed' },
    });
  });

  it('[C14] a paused lot may be withdrawn at any time', () => {
    expect(commanded(paused, plainRules, withdraw, 9_000_000).status).toBe('withdrawn');
  });

  it('[C14] a lot without a clock may be withdrawn at any time', () => {
    expect(commanded(anOpenLot(withoutClock), withoutClock, withdraw, 9_000_000).status).toBe('withdrawn');
  });
});
