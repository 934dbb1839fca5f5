import type { Cents, DropId, EpochMs, LotId, LotNumber, RulesId, Sequence } from '@gaveldrop/units';
import type { AccountId } from './accounts.ts';

/** What a transfer is for, in the order a statement names them. */
export const transferKinds = [
  'hammer',
  'shipping',
  'premium',
  'tax',
  'commission',
  'processing',
  'affiliate',
] as const;

export type TransferKind = (typeof transferKinds)[number];

/** Made from what the transfer is for, so that settling twice names the same transfers: `<lotId>-<kind>`. */
export type TransferId = string & { readonly __name: 'TransferId' };

/** One amount that moved from one account to another; never changed, never deleted (M8). */
export type Transfer = {
  readonly transferId: TransferId;
  readonly dropId: DropId;
  readonly lotId: LotId;
  readonly lotNumber: LotNumber;
  readonly lotTitle: string;
  /** The lot's sequence at which the bid that won it was committed. */
  readonly winningBidSequence: Sequence;
  /** The version of the fee terms it was worked out under (M7). */
  readonly rulesId: RulesId;
  readonly kind: TransferKind;
  /** The account whose balance falls by the amount. */
  readonly debitAccount: AccountId;
  /** The account whose balance rises by the amount. */
  readonly creditAccount: AccountId;
  /** Above zero. */
  readonly amountCents: Cents;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly postedAtMs: EpochMs;
};
