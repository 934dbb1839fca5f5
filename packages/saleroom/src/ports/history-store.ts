import type { BidKind, BidOutcome, LotEvent } from '@gaveldrop/bidding';
import type {
  BidId,
  Cents,
  ChainHash,
  DropId,
  EpochMs,
  LotId,
  LotNumber,
  PaddleNumber,
  Sequence,
} from '@gaveldrop/units';

/** One committed change of a lot, as its history keeps it. [L3] */
export type HistoryEntry = {
  readonly lotId: LotId;
  readonly dropId: DropId;
  readonly lotNumber: LotNumber;
  readonly sequence: Sequence;
  readonly committedAtMs: EpochMs;
  /** The lot's chain head before this change; absent on the first. */
  readonly previousHash?: ChainHash | undefined;
  readonly events: readonly LotEvent[];
};

/** An accepted bid, found by its id or by its paddle. */
export type AcceptedBid = {
  readonly bidId: BidId;
  readonly lotId: LotId;
  readonly dropId: DropId;
  readonly lotNumber: LotNumber;
  readonly paddleNumber: PaddleNumber;
  readonly amountCents: Cents;
  readonly kind: BidKind;
  readonly outcome: BidOutcome;
  readonly sequence: Sequence;
  readonly receivedAtMs: EpochMs;
  readonly committedAtMs: EpochMs;
};

/** The order of all that happened, kept for ever. All reads are consistent. */
export type HistoryStore = {
  /**
   * Adds a lot's next entry, its accepted bids by id and by paddle with it, all or nothing. An id belongs to the first bid
   * that was accepted under it.
   * @returns `already` when it is there, `gap` when the entry before it is not: nothing was written.
   */
  append(entry: HistoryEntry): Promise<'appended' | 'already' | 'gap'>;
  /** The last sequence of an unbroken history; 0 when there is none. */
  reached(lotId: LotId): Promise<Sequence>;
  bidById(lotId: LotId, bidId: BidId): Promise<AcceptedBid | undefined>;
  /** Entries after a sequence, in order, at most `limit`. */
  entries(lotId: LotId, after: Sequence, limit: number): Promise<readonly HistoryEntry[]>;
  bidsOfPaddle(dropId: DropId, paddleNumber: PaddleNumber): Promise<readonly AcceptedBid[]>;
  /** Keeps a stream record that cannot be handled, whole, under its lot. */
  park(lotId: LotId, sequence: Sequence, record: string, why: string): Promise<void>;
};
