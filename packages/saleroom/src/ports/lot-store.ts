import type { Lot, OpenLot, ScheduledLot } from '@gaveldrop/bidding';
import type { DropId, LotId, PaddleNumber } from '@gaveldrop/units';

/** How a conditional write ended. Nothing is ever retried inside it. */
export type CommitResult =
  | { readonly kind: 'committed' }
  /** The sequence has moved: the write did not happen, and here is the lot as it stands. */
  | { readonly kind: 'lost'; readonly lot: Lot }
  | { readonly kind: 'missing' }
  /** Refused before it was tried; it did not happen. */
  | { readonly kind: 'throttled' }
  /** No reply: it may have happened, and until `writeInFlightMaxMs` it may yet. */
  | { readonly kind: 'ambiguous' };

/** What a drop has open, in one item that bids never touch. */
export type OpenLotsOfDrop = {
  readonly dropId: DropId;
  /** Open and paused lots, and final ones not replaced yet. */
  readonly lotIds: readonly LotId[];
  readonly suspendedPaddles: readonly PaddleNumber[];
  /** Counts the item's changes; 0 when there is none yet. */
  readonly version: number;
};

/** Where lots live. Reads are consistent. Reads and creations throw a `Fault` when the world fails. */
export type LotStore = {
  read(lotId: LotId): Promise<Lot | undefined>;
  /** In no particular order; unknown ids are left out. */
  readMany(lotIds: readonly LotId[]): Promise<readonly Lot[]>;
  /** Writes `next` if the lot stands at the sequence before it. Checks nothing else: the rules have decided. */
  commit(next: Lot): Promise<CommitResult>;
  create(lot: ScheduledLot): Promise<'created' | 'exists'>;
  readOpenLots(dropId: DropId): Promise<OpenLotsOfDrop>;
  /** Writes the item if it stands at the version before; false when it does not. */
  commitOpenLots(next: OpenLotsOfDrop): Promise<boolean>;
  /** The lot and its drop's item together, each on its own condition, or neither; `lost` says only that one moved. */
  commitOpening(
    next: OpenLot,
    openLots: OpenLotsOfDrop,
  ): Promise<{ readonly kind: 'committed' | 'lost' | 'throttled' | 'ambiguous' }>;
  /** Ids of open lots everywhere, from the sparse index; may trail by a moment. */
  listOpen(): AsyncIterable<LotId>;
};
