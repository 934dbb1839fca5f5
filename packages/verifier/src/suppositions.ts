import { limits } from '@gaveldrop/units';
import { ceilingsAfterBid, type Met, type PricedBid } from './ceilings-after-bid.ts';
import { both, type Span, type Supposition, spanOf } from './supposition.ts';

/** A reserve that nothing meets: while the price is below it, any other that is not met yet explains no more. */
const neverMetCents: number = limits.amountCentsMax;

/** What may be supposed of a lot without a bid: that prices have met its reserve, and if it has one, that none does. */
export const firstSuppositions = (hasReserve: boolean): readonly Supposition[] =>
  (hasReserve ? [0, neverMetCents] : [0]).map((reserveCents) => ({ reserveCents, ceiling: undefined }));

const holds = (outer: Span, inner: Span): boolean =>
  outer.minCents <= inner.minCents && outer.maxCents >= inner.maxCents;

/**
 * The supposition that the reserve is what a maximum has just made the price. [B7]
 * Until then it was not met, and what explained the bids so far is what explains them under a reserve that nothing
 * meets, with a ceiling below it.
 */
function reserveAtPrice(suppositions: readonly Supposition[], bid: PricedBid): readonly Supposition[] {
  const { kind, priceCents: reserveCents } = bid;
  const notMet = suppositions.find((one) => one.reserveCents === neverMetCents);
  if (kind === 'exact' || notMet === undefined) return [];
  if (notMet.ceiling === undefined) return [{ reserveCents, ceiling: undefined }];
  const ceiling = both(notMet.ceiling, spanOf(1, reserveCents - 1));
  return ceiling === undefined ? [] : [{ reserveCents, ceiling }];
}

/** The suppositions that explain the bid, with the ceilings that are left under each; none when the bid does not follow. */
export function suppositionsAfterBid(
  met: Met,
  suppositions: readonly Supposition[],
  bid: PricedBid,
): readonly Supposition[] {
  const left: Supposition[] = [];
  const wide: Span[] = [];
  for (const supposition of [...suppositions, ...reserveAtPrice(suppositions, bid)]) {
    const ceiling = ceilingsAfterBid(met, supposition, bid);
    if (ceiling === undefined) continue;
    // A reserve that is met moves nothing any more: what a wider supposition allows need not be supposed again.
    const { reserveCents } = supposition;
    if (reserveCents <= bid.priceCents) {
      if (wide.some((span) => holds(span, ceiling))) continue;
      wide.push(ceiling);
    }
    left.push({ reserveCents, ceiling });
  }
  return left;
}

/** Whether a reserve at the bid's own price would explain it: then it is the reserve that is wrong. [B7] */
export function explainedByReserve(met: Met, suppositions: readonly Supposition[], bid: PricedBid): boolean {
  const reserveCents = bid.priceCents;
  return suppositions.some(
    ({ ceiling }) => ceilingsAfterBid(met, { reserveCents, ceiling }, bid) !== undefined,
  );
}

/** The least and the highest ceiling that the leader may have, whatever is supposed. */
export function anyCeiling(suppositions: readonly Supposition[]): Span | undefined {
  const spans = suppositions.flatMap(({ ceiling }) => (ceiling === undefined ? [] : [ceiling]));
  if (spans.length === 0) return undefined;
  return {
    minCents: Math.min(...spans.map(({ minCents }) => minCents)),
    maxCents: Math.max(...spans.map(({ maxCents }) => maxCents)),
  };
}

/** As if the bid had been explained after all, so that one wrong bid is named and not all that follow. */
export function takenOnTrust(suppositions: readonly Supposition[], bid: PricedBid): readonly Supposition[] {
  const { amountCents, outcome, priceCents } = bid;
  const least = { minCents: priceCents, maxCents: limits.amountCentsMax };
  const known = amountCents === undefined ? least : { minCents: amountCents, maxCents: amountCents };
  const ceiling: Span = outcome === 'leading' ? known : least;
  return suppositions.map(({ reserveCents }) => ({ reserveCents, ceiling }));
}
