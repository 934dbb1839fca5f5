import { receivedAt } from '@gaveldrop/bidding';
import { epochMs, limits } from '@gaveldrop/units';
import { expect, it } from 'vitest';

const counted = (stampMs: number) => receivedAt(epochMs(stampMs), epochMs(1_000_000));

it('[B2] a stamp between 750 ms before and 100 ms after the clock stands', () => {
  expect(counted(1_000_000)).toEqual({ receivedAtMs: 1_000_000, ahead: false });
  expect(counted(999_250)).toEqual({ receivedAtMs: 999_250, ahead: false });
  expect(counted(1_000_100)).toEqual({ receivedAtMs: 1_000_100, ahead: false });
});

it('[B2] an older stamp counts as 750 ms before the clock', () => {
  expect(counted(999_249)).toEqual({ receivedAtMs: 999_250, ahead: false });
  expect(counted(0)).toEqual({ receivedAtMs: 999_250, ahead: false });
});

it('[B2] a stamp further ahead is a fault, and the clock counts instead', () => {
  expect(counted(1_000_101)).toEqual({ receivedAtMs: 1_000_000, ahead: true });
});

it('[B2] a clock that has hardly begun does not go below zero', () => {
  expect(receivedAt(epochMs(0), epochMs(10))).toEqual({ receivedAtMs: 0, ahead: false });
});

it('[C13] what a stamp may be late and what committing may take make up the grace', () => {
  expect([limits.receivedSkewMaxMs, limits.commitBudgetMs, limits.commitGraceMs]).toEqual([750, 250, 1_000]);
});
