import type { OwnBid } from '@gaveldrop/client';
import type { PublicLot, Receipt, RefusalReceipt } from '@gaveldrop/protocol';

/** One of this bidder's bids as its receipt tells it. */
export type ReceiptLine = Pick<
  RefusalReceipt,
  'bidId' | 'lotId' | 'amountCents' | 'kind' | 'receivedAtMs'
> & {
  readonly lotNumber: number | undefined;
  readonly came: 'leading' | 'outbid' | 'refused';
  /** Why, when refused. */
  readonly code?: RefusalReceipt['code'];
  readonly askingPriceCents?: number | undefined;
  /** Where an accepted bid stands in its lot's history. */
  readonly sequence?: number;
};

/** The refusals that are this bidder's: a phone may have been another's before. */
export const ownRefusals = (
  refusals: readonly RefusalReceipt[],
  paddleNumber: number | undefined,
): readonly RefusalReceipt[] =>
  refusals.filter((refusal) => refusal.paddleNumber === undefined || refusal.paddleNumber === paddleNumber);

/** Accepted bids, the saleroom's and those whose receipt it has not written yet, and refused ones, newest first. */
export function receiptLines(
  receipts: readonly Receipt[],
  bids: readonly OwnBid[],
  refusals: readonly RefusalReceipt[],
  lots: readonly PublicLot[],
): readonly ReceiptLine[] {
  const numberOf = new Map(lots.map(({ lotId, number }) => [lotId, number]));
  const lines = new Map<string, ReceiptLine>();
  for (const { outcome, salt: _, ...receipt } of receipts)
    lines.set(receipt.bidId, { ...receipt, came: outcome });
  for (const { bidId, lotId, amountCents, kind, state, sequence, receivedAtMs } of bids) {
    const accepted = state === 'leading' || state === 'outbid';
    if (!accepted || sequence === undefined || receivedAtMs === undefined || lines.has(bidId)) continue;
    const lotNumber = numberOf.get(lotId);
    lines.set(bidId, { bidId, lotId, amountCents, kind, sequence, receivedAtMs, lotNumber, came: state });
  }
  for (const refusal of refusals) {
    const { bidId, lotId, amountCents, kind, receivedAtMs, code, askingPriceCents } = refusal;
    if (lines.has(bidId)) continue;
    const refused = { bidId, lotId, amountCents, kind, receivedAtMs, code, askingPriceCents };
    lines.set(bidId, { ...refused, lotNumber: numberOf.get(lotId), came: 'refused' });
  }
  return [...lines.values()].sort((one, other) => other.receivedAtMs - one.receivedAtMs);
}
