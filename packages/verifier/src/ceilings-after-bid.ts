import { askingPriceAbove, type IncrementLadder, incrementCents } from '@gaveldrop/bidding';
import { assertNever, cents, limits } from '@gaveldrop/units';
import { both, type Span, type Supposition, spanOf } from './supposition.ts';

/** An accepted bid as its price is explained. */
export type PricedBid = {
  readonly kind: 'exact' | 'maximum';
  /** Of an exact bid, and of a maximum that was opened. */
  readonly amountCents: number | undefined;
  readonly outcome: 'leading' | 'outbid';
  /** The price it left the lot at. */
  readonly priceCents: number;
  /** True when the leader made it. */
  readonly raises: boolean;
};

/** What the bid met: all of it public. */
export type Met = {
  readonly ladder: IncrementLadder;
  readonly askingCents: number;
  /** Absent before the first bid. */
  readonly priceCents: number | undefined;
};

const most: number = limits.amountCentsMax;
const noLess = (minCents: number): Span | undefined => spanOf(minCents, most);
const exactly = (amountCents: number): Span => ({ minCents: amountCents, maxCents: amountCents });

/** Whether an amount in the span is answered by exactly this price: the price is the asking price above it. */
function answersOneOf(ladder: IncrementLadder, amounts: Span | undefined, priceCents: number): boolean {
  if (amounts === undefined) return false;
  return ladder.some(({ incrementCents: increment }) => {
    const amount = priceCents - increment;
    if (amount < Math.max(0, amounts.minCents) || amount > amounts.maxCents) return false;
    return incrementCents(ladder, cents(amount)) === increment;
  });
}

/** Those amounts of a maximum that come to this price when `lowestCents` is what they come to without a reserve. [B7] */
function jumped(amounts: Span | undefined, lowestCents: number, reserveCents: number, priceCents: number) {
  if (lowestCents >= reserveCents) return priceCents === lowestCents ? amounts : undefined;
  if (priceCents === lowestCents) return both(amounts, spanOf(1, reserveCents - 1));
  return priceCents === reserveCents ? both(amounts, noLess(reserveCents)) : undefined;
}

/** Amounts with which a maximum may have taken the lead from a ceiling in the span, at this price. [B5] [B7] */
function takesTheLead({ ladder, askingCents }: Met, old: Span, reserveCents: number, priceCents: number) {
  if (priceCents < askingCents) return undefined;
  const above = (amount: number): number => askingPriceAbove(ladder, cents(amount));
  // The reserve moved it, up from whatever it would have come to.
  const fromBelow = askingCents < reserveCents && above(old.minCents) < reserveCents;
  if (priceCents === reserveCents && fromBelow) return noLess(reserveCents);
  // The old ceiling made the price, so the maximum is at least that; or all of the maximum did.
  const byCeiling =
    answersOneOf(ladder, old, priceCents) ||
    (priceCents === askingCents && above(old.minCents) <= askingCents);
  const byItself = priceCents === askingCents || above(old.maxCents) >= priceCents;
  const amounts = byCeiling ? noLess(priceCents) : byItself ? exactly(priceCents) : undefined;
  return priceCents >= reserveCents ? amounts : both(amounts, spanOf(1, reserveCents - 1));
}

/** Ceilings in the span that may have answered the bid with this price. [B5] */
function answers({ ladder, askingCents }: Met, old: Span, bid: PricedBid): Span | undefined {
  const { amountCents, priceCents } = bid;
  if (priceCents < askingCents) return undefined;
  if (amountCents === undefined) {
    const lower = spanOf(askingCents, priceCents - 1);
    return both(old, answersOneOf(ladder, lower, priceCents) ? noLess(priceCents) : exactly(priceCents));
  }
  if (priceCents === amountCents) return both(old, exactly(amountCents));
  const answer = askingPriceAbove(ladder, cents(amountCents));
  if (priceCents < amountCents || priceCents > answer) return undefined;
  return both(old, priceCents === answer ? noLess(priceCents) : exactly(priceCents));
}

/**
 * The ceilings that the leader may have after an accepted bid, under one supposition; none when it does not explain the
 * bid's outcome and price. [B4] [B5] [B6] [B7]
 *
 * What a ceiling or a maximum may be is always one span, because a ladder's asking price never falls (B3): so a history
 * is explained in full exactly when no bid leaves the span empty.
 */
export function ceilingsAfterBid(
  met: Met,
  { reserveCents, ceiling }: Supposition,
  bid: PricedBid,
): Span | undefined {
  const { kind, amountCents, outcome, priceCents, raises } = bid;
  const known = amountCents === undefined ? noLess(1) : exactly(amountCents);
  const named = raises ? known : both(known, noLess(met.askingCents));
  if (named === undefined) return undefined;
  if (raises) {
    if (ceiling === undefined || met.priceCents === undefined) return undefined;
    if (kind === 'exact' || outcome === 'outbid') return undefined;
    const higher = both(named, noLess(ceiling.minCents + 1));
    return jumped(higher, met.priceCents, reserveCents, priceCents);
  }
  switch (outcome) {
    case 'outbid':
      return ceiling === undefined ? undefined : answers(met, ceiling, bid);
    case 'leading':
      if (kind === 'exact') {
        const beaten = ceiling === undefined || ceiling.minCents < named.minCents;
        return beaten && priceCents === amountCents ? named : undefined;
      }
      if (ceiling === undefined) return jumped(named, met.askingCents, reserveCents, priceCents);
      return both(
        both(named, noLess(ceiling.minCents + 1)),
        takesTheLead(met, ceiling, reserveCents, priceCents),
      );
    default:
      return assertNever(outcome);
  }
}
