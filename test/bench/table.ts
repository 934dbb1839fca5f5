import type { Bench, Figures } from './figure.ts';
import { boundInWords, missedBounds } from './missed-bounds.ts';

/** A number to read: whole when it is large, else with three digits that count. */
export const readable = (number: number): string =>
  number.toLocaleString(
    'en-US',
    Math.abs(number) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
  );

/** What a bench measured, for people: a line a figure, under it or its like what it is and what its floor is. */
export function table({ name, about, figures: abouts }: Bench, figures: Figures): string {
  const missed = missedBounds(figures, abouts);
  const rows = Object.entries(figures).map(([figure, { value, floor, ratio, unit, rounds }]) => {
    const bound = abouts[figure]?.bound;
    const judged = missed.some((line) => line.startsWith(`${figure}: `)) ? 'MISSED' : 'held';
    return {
      cells: [
        figure,
        `${readable(value)} ${unit}`,
        `floor ${readable(floor)} ${unit}`,
        `ratio ${readable(ratio)}`,
        `${rounds} rounds`,
        bound === undefined ? '' : `${boundInWords(bound)}: ${judged}`,
      ],
      under: `    ${abouts[figure]?.what}; floor: ${abouts[figure]?.floor}`,
    };
  });
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  const lines = rows.flatMap(({ cells, under }, at) => {
    const line = `  ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
    // Of a row of figures that are all the same thing, it is said once.
    return under === rows[at + 1]?.under ? [line] : [line, under];
  });
  return `${name}: ${about}\n${lines.join('\n')}\n`;
}
