import { limits } from '@gaveldrop/units';
import { expect, test } from 'vitest';

test('[U4] [C13] what a stamp may be late by and what deciding may take make up the grace', () => {
  expect([limits.receivedSkewMaxMs, limits.commitBudgetMs, limits.commitGraceMs]).toEqual([750, 250, 1_000]);
  expect(limits.receivedSkewMaxMs + limits.commitBudgetMs).toBe(limits.commitGraceMs);
});

test('[U4] a new shard waits for what senders may believe, for its write to land, and for the clocks', () => {
  expect([limits.newShardWaitMs, limits.shardCountAgeMaxMs, limits.writeInFlightMaxMs]).toEqual([
    ...[8_000, 5_000, 2_000],
  ]);
  // Those who write, believe and admit each have a clock, and that of a believer may be set while it believes.
  const clocksMs = 4 * 2 * limits.clockSkewMaxMs;
  expect(limits.newShardWaitMs).toBeGreaterThanOrEqual(
    limits.shardCountAgeMaxMs + limits.writeInFlightMaxMs + clocksMs,
  );
});

test('[U4] a stuck phone holds up its shard for a window, two and a half in the climax, and is left out for longer', () => {
  expect([limits.conflationWindowMs, limits.climaxConflationWindowMs]).toEqual([250, 100]);
  expect([limits.postTickMaxMs, limits.stuckPhoneLeftOutMs]).toEqual([250, 1_000]);
});
