import { askingPriceAbove, type IncrementBand, ladderProblem } from '@gaveldrop/bidding';
import { cents } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const anyBands = fc.array(
  fc.record({ fromCents: fc.integer({ min: 0, max: 30 }), incrementCents: fc.integer({ min: 1, max: 12 }) }),
  { minLength: 1, maxLength: 5 },
) as unknown as fc.Arbitrary<IncrementBand[]>;

const ascending = (bands: readonly IncrementBand[]): boolean =>
  bands.every((band, at) => at === 0 || band.fromCents > (bands[at - 1]?.fromCents ?? -1));

it('[B3] a ladder is taken exactly when its asking price falls nowhere', () => {
  let [taken, refused] = [0, 0];
  fc.assert(
    fc.property(anyBands, (bands) => {
      const sorted = [...bands].sort((one, other) => one.fromCents - other.fromCents);
      if (!ascending(sorted)) {
        expect(ladderProblem(sorted)).toBeDefined();
        return;
      }
      const prices = Array.from({ length: 45 }, (_, price) => askingPriceAbove(sorted, cents(price)));
      const falls = prices.some((asking, price) => price > 0 && asking < (prices[price - 1] ?? 0));
      expect(ladderProblem(sorted) !== undefined).toBe(falls);
      if (falls) refused += 1;
      else taken += 1;
    }),
    { numRuns: 2_000 },
  );
  expect(Math.min(taken, refused)).toBeGreaterThan(100);
});
