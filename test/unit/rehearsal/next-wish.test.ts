import type { PublicLot } from '@gaveldrop/protocol';
import type { Cents, PaddleNumber } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import type { Habit, Interest } from '../../../packages/rehearsal/src/bidder-plan.ts';
import { nextWish, type Situation } from '../../../packages/rehearsal/src/next-wish.ts';
import { lotForms } from './sound-evidence.ts';

const interest = (habit: Habit, valuationCents = 20_001): Interest => ({
  ...{ habit, valuationCents: valuationCents as Cents, thinkMs: 500 },
});
/** Opened at 100,000, closes at 108,000; asked 11,000 for, led by paddle 2. */
const lot = lotForms[2] as PublicLot;
const seen = (change: Partial<Situation>): Situation => ({
  ...{ lot, paddleNumber: 1 as PaddleNumber, bidsMade: 0, ownMaximumCents: undefined },
  ...change,
});
const leading = { paddleNumber: 2 as PaddleNumber };

const early: Habit = { kind: 'early', afterOpenMs: 1_000, bidsMax: 2, jumpBp: 0 };
const sniper: Habit = { kind: 'sniper', beforeCloseMs: 400, bidsMax: 2, bids: 'asking-price' };
const maximum: Habit = {
  kind: 'maximum',
  afterOpenMs: 700,
  firstCents: 15_001 as Cents,
  raisesTo: 'nothing',
};

describe('what an early bidder wants', () => {
  test('to bid what is asked, first at their time, then once they have thought', () => {
    const amountCents = 11_000;
    expect(nextWish(interest(early), seen({}))).toEqual({
      amountCents,
      kind: 'exact',
      when: { kind: 'at', atMs: 101_000 },
    });
    expect(nextWish(interest(early), seen({ bidsMade: 1 }))).toEqual({
      ...{ amountCents, kind: 'exact', when: { kind: 'after-thinking' } },
    });
  });

  test('a jump where they can afford it', () => {
    const jumper: Habit = { ...early, jumpBp: 1_000 };
    expect(nextWish(interest(jumper), seen({}))?.amountCents).toBe(12_100);
    expect(nextWish(interest(jumper, 12_099), seen({}))?.amountCents).toBe(11_000);
  });

  test('nothing while they lead, beyond their valuation, or when they have had their bids', () => {
    expect(nextWish(interest(early), seen(leading))).toBeUndefined();
    expect(nextWish(interest(early, 10_999), seen({}))).toBeUndefined();
    expect(nextWish(interest(early), seen({ bidsMade: 2 }))).toBeUndefined();
  });
});

describe('what a sniper wants', () => {
  test('to bid so long before the close, wherever it has moved', () => {
    expect(nextWish(interest(sniper), seen({}))?.when).toEqual({ kind: 'at', atMs: 107_600 });
    const moved = { ...lot, closesAtMs: 110_000 } as PublicLot;
    expect(nextWish(interest(sniper), seen({ lot: moved, bidsMade: 1 }))?.when).toEqual({
      kind: 'at',
      atMs: 109_600,
    });
  });

  test('some come too late, and some name all they would pay', () => {
    expect(nextWish(interest({ ...sniper, beforeCloseMs: -200 }), seen({}))?.when).toEqual({
      kind: 'at',
      atMs: 108_200,
    });
    expect(nextWish(interest({ ...sniper, bids: 'valuation' }), seen({}))?.amountCents).toBe(20_001);
  });
});

describe('what a bidder by maximum wants', () => {
  test('to name a maximum once, a higher one where the first would not do any more', () => {
    expect(nextWish(interest(maximum), seen({}))).toEqual({
      ...{ amountCents: 15_001, kind: 'maximum', when: { kind: 'at', atMs: 100_700 } },
    });
    expect(nextWish(interest({ ...maximum, firstCents: 10_001 as Cents }), seen({}))?.amountCents).toBe(
      20_001,
    );
    expect(
      nextWish(interest(maximum), seen({ bidsMade: 1, ownMaximumCents: 15_001 as Cents })),
    ).toBeUndefined();
  });

  test('some raise it when outbid, some while they lead, once', () => {
    const made = { bidsMade: 1, ownMaximumCents: 10_901 as Cents };
    const whenOutbid: Habit = { ...maximum, raisesTo: 'when-outbid' };
    const whenLeading: Habit = { ...maximum, raisesTo: 'when-leading' };
    expect(nextWish(interest(whenOutbid), seen(made))?.amountCents).toBe(20_001);
    expect(nextWish(interest(whenOutbid), seen({ ...made, ...leading }))).toBeUndefined();
    expect(nextWish(interest(whenLeading), seen({ ...made, ...leading }))?.amountCents).toBe(20_001);
    expect(nextWish(interest(whenLeading), seen(made))).toBeUndefined();
    expect(nextWish(interest(whenOutbid), seen({ ...made, bidsMade: 2 }))).toBeUndefined();
  });
});

test('a lot that asks for nothing is wished for by nobody', () => {
  const { askingPriceCents: _, ...closed } = lot;
  for (const habit of [early, sniper, maximum])
    expect(nextWish(interest(habit), seen({ lot: closed as PublicLot }))).toBeUndefined();
});
