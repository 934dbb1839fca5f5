import type { BasisPoints, Cents } from '@gaveldrop/units';

/** What part of an amount a rate is taken of: from `fromCents` up to where the next band begins. */
export type MarginalBand = { readonly fromCents: Cents; readonly rateBp: BasisPoints };

/** Seller's commission (M2): bands on the hammer price, a category's own where it has some, then a minimum, then a fixed part. */
export type CommissionTerms = {
  readonly bands: readonly MarginalBand[];
  readonly byCategory?: Readonly<Record<string, readonly MarginalBand[]>> | undefined;
  readonly minimumCents?: Cents | undefined;
  readonly fixedCents?: Cents | undefined;
};

/** Buyer's premium (M3): bands on the hammer price, then a fixed part. */
export type PremiumTerms = {
  readonly bands: readonly MarginalBand[];
  readonly fixedCents?: Cents | undefined;
};

/** Processing (M4): a rate of the hammer price or of all the buyer pays, then a fixed part. */
export type ProcessingTerms = {
  readonly rateBp: BasisPoints;
  readonly fixedCents: Cents;
  readonly base: 'hammer' | 'order-total';
};

/** One version of a drop's fee terms (M7); `feeTermsProblem` says whether they make sense. */
export type FeeTerms = {
  readonly commission: CommissionTerms;
  readonly buyersPremium?: PremiumTerms | undefined;
  readonly processing: ProcessingTerms;
  /** A share of the hammer price for whoever sent the buyer (M5), on orders that name one. */
  readonly affiliate?: { readonly rateBp: BasisPoints } | undefined;
};
