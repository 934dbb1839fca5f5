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

/** Does two things one after the other, in every other round the floor first, so that neither always has the other's dust to clear. */
export async function bothWays<Ours, Floor>(
  round: number,
  ours: () => Ours | Promise<Ours>,
  floor: () => Floor | Promise<Floor>,
): Promise<{ readonly ours: Ours; readonly floor: Floor }> {
  if (round % 2 === 0) return { ours: await ours(), floor: await floor() };
  const floorFirst = await floor();
  return { ours: await ours(), floor: floorFirst };
}

/**
 * Measures two things beside each other: both once for warming up, which does not count, then `rounds` times, `bothWays`.
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
  for (let round = 0; round < rounds; round += 1) measured.push(await bothWays(round, ours, floor));
  return figureOf(unit, measured);
}
