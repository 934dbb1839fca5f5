import { describe, expect, test } from 'vitest';
import type { Arrival } from '../../bench/viewers/crowd-messages.ts';
import { agesOf, untilKnown } from '../../bench/viewers/lateness.ts';

const changes = [
  { sequence: 3, committedAtMs: 1_000 },
  { sequence: 4, committedAtMs: 1_100 },
  { sequence: 5, committedAtMs: 1_200 },
];
const arrival = (sequence: number, postedAtMs: number, arrivedAtMs: number): Arrival => ({
  ...{ sequence, postedAtMs, arrivedAtMs },
});

describe('from a commit until a viewer knows', () => {
  test('each change counts until it arrives', () => {
    const arrivals = [arrival(3, 1_010, 1_020), arrival(4, 1_110, 1_150), arrival(5, 1_210, 1_205)];
    expect(untilKnown(changes, arrivals)).toEqual([20, 50, 5]);
  });

  test('a change that was passed over counts until a later one arrives', () => {
    expect(untilKnown(changes, [arrival(3, 1_010, 1_020), arrival(5, 1_250, 1_260)])).toEqual([20, 160, 60]);
  });

  test('what arrives behind a later one is no news', () => {
    const arrivals = [arrival(5, 1_210, 1_220), arrival(3, 1_010, 1_400), arrival(4, 1_110, 1_500)];
    expect(untilKnown(changes, arrivals)).toEqual([220, 120, 20]);
  });

  test('a change before which others came counts from the first that is as new', () => {
    const arrivals = [
      arrival(1, 800, 810),
      arrival(2, 900, 910),
      arrival(4, 1_110, 1_130),
      arrival(9, 1_600, 1_700),
    ];
    expect(untilKnown(changes, arrivals)).toEqual([130, 30, 500]);
  });

  test('a change after which nothing came is never known', () => {
    expect(untilKnown(changes, [arrival(4, 1_110, 1_130)])).toEqual([130, 30, Number.POSITIVE_INFINITY]);
    expect(untilKnown(changes, [])).toEqual([1, 1, 1].map(() => Number.POSITIVE_INFINITY));
  });
});

test('what arrives has the age of its own change, and what is no change asked about has none', () => {
  const arrivals = [
    arrival(2, 900, 910),
    arrival(3, 1_010, 1_020),
    arrival(5, 1_250, 1_260),
    arrival(6, 1_300, 1_310),
  ];
  expect(agesOf(changes, arrivals)).toEqual([
    { untilPostedMs: 10, untilArrivedMs: 20 },
    { untilPostedMs: 50, untilArrivedMs: 60 },
  ]);
});
