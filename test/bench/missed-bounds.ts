import type { Bound, FigureAbout, Figures } from './figure.ts';

/** A bound in words. */
export const boundInWords = (bound: Bound): string =>
  'atMost' in bound ? `${bound.of} at most ${bound.atMost}` : `${bound.of} at least ${bound.atLeast}`;

/** The figures that do not keep to their bounds, a sentence each. */
export function missedBounds(
  figures: Figures,
  abouts: Readonly<Record<string, FigureAbout>>,
): readonly string[] {
  return Object.entries(figures).flatMap(([name, figure]) => {
    const bound = abouts[name]?.bound;
    if (bound === undefined) return [];
    const measured = figure[bound.of];
    const held = 'atMost' in bound ? measured <= bound.atMost : measured >= bound.atLeast;
    return held ? [] : [`${name}: ${boundInWords(bound)}, but it is ${measured}`];
  });
}
