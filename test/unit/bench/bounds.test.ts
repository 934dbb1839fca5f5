import { describe, expect, test } from 'vitest';
import { missedBounds } from '../../bench/missed-bounds.ts';

const figure = (value: number, ratio: number) => ({ value, floor: 1, ratio, unit: 'ms', rounds: 3 });
const about = { what: 'it', floor: 'its floor' };

describe('the bounds of figures', () => {
  test('a value or a ratio at its bound is held, on either side', () => {
    const missed = missedBounds(
      { slow: figure(300, 9), fast: figure(1, 2.5) },
      {
        slow: { ...about, bound: { of: 'value', atMost: 300 } },
        fast: { ...about, bound: { of: 'ratio', atLeast: 2.5 } },
      },
    );
    expect(missed).toEqual([]);
  });

  test('one beyond it is told, with what it is', () => {
    const missed = missedBounds(
      { slow: figure(300.5, 1), fast: figure(9, 2.4) },
      {
        slow: { ...about, bound: { of: 'value', atMost: 300 } },
        fast: { ...about, bound: { of: 'ratio', atLeast: 2.5 } },
      },
    );
    expect(missed).toEqual([
      'slow: value at most 300, but it is 300.5',
      'fast: ratio at least 2.5, but it is 2.4',
    ]);
  });

  test('a figure without a bound is held to nothing', () => {
    expect(missedBounds({ free: figure(1e9, 1e9) }, { free: about })).toEqual([]);
  });
});
