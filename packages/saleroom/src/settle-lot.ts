import type { Lot } from '@gaveldrop/bidding';
import { transfersOf } from '@gaveldrop/settlement';
import { assert } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import type { Ledger } from './ports/ledger.ts';

export type SettlePorts = { readonly agreements: Agreements; readonly ledger: Ledger };

/** Turns a sold lot into balanced transfers, once, however often it runs. [M8] [M9] @throws a `Fault`: ask again. */
export async function settleLot(ports: SettlePorts, lot: Lot): Promise<'settled' | 'already' | 'not-sold'> {
  if (lot.status !== 'sold') return 'not-sold';
  const agreement = await ports.agreements.of(lot.rulesId);
  const { affiliateId, category, shippingCents } = agreement;
  assert(lot.leader !== undefined, 'a sold lot has a leader');
  const transfers = transfersOf({
    lotId: lot.lotId,
    dropId: lot.dropId,
    lotNumber: lot.number,
    lotTitle: agreement.lotTitle,
    sellerId: agreement.rules.sellerId,
    buyerPaddle: lot.buyerPaddle,
    winningBidSequence: lot.leader.bidSequence,
    currency: agreement.currency,
    soldAtMs: lot.committedAtMs,
    terms: agreement.terms,
    rulesId: agreement.rules.rulesId,
    order: {
      hammerPriceCents: lot.hammerPriceCents,
      category,
      shippingCents,
      affiliate: affiliateId !== undefined,
    },
    affiliateId,
  });
  return ports.ledger.settle(lot.lotId, transfers);
}
