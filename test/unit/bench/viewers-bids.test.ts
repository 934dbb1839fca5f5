import { publicLot } from '@gaveldrop/bidding';
import type { LotsMessage } from '@gaveldrop/protocol';
import { epochMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { aBusyLot, busyRules } from '../../bench/a-busy-lot.ts';
import { bidTimes } from '../../bench/viewers/bid-times.ts';
import { readPush } from '../../bench/viewers/read-push.ts';

describe('what a viewer reads of a push', () => {
  test('is when it was sent and which sequence its lot has', () => {
    const lot = publicLot(aBusyLot(), busyRules);
    const message: LotsMessage = { type: 'lots', serverNowMs: epochMs(1_800_000_053_123), lots: [lot] };
    expect(readPush(JSON.stringify(message))).toEqual({ postedAtMs: 1_800_000_053_123, sequence: 14 });
  });

  test('is nothing where it is no push, or one without a lot', () => {
    expect(readPush('{"type":"welcome","serverNowMs":1,"lots":[{"sequence":3}]}')).toBeUndefined();
    expect(readPush('{"type":"lots","serverNowMs":1,"lots":[]}')).toBeUndefined();
    expect(readPush('')).toBeUndefined();
  });
});

describe('instants of bids', () => {
  test('are as far apart as is asked for on average, each by half of that more or less', () => {
    let turn = 0;
    const next = (): number => {
      turn += 1;
      return [0.5, 0, 0.75, 0.25][turn - 1] ?? 0.5;
    };
    expect(bidTimes(1_000, 1_500, 100, next)).toEqual([1_050, 1_100, 1_225, 1_300, 1_400]);
  });

  test('are none at or after the end', () => {
    expect(bidTimes(1_000, 1_000, 100, () => 0)).toEqual([]);
    expect(bidTimes(1_000, 1_150, 100, () => 0.5)).toEqual([1_050]);
  });
});
