import type { Cents, DropId, EpochMs, LotId, LotNumber, SellerId, Sequence } from '@gaveldrop/units';
import type { Transfer, TransferId } from './transfer.ts';

/** A seller has one statement a drop, named by the drop. */
export type StatementId = DropId;

/** One sold lot on a statement, in minor units; what is deducted is a positive figure here and `netCents` has it taken off. */
export type StatementLine = {
  readonly lotId: LotId;
  readonly lotNumber: LotNumber;
  readonly lotTitle: string;
  readonly winningBidSequence: Sequence;
  readonly hammerPriceCents: Cents;
  readonly shippingCents: Cents;
  readonly commissionCents: Cents;
  readonly processingCents: Cents;
  readonly affiliateCents: Cents;
  /** What the line changes the seller's balance by; it may be negative. */
  readonly netCents: Cents;
  readonly transferIds: readonly TransferId[];
  readonly transfers: readonly Transfer[];
};

/** What a seller got from a drop (M10): `openingCents` plus every line's `netCents` is `closingCents`. */
export type Statement = {
  readonly statementId: StatementId;
  readonly sellerId: SellerId;
  readonly dropId: DropId;
  readonly dropTitle: string;
  /** ISO 4217 code. */
  readonly currency: string;
  readonly issuedAtMs: EpochMs;
  readonly openingCents: Cents;
  readonly closingCents: Cents;
  readonly netProceedsCents: Cents;
  /** By lot number. */
  readonly lines: readonly StatementLine[];
};
