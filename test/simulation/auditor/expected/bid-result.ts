import type { Agreement, StoredLot } from '../../observation.ts';
import { askingOf, oneIncrementAbove } from './asking-of.ts';

export type BidWish = {
  readonly amountCents: number;
  readonly kind: 'exact' | 'maximum';
  readonly paddleNumber: number;
};
export type BidResult = { readonly outcome: 'leading' | 'outbid'; readonly priceCents: number };

/** Where an acceptable bid leaves an open lot. [B4] [B5] [B6] [B7] */
export function bidResult(lot: StoredLot, agreement: Agreement, bid: BidWish): BidResult {
  const { ladder, reserveCents } = agreement.rules;
  const { amountCents, kind, paddleNumber } = bid;
  const asking = askingOf(lot, agreement) ?? Number.NaN;
  const leads = (priceCents: number): BidResult => {
    const lifted = kind === 'maximum' && reserveCents !== undefined && amountCents >= reserveCents;
    return { outcome: 'leading', priceCents: lifted ? Math.max(priceCents, reserveCents) : priceCents };
  };
  if (lot.leader === undefined) return leads(kind === 'exact' ? amountCents : asking);
  if (lot.leader.paddleNumber === paddleNumber) return leads(lot.priceCents ?? Number.NaN);
  const ceiling = lot.leader.ceilingCents;
  if (amountCents === ceiling) return { outcome: 'outbid', priceCents: ceiling };
  if (amountCents < ceiling)
    return { outcome: 'outbid', priceCents: Math.min(ceiling, oneIncrementAbove(ladder, amountCents)) };
  if (kind === 'exact') return leads(amountCents);
  return leads(Math.max(asking, Math.min(amountCents, oneIncrementAbove(ladder, ceiling))));
}
