import { describe, expect, test } from 'vitest';
import { median } from '../../bench/median.ts';
import { percentile } from '../../bench/percentile.ts';

describe('the median', () => {
  test('of an odd number is the middle one, whatever their order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([10, 9, 100])).toBe(10);
  });

  test('of an even number is halfway between the two in the middle', () => {
    expect(median([1, 100, 4, 2])).toBe(3);
  });

  test('of one is that one, and of none there is none', () => {
    expect(median([7])).toBe(7);
    expect(() => median([])).toThrow('nothing was measured');
  });

  test('leaves what it was given in its order', () => {
    const given = [3, 1, 2];
    median(given);
    expect(given).toEqual([3, 1, 2]);
  });
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);

  test('is a number that was measured, at or above so many of them', () => {
    expect(percentile(hundred, 50)).toBe(50);
    expect(percentile(hundred, 99)).toBe(99);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([10, 20], 99)).toBe(20);
    expect(percentile([10, 20], 0)).toBe(10);
  });

  test('of none there is none', () => {
    expect(() => percentile([], 50)).toThrow('nothing was measured');
  });
});
