import type { LotRules } from '@gaveldrop/bidding';
import type { FeeTerms } from '@gaveldrop/settlement';
import type { Cents, RulesId, UserId } from '@gaveldrop/units';

/** One immutable version of all that was agreed about a lot before it opened: rules, fee terms and what the order adds. [M7] */
export type LotAgreement = {
  readonly rules: LotRules;
  readonly terms: FeeTerms;
  readonly termsVersion: number;
  readonly currency: string;
  readonly lotTitle: string;
  readonly category?: string | undefined;
  readonly shippingCents: Cents;
  readonly affiliateId?: UserId | undefined;
};

export type RulesStore = {
  read(rulesId: RulesId): Promise<LotAgreement | undefined>;
  /** The same version twice is harmless. */
  write(agreement: LotAgreement): Promise<void>;
};
