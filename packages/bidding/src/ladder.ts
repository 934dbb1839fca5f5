import { assert, type Cents, cents, limits } from '@gaveldrop/units';

/** From this price up, the next bid must be at least this much higher. */
export type IncrementBand = { readonly fromCents: Cents; readonly incrementCents: Cents };
/** Bands by ascending price, at least one; below the first, the first band's increment holds. [B3] */
export type IncrementLadder = readonly IncrementBand[];

/** The increment that holds at a price of 0 or more. [B3] */
export function incrementCents(ladder: IncrementLadder, priceCents: Cents): Cents {
  let increment = ladder[0]?.incrementCents;
  for (const band of ladder) {
    if (band.fromCents > priceCents) break;
    increment = band.incrementCents;
  }
  assert(increment !== undefined, 'a ladder has at least one band');
  return increment;
}

/** The lowest amount that may be bid once the price is `priceCents`. [B3] */
export const askingPriceAbove = (ladder: IncrementLadder, priceCents: Cents): Cents =>
  cents(priceCents + incrementCents(ladder, priceCents));

/** A field that makes no sense, and why, in words for the person who sent it. */
export type Problem = { readonly field: string; readonly problem: string };

/**
 * What is wrong with a ladder, or nothing. [B3]
 * It is refused when it is empty or too long, when its bands are out of order, when an increment is not at least 1,
 * and when the asking price would fall from one cent below a band to the band itself.
 */
export function ladderProblem(ladder: IncrementLadder, field = 'ladder'): Problem | undefined {
  if (ladder.length === 0) return { field, problem: 'needs at least one band' };
  if (ladder.length > limits.ladderBandsMax)
    return { field, problem: `may have at most ${limits.ladderBandsMax} bands` };
  for (const [at, band] of ladder.entries()) {
    const here = `${field}[${at}]`;
    if (band.incrementCents < 1) return { field: `${here}.incrementCents`, problem: 'must be at least 1' };
    if (band.fromCents < 0) return { field: `${here}.fromCents`, problem: 'must not be negative' };
    const below = ladder[at - 1];
    if (below === undefined) continue;
    if (band.fromCents <= below.fromCents)
      return { field: `${here}.fromCents`, problem: 'must be above the band before it' };
    if (band.fromCents + band.incrementCents < band.fromCents - 1 + below.incrementCents)
      return { field: `${here}.incrementCents`, problem: 'would make the asking price fall' };
  }
  return undefined;
}
