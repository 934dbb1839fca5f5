import { type Cents, cents } from '@gaveldrop/units';
import type { FeeTerms } from './fee-terms.ts';
import type { Order, OrderFees } from './order.ts';
import { settleOrder } from './settle-order.ts';

/** What an order would bring, line by line, in minor units. */
export type NetAtPrice = OrderFees & {
  readonly hammerPriceCents: Cents;
  readonly shippingCents: Cents;
  readonly taxCents: Cents;
};

/** What a seller would get, and a buyer pay, if the hammer fell at this order's price (M7). @throws as `settleOrder`. */
export const netAtPrice = (terms: FeeTerms, order: Order): NetAtPrice => ({
  hammerPriceCents: order.hammerPriceCents,
  shippingCents: order.shippingCents ?? cents(0),
  taxCents: order.taxCents ?? cents(0),
  ...settleOrder(terms, order),
});
