import { describe, expect, test } from 'vitest';
import { wholeFigures } from '../../bench/whole-figures.ts';

const about = { what: 'it', floor: 'its floor' };
const bench = { name: 'bid', figures: { bid: about, 'bid.pulse': about } };
const figure = { value: 2, floor: 1, ratio: 2, unit: 'ms', rounds: 3 };

describe('the figures a bench comes back with', () => {
  test('are passed on when they are whole', () => {
    const figures = { bid: figure, 'bid.pulse': figure };
    expect(wholeFigures(bench, figures)).toBe(figures);
  });

  test('one that is missing is named', () => {
    expect(() => wholeFigures(bench, { bid: figure })).toThrow('bid did not measure bid.pulse');
  });

  test('one that nobody knows of is named', () => {
    const figures = { bid: figure, 'bid.pulse': figure, other: figure };
    expect(() => wholeFigures(bench, figures)).toThrow('bid measured other, which it does not tell of');
  });

  test.each(['value', 'floor', 'ratio', 'rounds'])('a %s that is no number is named', (part) => {
    const figures = { bid: { ...figure, [part]: Number.NaN }, 'bid.pulse': figure };
    expect(() => wholeFigures(bench, figures)).toThrow(`bid: its ${part} is NaN`);
    // A channel between processes turns what is no number into nothing at all.
    const lost = { bid: { ...figure, [part]: null as unknown as number }, 'bid.pulse': figure };
    expect(() => wholeFigures(bench, lost)).toThrow(`bid: its ${part} is null`);
  });
});
