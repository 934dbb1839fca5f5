import type { AffiliateId, FeeTerms, Order, SoldOrder } from '@gaveldrop/settlement';
import {
  basisPoints,
  cents,
  type DropId,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  type RulesId,
  type SellerId,
  sequence,
} from '@gaveldrop/units';

/** Bands written as pairs of where one begins and its rate. */
export const bands = (...pairs: readonly (readonly [number, number])[]) =>
  pairs.map(([fromCents, rateBp]) => ({ fromCents: cents(fromCents), rateBp: basisPoints(rateBp) }));

/** Terms that charge nothing but what a test says. */
export const termsWith = (some: Partial<FeeTerms>): FeeTerms => ({
  commission: { bands: bands([0, 0]) },
  processing: { rateBp: basisPoints(0), fixedCents: cents(0), base: 'hammer' },
  ...some,
});

/** 8 % commission, 10 % premium, 2.9 % + 0.30 of the order total, 10 % for an affiliate. */
export const fullTerms: FeeTerms = {
  commission: { bands: bands([0, 800]) },
  buyersPremium: { bands: bands([0, 1_000]) },
  processing: { rateBp: basisPoints(290), fixedCents: cents(30), base: 'order-total' },
  affiliate: { rateBp: basisPoints(1_000) },
};

export const orderOf = (hammerPrice: number, some: Partial<Order> = {}): Order => ({
  hammerPriceCents: cents(hammerPrice),
  ...some,
});

export const dropId = '01JZZZZZZZZZZZZZZZZZZZDR01' as DropId;
export const sellerId = 'seller-ada' as SellerId;

/** A lot sold at 120.00 with shipping, tax and an affiliate, under `fullTerms`. */
export const sampleSale: SoldOrder = {
  dropId,
  lotId: '01JZZZZZZZZZZZZZZZZZZZLT01' as LotId,
  lotNumber: lotNumber(1),
  lotTitle: 'Foil dragon, first edition',
  sellerId,
  buyerPaddle: paddleNumber(17),
  winningBidSequence: sequence(9),
  currency: 'USD',
  soldAtMs: epochMs(1_750_000_000_000),
  rulesId: '01JZZZZZZZZZZZZZZZZZZZRV01' as RulesId,
  terms: fullTerms,
  order: orderOf(12_000, { shippingCents: cents(500), taxCents: cents(1_320), affiliate: true }),
  affiliateId: 'finch' as AffiliateId,
};
