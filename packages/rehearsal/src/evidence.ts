import type { History, PublicLot, Receipt, StatementAnswer } from '@gaveldrop/protocol';
import type {
  BidId,
  Cents,
  DropId,
  EpochMs,
  LotId,
  LotNumber,
  PaddleNumber,
  SellerId,
} from '@gaveldrop/units';

/** One final answer to a bid, as it was heard. */
export type HeardAnswer = {
  readonly outcome: 'leading' | 'outbid' | 'refused';
  readonly code?: string;
  /** Absent when a welcome, which names none, settled the bid. */
  readonly sequence?: number;
  readonly receivedAtMs?: EpochMs;
  readonly heardAtMs: number;
};

/** One bid that went over a socket, with every final answer to it. */
export type SentBid = {
  readonly bidId: BidId;
  readonly lotId: LotId;
  readonly paddleNumber: PaddleNumber;
  readonly amountCents: Cents;
  readonly kind: 'exact' | 'maximum';
  /** Its first sending, by this machine's clock. */
  readonly sentAtMs: number;
  readonly answers: readonly HeardAnswer[];
};

/** A public lot as it was heard; `pushed` when nobody had asked. */
export type HeardLot = { readonly lot: PublicLot; readonly heardAtMs: number; readonly pushed: boolean };

/** What one person's sockets said. */
export type Testimony = {
  /** For people: `bidder 7`. */
  readonly name: string;
  readonly role: 'auctioneer' | 'bidder' | 'viewer';
  readonly paddleNumber?: PaddleNumber;
  readonly bids: readonly SentBid[];
  /** In order of receipt. */
  readonly lots: readonly HeardLot[];
  /** Answers `busy` and `unknown`, which are not final. */
  readonly busyAnswers: number;
  readonly unknownAnswers: number;
  /** Bids whose first outcome was heard only when it was asked for again, of a resend or of a fresh connection's welcome. */
  readonly askedAgain: number;
};

/** A message that the saleroom said to somebody. */
export type Said = {
  readonly to: string;
  /** `own-bids` are a bidder's own receipts, whose maxima are theirs to read; a `statement` is full of worked-out figures. */
  readonly over: 'socket' | 'http' | 'own-bids' | 'statement';
  readonly text: string;
};

/** One lot of the drop, as the rehearsal entered it. */
export type EnteredLot = {
  readonly lotId: LotId;
  readonly number: LotNumber;
  readonly sellerId: SellerId;
  readonly reserveCents?: Cents | undefined;
};

/** All that a rehearsal heard, over sockets and HTTP, and the little it knows because it made it up. Nothing else is judged. */
export type Evidence = {
  readonly dropId: DropId;
  readonly lots: readonly EnteredLot[];
  readonly people: readonly Testimony[];
  /** Public lots after the last hammer, over HTTP. */
  readonly finalLots: readonly PublicLot[];
  readonly histories: ReadonlyMap<LotId, History['entries']>;
  /** Every bidder's accepted bids, as the bidder reads them. */
  readonly receipts: readonly Receipt[];
  readonly statements: readonly StatementAnswer[];
  readonly said: readonly Said[];
  /** Whom the bidders' tokens are for: nobody may be told. */
  readonly bidderIds: readonly string[];
};

/** What a bid came to: accepted once is accepted; undefined when no final answer was heard. */
export function finalAnswer(bid: SentBid): HeardAnswer | undefined {
  return bid.answers.find(({ outcome }) => outcome !== 'refused') ?? bid.answers.at(-1);
}

/** Every bid that anybody sent. */
export const allBids = (evidence: Evidence): readonly SentBid[] =>
  evidence.people.flatMap(({ bids }) => bids);
