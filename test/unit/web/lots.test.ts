import { cents, epochMs, lotNumber, paddleNumber, sequence } from '@gaveldrop/units';
import { currentLot } from '@gaveldrop/web/app/lot-order.ts';
import { mergeLots } from '@gaveldrop/web/app/merge-lots.ts';
import { createSnapshotClock } from '@gaveldrop/web/app/snapshot-clock.ts';
import { changeLines } from '@gaveldrop/web/auctioneer/change-line.ts';
import { describe, expect, test } from 'vitest';
import { aLot, money, openLot, otherLotId, scheduledLot, soldLot } from './a-lot.ts';

const second = { ...scheduledLot, lotId: otherLotId, number: lotNumber(2) };

describe('the lot in view', () => {
  test('one that is open or paused comes first', () => {
    const paused = aLot({ lotId: otherLotId, number: lotNumber(2), status: 'paused' });
    expect(currentLot([scheduledLot, paused], epochMs(1_000_000))).toBe(paused);
  });
  test('one that has just ended stays for a moment, then the next is shown', () => {
    expect(currentLot([soldLot, second], epochMs(1_047_000))).toBe(soldLot);
    expect(currentLot([soldLot, second], epochMs(1_047_100))).toBe(second);
  });
  test('after the last there is none', () => {
    expect(currentLot([soldLot], epochMs(1_100_000))).toBeUndefined();
  });
});

describe('lots from two sources', () => {
  test('each is there once, in its newest form, by number', () => {
    expect(mergeLots([second, openLot], [scheduledLot])).toEqual([openLot, second]);
    expect(mergeLots([openLot], [soldLot])).toEqual([soldLot]);
  });
});

describe('the clock of someone who only watches', () => {
  test('a snapshot out of a cache does not set it back', () => {
    let deviceMs = 500;
    const clock = createSnapshotClock(() => deviceMs);
    clock.hear(1_000_500, 500);
    deviceMs = 2_500;
    clock.hear(1_001_600, 2_500);
    expect(clock.nowMs()).toBe(1_002_500);
  });
});

describe('the log of the console', () => {
  const wordsOf = (before: typeof openLot, after: typeof openLot): readonly string[] =>
    changeLines([before], [after], money).map(({ words }) => words);

  test('a bid says price, leader and count', () => {
    const after = aLot({
      sequence: sequence(5),
      priceCents: cents(1_500),
      leadingPaddle: paddleNumber(33),
      bidCount: 3,
    });
    expect(wordsOf(openLot, after)).toEqual(['<1500> · paddle 33 leads · 3 bids']);
  });
  test('opening, pausing, resuming and the ends say so', () => {
    const paused = aLot({ sequence: sequence(5), status: 'paused', closesAtMs: undefined });
    expect(wordsOf(scheduledLot, aLot({ bidCount: 0, priceCents: undefined }))).toEqual(['Opened']);
    expect(wordsOf(openLot, paused)).toEqual(['Paused']);
    expect(wordsOf(paused, aLot({ sequence: sequence(6) }))).toEqual(['Resumed']);
    expect(wordsOf(openLot, soldLot)).toEqual(['Sold to paddle 12 at <1300>']);
  });
  test('a close that moves says when to, and why', () => {
    const extended = aLot({ sequence: sequence(5), closesAtMs: epochMs(1_045_000), extensions: 1 });
    const hammered = aLot({ sequence: sequence(5), closesAtMs: epochMs(1_005_000) });
    expect(wordsOf(openLot, extended)[0]).toMatch(/^close moved to \d\d:\d\d:25$/);
    expect(wordsOf(openLot, hammered)[0]).toMatch(/^Hammer called: closes \d\d:\d\d:45$/);
  });
  test('nothing new, no line', () => {
    expect(wordsOf(openLot, openLot)).toEqual([]);
  });
});
