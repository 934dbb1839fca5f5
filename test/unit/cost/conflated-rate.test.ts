import { conflatedRate } from '@gaveldrop/infra/cost/conflated-rate';
import { expect, test } from 'vitest';

/** Numbers from 0 to 1 that are the same for the same seed. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Messages a second that a shard really is sent, going through changes that come by chance one after another. */
function playedRate(changesPerS: number, windowS: number, seconds: number): number {
  const draw = drawn(20_261_122);
  let messages = 0;
  let windowEndsS = 0;
  // Whether the window that is open ends with a message of its own.
  let pending = false;
  for (let nowS = -Math.log(draw()) / changesPerS; nowS < seconds; nowS += -Math.log(draw()) / changesPerS) {
    while (pending && windowEndsS <= nowS) {
      messages += 1;
      windowEndsS += windowS;
      pending = false;
    }
    if (nowS >= windowEndsS) {
      messages += 1;
      windowEndsS = nowS + windowS;
    } else pending = true;
  }
  return messages / seconds;
}

test('worked by hand', () => {
  // 1 / (0.25 + e^-0.3 / 1.2), with e^-0.3 = 0.740818
  expect(conflatedRate(1.2, 0.25)).toBeCloseTo(1.152942, 5);
  // 1 / (0.1 + e^-0.6 / 6), with e^-0.6 = 0.548812
  expect(conflatedRate(6, 0.1)).toBeCloseTo(5.222788, 5);
});

test('without changes there is no message, without a window each change is one, and in a flood each window is', () => {
  expect(conflatedRate(0, 0.25)).toBe(0);
  expect(conflatedRate(7, 0)).toBeCloseTo(7, 9);
  expect(conflatedRate(100_000, 0.1)).toBeCloseTo(10, 9);
});

test.each([
  [1.2, 0.25],
  [6, 0.1],
  [20, 0.1],
  [4, 0.25],
])(
  'is what comes of %d changes a second and a window of %d s when they are played through',
  (rate, window) => {
    const played = playedRate(rate, window, 40_000);
    expect(Math.abs(played / conflatedRate(rate, window) - 1)).toBeLessThan(0.01);
  },
);
