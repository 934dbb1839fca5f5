import {
  assert,
  type Cents,
  cents,
  type DropId,
  type EpochMs,
  type LotId,
  type LotNumber,
  type PaddleNumber,
  type RulesId,
  type SellerId,
  type Sequence,
} from '@gaveldrop/units';
import {
  type AccountId,
  type AffiliateId,
  affiliateAccount,
  buyerAccount,
  commissionAccount,
  premiumAccount,
  processingAccount,
  sellerAccount,
  taxAccount,
} from './accounts.ts';
import type { FeeTerms } from './fee-terms.ts';
import type { Order } from './order.ts';
import { settleOrder } from './settle-order.ts';
import type { Transfer, TransferId, TransferKind } from './transfer.ts';

/** A sold lot with all that settling it needs. */
export type SoldOrder = {
  readonly dropId: DropId;
  readonly lotId: LotId;
  readonly lotNumber: LotNumber;
  readonly lotTitle: string;
  readonly sellerId: SellerId;
  readonly buyerPaddle: PaddleNumber;
  readonly winningBidSequence: Sequence;
  /** ISO 4217 code. */
  readonly currency: string;
  /** When the hammer fell; transfers are posted at this instant, so that settling again makes the same ones. */
  readonly soldAtMs: EpochMs;
  /** The version of the terms the lot opened with (M7). */
  readonly rulesId: RulesId;
  readonly terms: FeeTerms;
  readonly order: Order;
  /** Needed where the order has an affiliate's share. */
  readonly affiliateId?: AffiliateId | undefined;
};

/**
 * The transfers that settle a sold lot, at most one of each kind, none of them zero (M8). The buyer's account falls by
 * the buyer's total, the seller's changes by the net proceeds (M6). The same sale always gives the same transfers (M9).
 * @throws (a bug) as `settleOrder`, and when a share has no affiliate to go to.
 */
export function transfersOf(sale: SoldOrder): readonly Transfer[] {
  const fees = settleOrder(sale.terms, sale.order);
  const { hammerPriceCents, shippingCents = cents(0), taxCents = cents(0) } = sale.order;
  const buyer = buyerAccount(sale.dropId, sale.buyerPaddle);
  const seller = sellerAccount(sale.sellerId);
  const move = (
    kind: TransferKind,
    debitAccount: AccountId,
    creditAccount: AccountId,
    amountCents: Cents,
  ): Transfer => ({
    transferId: `${sale.lotId}-${kind}` as TransferId,
    dropId: sale.dropId,
    lotId: sale.lotId,
    lotNumber: sale.lotNumber,
    lotTitle: sale.lotTitle,
    winningBidSequence: sale.winningBidSequence,
    rulesId: sale.rulesId,
    kind,
    debitAccount,
    creditAccount,
    amountCents,
    currency: sale.currency,
    postedAtMs: sale.soldAtMs,
  });
  const all = [
    move('hammer', buyer, seller, hammerPriceCents),
    move('shipping', buyer, seller, shippingCents),
    move('premium', buyer, premiumAccount(sale.dropId), fees.buyersPremiumCents),
    move('tax', buyer, taxAccount(sale.dropId), taxCents),
    move('commission', seller, commissionAccount(sale.dropId), fees.commissionCents),
    move('processing', seller, processingAccount(sale.dropId), fees.processingCents),
  ];
  if (fees.affiliateCents > 0) {
    assert(sale.affiliateId !== undefined, `lot ${sale.lotId} has a share for an affiliate nobody named`);
    all.push(move('affiliate', seller, affiliateAccount(sale.affiliateId), fees.affiliateCents));
  }
  return all.filter((transfer) => transfer.amountCents > 0);
}
