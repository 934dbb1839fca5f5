import type { PublicLot } from '@gaveldrop/protocol';

/** An accepted bid of this phone, from its memory or its receipts. */
type AcceptedBid = {
  readonly lotId: string;
  readonly amountCents: number;
  readonly kind: 'exact' | 'maximum';
};

export type OwnMaximum = {
  readonly amountCents: number;
  /** False once somebody went past it. */
  readonly stands: boolean;
};

/** The highest maximum this phone knows it left on a lot, and whether it still bids for its owner. [B5] [B6] */
export function ownMaximum(
  accepted: readonly AcceptedBid[],
  lot: PublicLot,
  own: number | undefined,
): OwnMaximum | undefined {
  const amounts = accepted
    .filter(({ lotId, kind }) => lotId === lot.lotId && kind === 'maximum')
    .map(({ amountCents }) => amountCents);
  if (amounts.length === 0) return undefined;
  const amountCents = Math.max(...amounts);
  const leads = own !== undefined && (lot.leadingPaddle ?? lot.buyerPaddle) === own;
  return { amountCents, stands: leads && amountCents >= (lot.priceCents ?? 0) };
}

/**
 * The least new maximum that can be accepted: above what this phone stands by when it leads, else the asking price.
 * @returns nothing when there is no asking price.
 */
export function leastMaximumCents(
  lot: PublicLot,
  own: number | undefined,
  standing: OwnMaximum | undefined,
): number | undefined {
  if (own === undefined || lot.leadingPaddle !== own) return lot.askingPriceCents;
  return Math.max(lot.priceCents ?? 0, standing?.amountCents ?? 0) + 1;
}
