import type { ClosingPolicy, IncrementLadder } from '@gaveldrop/bidding';
import type { FeeTerms } from '@gaveldrop/settlement';
import type { Cents, DropId, EpochMs, LotId, LotNumber, UserId } from '@gaveldrop/units';

/** One live event with lots in order. */
export type Drop = {
  readonly dropId: DropId;
  readonly title: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly ladder: IncrementLadder;
  readonly closing: ClosingPolicy;
  readonly terms: FeeTerms;
  readonly termsVersion: number;
  /** Who may run it; its creator first. */
  readonly auctioneers: readonly UserId[];
  readonly lotsOpenMax: number;
  readonly lotCount: number;
  readonly createdAtMs: EpochMs;
};

/** What a lot is, for people; how it stands is in the lot. */
export type CatalogueEntry = {
  readonly dropId: DropId;
  readonly lotId: LotId;
  readonly number: LotNumber;
  readonly title: string;
  readonly description?: string | undefined;
  readonly pictures: readonly string[];
  readonly sellerId: UserId;
  readonly startPriceCents: Cents;
  readonly estimateLowCents?: Cents | undefined;
  readonly estimateHighCents?: Cents | undefined;
  readonly category?: string | undefined;
  readonly shippingCents: Cents;
  readonly affiliateId?: UserId | undefined;
};

/** Drops and their catalogues. Reads are consistent, but `list`. */
export type DropStore = {
  create(drop: Drop): Promise<'created' | 'exists'>;
  read(dropId: DropId): Promise<Drop | undefined>;
  /** Newest first, at most 100. */
  list(): Promise<readonly Drop[]>;
  /** The lot's place in the catalogue: the next one, or the one this id was given before. Undefined: no such drop. */
  reserveLotNumber(dropId: DropId, lotId: LotId): Promise<LotNumber | undefined>;
  /** Writes or overwrites one entry. */
  writeEntry(entry: CatalogueEntry): Promise<void>;
  readEntry(dropId: DropId, number: LotNumber): Promise<CatalogueEntry | undefined>;
  /** All entries by number. */
  listEntries(dropId: DropId): Promise<readonly CatalogueEntry[]>;
};
