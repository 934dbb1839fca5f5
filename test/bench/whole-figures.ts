import type { Bench, Figures } from './figure.ts';

/**
 * The figures a bench came back with, when they are what it says it measures and every number is one.
 * @throws naming the figure that is missing, unheard of, or not a finite number.
 */
export function wholeFigures(
  { name, figures: abouts }: Pick<Bench, 'name' | 'figures'>,
  got: Figures,
): Figures {
  for (const figure of Object.keys(abouts))
    if (got[figure] === undefined) throw new Error(`${name} did not measure ${figure}`);
  for (const [figure, { value, floor, ratio, rounds }] of Object.entries(got)) {
    if (abouts[figure] === undefined)
      throw new Error(`${name} measured ${figure}, which it does not tell of`);
    for (const [part, number] of Object.entries({ value, floor, ratio, rounds }))
      if (!Number.isFinite(number)) throw new Error(`${figure}: its ${part} is ${number}`);
  }
  return got;
}
