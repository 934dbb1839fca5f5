import type { Figure } from './figure.ts';
import { median } from './median.ts';

/** One round of two things measured beside each other, in the same unit. */
export type Round = { readonly ours: number; readonly floor: number };

/** Measures a thing once, and gives its figure. */
export type Measure = () => number | Promise<number>;

/**
 * The figure of some rounds: the medians of either side, and the median of the rounds' own ratios. What slows the
 * machine for a while slows both sides of a round, so the ratio is steadier than either.
 */
export const figureOf = (unit: string, rounds: readonly Round[]): Figure => ({
  value: median(rounds.map(({ ours }) => ours)),
  floor: median(rounds.map(({ floor }) => floor)),
  ratio: median(rounds.map(({ ours, floor }) => ours / floor)),
  unit,
  rounds: rounds.length,
});

/**
 * Measures two things beside each other: both once for warming up, which does not count, then `rounds` times, and in
 * every other round the floor first, so that neither always has the other's dust to clear.
 */
export async function sideBySide(
  unit: string,
  rounds: number,
  ours: Measure,
  floor: Measure,
): Promise<Figure> {
  await ours();
  await floor();
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const value = await ours();
      measured.push({ ours: value, floor: await floor() });
    } else {
      const value = await floor();
      measured.push({ ours: await ours(), floor: value });
    }
  }
  return figureOf(unit, measured);
}
