import type { Agreement, StoredLot } from '../../observation.ts';
import { feesOf } from './fees-of.ts';

/** One amount that has to move. */
export type Due = {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly cents: number;
};

/** What has to move when a lot is sold; nothing for a zero. [M2] to [M8] */
export function transfersDue(lot: StoredLot, agreement: Agreement): readonly Due[] {
  const hammerCents = lot.hammerPriceCents ?? Number.NaN;
  const fees = feesOf(agreement, hammerCents);
  const buyer = `buyer:${lot.dropId}:${lot.buyerPaddle}`;
  const seller = `seller:${agreement.rules.sellerId}`;
  const all: readonly Due[] = [
    { kind: 'hammer', from: buyer, to: seller, cents: hammerCents },
    { kind: 'shipping', from: buyer, to: seller, cents: agreement.shippingCents },
    { kind: 'premium', from: buyer, to: `premium:${lot.dropId}`, cents: fees.premiumCents },
    { kind: 'commission', from: seller, to: `commission:${lot.dropId}`, cents: fees.commissionCents },
    { kind: 'processing', from: seller, to: `processing:${lot.dropId}`, cents: fees.processingCents },
    { kind: 'affiliate', from: seller, to: `affiliate:${agreement.affiliateId}`, cents: fees.affiliateCents },
  ];
  return all.filter(({ cents }) => cents !== 0);
}
