import { describe, expect, test } from 'vitest';
import { figureOf, sideBySide } from '../../bench/side-by-side.ts';

/** A measurement that gives these numbers one after another, and writes down when it was made. */
const giving = (order: string[], name: string, ...numbers: readonly number[]) => {
  const left = [...numbers];
  return () => {
    order.push(name);
    return left.shift() ?? Number.NaN;
  };
};

describe('two things measured side by side', () => {
  test('both are warmed up, and then begin in turn', async () => {
    const order: string[] = [];
    const ours = giving(order, 'ours', 0, 1, 1, 1);
    await sideBySide('ms', 3, ours, giving(order, 'floor', 0, 1, 1, 1));
    expect(order).toEqual(['ours', 'floor', 'ours', 'floor', 'floor', 'ours', 'ours', 'floor']);
  });

  test('the warm-up does not count', async () => {
    const figure = await sideBySide('ms', 1, giving([], 'ours', 900, 3), giving([], 'floor', 1, 2));
    expect(figure).toEqual({ value: 3, floor: 2, ratio: 1.5, unit: 'ms', rounds: 1 });
  });

  test('each number stays with the side and the round it is of, whoever began', async () => {
    const ours = giving([], 'ours', 0, 10, 20, 30);
    const figure = await sideBySide('ms', 3, ours, giving([], 'floor', 0, 10, 10, 10));
    expect(figure).toEqual({ value: 20, floor: 10, ratio: 2, unit: 'ms', rounds: 3 });
  });

  test('the ratio is the median of the rounds’ ratios, which one slow round of both does not move', () => {
    const figure = figureOf('ms', [
      { ours: 12, floor: 10 },
      { ours: 1_200, floor: 1_000 },
      { ours: 130, floor: 100 },
    ]);
    expect(figure).toEqual({ value: 130, floor: 100, ratio: 1.2, unit: 'ms', rounds: 3 });
  });
});
