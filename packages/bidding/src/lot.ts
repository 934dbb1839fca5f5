import type {
  BidId,
  Cents,
  ChainHash,
  CommandId,
  DropId,
  DurationMs,
  EpochMs,
  LotId,
  LotNumber,
  PaddleNumber,
  RulesId,
  SellerId,
  Sequence,
} from '@gaveldrop/units';
import type { ClosingPolicy } from './closing.ts';
import type { IncrementLadder } from './ladder.ts';
import type { LotEvent } from './lot-event.ts';

/** What decides about a lot and never changes while it is open; kept as one immutable version named by the lot. */
export type LotRules = {
  readonly rulesId: RulesId;
  readonly sellerId: SellerId;
  readonly startPriceCents: Cents;
  /** Private. [L4] */
  readonly reserveCents?: Cents | undefined;
  readonly ladder: IncrementLadder;
  readonly closing: ClosingPolicy;
};

/** How an accepted bid fared when it was committed. */
export type BidOutcome = 'leading' | 'outbid';

/** An accepted bid or a command, remembered in the lot so that a resend finds it. [B10] */
export type RecentAct = {
  readonly id: BidId | CommandId;
  readonly sequence: Sequence;
  readonly outcome: BidOutcome | 'done';
};

/** The leader or the underbidder: who, up to what (private), and the sequence of the bid that put them there. */
export type Standing = {
  readonly paddleNumber: PaddleNumber;
  readonly ceilingCents: Cents;
  readonly bidSequence: Sequence;
};

/** What every lot has, whatever its status. */
type Kept = {
  readonly lotId: LotId;
  readonly dropId: DropId;
  readonly number: LotNumber;
  readonly rulesId: RulesId;
  /** Committed changes so far. [L3] */
  readonly sequence: Sequence;
  readonly committedAtMs: EpochMs;
  /** The SHA-256 of the last change's history entry, which holds that of the one before it. [L3] */
  readonly chainHead: ChainHash;
  /** The last `limits.recentBidsMax` accepted bids and commands, oldest first. */
  readonly recent: readonly RecentAct[];
  readonly suspendedPaddles: readonly PaddleNumber[];
  /** The events of the last change. */
  readonly events: readonly LotEvent[];
};

/** What bidding has come to, from opening on. */
type Bidden = {
  readonly openedAtMs: EpochMs;
  /** The close as it stands; while paused, as it stood; absent on a lot without a clock. */
  readonly closesAtMs: EpochMs | undefined;
  readonly latestCloseAtMs: EpochMs | undefined;
  readonly extensions: number;
  readonly bidCount: number;
  /** Absent before the first bid. */
  readonly priceCents: Cents | undefined;
  readonly leader: Standing | undefined;
  readonly underbidder: Standing | undefined;
};

export type ScheduledLot = Kept & { readonly status: 'scheduled' };
export type OpenLot = Kept & Bidden & { readonly status: 'open' };
/** `remainingMs`: what was left when it was paused; absent on a lot without a clock. [C10] */
export type PausedLot = Kept &
  Bidden & { readonly status: 'paused'; readonly remainingMs: DurationMs | undefined };
export type SoldLot = Kept &
  Bidden & {
    readonly status: 'sold';
    readonly hammerPriceCents: Cents;
    readonly buyerPaddle: PaddleNumber;
    readonly underbidderPaddle: PaddleNumber | undefined;
  };
export type PassedLot = Kept & Bidden & { readonly status: 'passed' };
/** A lot withdrawn before it opened has no bidding. */
export type WithdrawnLot = Kept & Partial<Bidden> & { readonly status: 'withdrawn'; readonly reason: string };

export type LiveLot = OpenLot | PausedLot;
export type FinalLot = SoldLot | PassedLot | WithdrawnLot;
export type Lot = ScheduledLot | LiveLot | FinalLot;
export type LotStatus = Lot['status'];

/** Sold, passed and withdrawn are for ever. [L1] */
export const isFinal = (lot: Lot): lot is FinalLot =>
  lot.status === 'sold' || lot.status === 'passed' || lot.status === 'withdrawn';

export const isLive = (lot: Lot): lot is LiveLot => lot.status === 'open' || lot.status === 'paused';
