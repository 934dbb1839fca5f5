import type { Cents } from '@gaveldrop/units';

/** What a sold lot is charged for; every amount is from 0 to `amountCentsMax` minor units. */
export type Order = {
  readonly hammerPriceCents: Cents;
  /** The lot's category, where its terms may have bands of its own (M2). */
  readonly category?: string | undefined;
  /** Shipping the buyer pays and the seller gets (M6); none when absent. */
  readonly shippingCents?: Cents | undefined;
  /** Tax the buyer pays, held for the authority; none when absent. */
  readonly taxCents?: Cents | undefined;
  /** Whether an affiliate sent the buyer (M5). */
  readonly affiliate?: boolean | undefined;
};

/** Every figure of one order, in minor units; all are zero or more but `netProceedsCents`, which may be negative (M6). */
export type OrderFees = {
  readonly buyersPremiumCents: Cents;
  readonly buyerTotalCents: Cents;
  readonly commissionCents: Cents;
  readonly processingCents: Cents;
  readonly affiliateCents: Cents;
  readonly netProceedsCents: Cents;
};
