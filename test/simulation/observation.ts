/**
 * What the simulation sees happen, in the order in which it happens: plain JSON, told to the auditor one by one.
 *
 * `atMs` is the true virtual time, never an instance's or a phone's; it never goes back. An observation is made at the
 * instant at which the thing is so: a commit when the store takes it, an answer when the function has made it (whether
 * or not it is ever delivered), a delivery when the phone reads it. Objects told are never changed afterwards.
 * The shapes are written out here, not imported: the auditor shares nothing with what it audits.
 */
export type Observation =
  | DropSetUp
  | LotAgreed
  | PhoneStarted
  | Connected
  | Disconnected
  | MessageSent
  | MessageReceived
  | HandlingStarted
  | Answered
  | Delivered
  | ConnectionRegistered
  | ShardsCommitted
  | PostSent
  | LotCommitted
  | WriteSent
  | WriteAnswered
  | OpenLotsCommitted
  | SuspensionAsked
  | SuspensionAnswered
  | MetricCounted
  | HistoryAppended
  | TransfersKept
  | PhoneShows
  | FaultInjected
  | Healed
  | PhoneFinal
  | PublicLotFinal
  | HistoryFinal
  | StatementFinal;

/** First of all: one a drop. */
export type DropSetUp = {
  readonly type: 'drop-set-up';
  readonly atMs: number;
  readonly dropId: string;
  readonly lotsOpenMax: number;
};

/** One version of what was agreed about a lot; before the first commit that names it. */
export type LotAgreed = {
  readonly type: 'lot-agreed';
  readonly atMs: number;
  readonly lotId: string;
  readonly agreement: Agreement;
};
export type Agreement = {
  readonly rules: {
    readonly rulesId: string;
    readonly sellerId: string;
    readonly startPriceCents: number;
    readonly reserveCents?: number | undefined;
    readonly ladder: readonly { readonly fromCents: number; readonly incrementCents: number }[];
    readonly closing: Closing;
  };
  readonly terms: FeeTerms;
  readonly currency: string;
  readonly lotTitle: string;
  readonly category?: string | undefined;
  readonly shippingCents: number;
  readonly affiliateId?: string | undefined;
};
export type Closing = {
  readonly durationMs?: number | undefined;
  readonly extension:
    | { readonly mode: 'none' }
    | {
        readonly mode: 'reset' | 'add';
        readonly windowMs: number;
        readonly amountMs: number;
        readonly shrinkBp?: number | undefined;
        readonly minAmountMs?: number | undefined;
        readonly capMs?: number | undefined;
      };
  readonly climaxMs?: number | undefined;
  readonly fairWarningMs?: number | undefined;
};
export type FeeBand = { readonly fromCents: number; readonly rateBp: number };
export type FeeTerms = {
  readonly commission: {
    readonly bands: readonly FeeBand[];
    readonly byCategory?: Readonly<Record<string, readonly FeeBand[]>> | undefined;
    readonly minimumCents?: number | undefined;
    readonly fixedCents?: number | undefined;
  };
  readonly buyersPremium?:
    | { readonly bands: readonly FeeBand[]; readonly fixedCents?: number | undefined }
    | undefined;
  readonly processing: {
    readonly rateBp: number;
    readonly fixedCents: number;
    readonly base: 'hammer' | 'order-total';
  };
  readonly affiliate?: { readonly rateBp: number } | undefined;
};

/** A phone's client was made: one that had run before has forgotten all. */
export type PhoneStarted = {
  readonly type: 'phone-started';
  readonly atMs: number;
  readonly phone: string;
  readonly userId: string;
};

/** The gateway took a connection; `principal` is what its ticket said. */
export type Connected = {
  readonly type: 'connected';
  readonly atMs: number;
  readonly connection: string;
  readonly phone: string;
  /** The shard of the audience that it was given. */
  readonly shard: number;
  readonly principal: {
    readonly userId: string;
    readonly dropId: string;
    readonly role: 'bidder' | 'auctioneer';
    readonly paddleNumber?: number | undefined;
    readonly limitCents?: number | undefined;
    readonly sellerIds: readonly string[];
  };
};
export type Disconnected = {
  readonly type: 'disconnected';
  readonly atMs: number;
  readonly connection: string;
};

/** A phone wrote a message to its socket; it may never arrive. */
export type MessageSent = {
  readonly type: 'message-sent';
  readonly atMs: number;
  readonly connection: string;
  readonly text: string;
};

/** The gateway has a message. `message` is its own name for it, never used twice, `stampMs` its `requestTimeEpoch`. */
export type MessageReceived = {
  readonly type: 'message-received';
  readonly atMs: number;
  readonly message: string;
  readonly connection: string;
  readonly text: string;
  readonly stampMs: number;
};

/** A function instance began with one event. `handling` is never used twice. */
export type HandlingStarted = {
  readonly type: 'handling-started';
  readonly atMs: number;
  readonly handling: string;
  readonly instance: string;
  /** The instance's own clock at this instant. */
  readonly clockMs: number;
  /** The gateway's message it handles; absent for nudges, stream records, pulses, sweeps and HTTP requests. */
  readonly message?: string | undefined;
};

/** A function returned the answer to a socket message: what it says is promised from now on. */
export type Answered = {
  readonly type: 'answered';
  readonly atMs: number;
  readonly handling: string;
  readonly clockMs: number;
  readonly text: string;
};

/** A text reached a phone: the answer of its route, a push, or the body of an HTTP answer. */
export type Delivered = {
  readonly type: 'delivered';
  readonly atMs: number;
  readonly phone: string;
  readonly connection?: string | undefined;
  readonly channel: 'answer' | 'push' | 'http';
  readonly text: string;
};

/** The audience store has a connection from now on. */
export type ConnectionRegistered = {
  readonly type: 'connection-registered';
  readonly atMs: number;
  readonly connection: string;
};

/** The audience store took a number of shards: the drop's first, or more. */
export type ShardsCommitted = {
  readonly type: 'shards-committed';
  readonly atMs: number;
  readonly dropId: string;
  readonly shardCount: number;
};

/** A function sent a text to a connection: at the instant it was sent, whether or not it arrives. */
export type PostSent = {
  readonly type: 'post-sent';
  readonly atMs: number;
  readonly handling: string;
  readonly connection: string;
  readonly text: string;
};

/** The lot store took a write: the item before and after, exactly as it stands in the table. */
export type LotCommitted = {
  readonly type: 'lot-committed';
  readonly atMs: number;
  /** Absent for a lot's creation. */
  readonly before?: StoredLot | undefined;
  readonly after: StoredLot;
  /** Who wrote it; absent for what was set up before the drop began. */
  readonly by?:
    | {
        readonly instance: string;
        readonly handling: string;
        /** When the request of the very write that landed was sent, in true time and by the instance's clock. */
        readonly sentAtMs: number;
        readonly sentClockMs: number;
      }
    | undefined;
};

/** A function sent a write of a lot to the store: at the instant it was sent, whether or not it arrives. */
export type WriteSent = {
  readonly type: 'write-sent';
  readonly atMs: number;
  readonly handling: string;
  /** The lot as the write would leave it. */
  readonly next: StoredLot;
};
/** What that function then knows of it: nothing is told when it ends before it knows. */
export type WriteAnswered = {
  readonly type: 'write-answered';
  readonly atMs: number;
  readonly handling: string;
  readonly lotId: string;
  readonly outcome: 'committed' | 'lost' | 'missing' | 'throttled' | 'ambiguous';
};

export type Standing = {
  readonly paddleNumber: number;
  readonly ceilingCents: number;
  readonly bidSequence: number;
};
export type StoredLot = {
  readonly lotId: string;
  readonly dropId: string;
  readonly number: number;
  readonly rulesId: string;
  readonly status: 'scheduled' | 'open' | 'paused' | 'sold' | 'passed' | 'withdrawn';
  readonly sequence: number;
  readonly committedAtMs: number;
  readonly recent: readonly {
    readonly id: string;
    readonly sequence: number;
    readonly outcome: 'leading' | 'outbid' | 'done';
  }[];
  readonly suspendedPaddles: readonly number[];
  readonly events: readonly StoredEvent[];
  readonly openedAtMs?: number | undefined;
  readonly closesAtMs?: number | undefined;
  readonly latestCloseAtMs?: number | undefined;
  readonly remainingMs?: number | undefined;
  readonly extensions?: number | undefined;
  readonly bidCount?: number | undefined;
  readonly priceCents?: number | undefined;
  readonly leader?: Standing | undefined;
  readonly underbidder?: Standing | undefined;
  readonly hammerPriceCents?: number | undefined;
  readonly buyerPaddle?: number | undefined;
  readonly underbidderPaddle?: number | undefined;
  readonly reason?: string | undefined;
  readonly chainHead?: string | undefined;
};

export type StoredEvent =
  | { readonly type: 'LotScheduled' | 'LotCorrected'; readonly rulesId: string }
  | {
      readonly type: 'LotOpened';
      readonly commandId: string;
      readonly openedAtMs: number;
      readonly closesAtMs?: number | undefined;
      readonly latestCloseAtMs?: number | undefined;
      readonly suspendedPaddles: readonly number[];
    }
  | StoredBid
  | { readonly type: 'CloseExtended'; readonly closesAtMs: number }
  | { readonly type: 'LotPaused'; readonly commandId: string; readonly remainingMs?: number | undefined }
  | {
      readonly type: 'LotResumed';
      readonly commandId: string;
      readonly closesAtMs?: number | undefined;
      readonly latestCloseAtMs?: number | undefined;
    }
  | {
      readonly type: 'HammerCalled';
      readonly commandId: string;
      readonly closesAtMs: number;
      readonly latestCloseAtMs?: number | undefined;
    }
  | { readonly type: 'PaddleSuspended' | 'PaddleReadmitted'; readonly paddleNumber: number }
  | {
      readonly type: 'LotSold';
      readonly hammerPriceCents: number;
      readonly buyerPaddle: number;
      readonly underbidderPaddle?: number | undefined;
    }
  | { readonly type: 'LotPassed' }
  | { readonly type: 'LotWithdrawn'; readonly commandId: string; readonly reason: string };
export type StoredBid = {
  readonly type: 'BidAccepted';
  readonly bidId: string;
  readonly paddleNumber: number;
  readonly amountCents: number;
  readonly kind: 'exact' | 'maximum';
  readonly receivedAtMs: number;
  readonly outcome: 'leading' | 'outbid';
  readonly priceCents: number;
};

/** A drop's item of open lots was written; for an opening, right after its `lot-committed`, at the same instant. */
export type OpenLotsCommitted = {
  readonly type: 'open-lots-committed';
  readonly atMs: number;
  readonly dropId: string;
  readonly lotIds: readonly string[];
  readonly suspendedPaddles: readonly number[];
};

/** An auctioneer asked to suspend or readmit a paddle; `request` is never used twice. */
export type SuspensionAsked = {
  readonly type: 'suspension-asked';
  readonly atMs: number;
  readonly request: string;
  readonly dropId: string;
  readonly paddleNumber: number;
  readonly suspended: boolean;
};
/** That request ended: done, refused, or failed with nothing known. */
export type SuspensionAnswered = {
  readonly type: 'suspension-answered';
  readonly atMs: number;
  readonly request: string;
  readonly outcome: 'done' | 'refused' | 'failed';
};

/** A use case counted something for dashboards and alarms. */
export type MetricCounted = {
  readonly type: 'metric-counted';
  readonly atMs: number;
  readonly handling: string;
  readonly name: string;
  readonly dimension?: string | undefined;
};

/** The history store took a new entry (not one that it had already). */
export type HistoryAppended = {
  readonly type: 'history-appended';
  readonly atMs: number;
  readonly entry: {
    readonly lotId: string;
    readonly sequence: number;
    readonly committedAtMs: number;
    readonly events: readonly StoredEvent[];
  };
};

/** The ledger kept transfers (not those of a settlement that it had already). */
export type TransfersKept = {
  readonly type: 'transfers-kept';
  readonly atMs: number;
  readonly lotId: string;
  readonly transfers: readonly StoredTransfer[];
};
export type StoredTransfer = {
  readonly transferId: string;
  readonly dropId: string;
  readonly lotId: string;
  readonly winningBidSequence: number;
  readonly kind: string;
  readonly debitAccount: string;
  readonly creditAccount: string;
  readonly amountCents: number;
  readonly currency: string;
};

/** A phone's state changed: the lots its page shows now, as `client.state().lots` (the very array is fine). */
export type PhoneShows = {
  readonly type: 'phone-shows';
  readonly atMs: number;
  readonly phone: string;
  readonly lots: readonly ShownLot[];
};
/** A public lot: what is in it is for the auditor to look at. */
export type ShownLot = { readonly lotId: string; readonly number: number; readonly sequence: number };

/** The world failed on purpose. Only counted: nothing that a fault touches is excused. */
export type FaultInjected = {
  readonly type: 'fault-injected';
  readonly atMs: number;
  readonly fault: string;
};

/** From now on nothing fails any more: what was broken has the time until the end to heal. */
export type Healed = { readonly type: 'healed'; readonly atMs: number };

/** At the end, one a phone that still runs: `client.state()`. */
export type PhoneFinal = {
  readonly type: 'phone-final';
  readonly atMs: number;
  readonly phone: string;
  readonly connection: string;
  readonly lots: readonly ShownLot[];
  readonly bids: readonly {
    readonly bidId: string;
    readonly lotId: string;
    readonly amountCents: number;
    readonly kind: 'exact' | 'maximum';
    readonly state: 'pending' | 'leading' | 'outbid' | 'refused' | 'not-sent';
    readonly code?: string | undefined;
    readonly sequence?: number | undefined;
    readonly receivedAtMs?: number | undefined;
  }[];
};

/** At the end, what the saleroom says of a lot to anyone who asks (`publicLot` of the stored item). */
export type PublicLotFinal = {
  readonly type: 'public-lot-final';
  readonly atMs: number;
  readonly lot: ShownLot;
};

/** At the end, the whole public history of a lot, as the HTTP endpoint tells it. */
export type HistoryFinal = {
  readonly type: 'history-final';
  readonly atMs: number;
  readonly lotId: string;
  readonly entries: readonly {
    readonly sequence: number;
    readonly committedAtMs: number;
    readonly events: readonly ShownEvent[];
  }[];
  /** Maxima that lost, opened once the lot is over. */
  readonly opened?: readonly { readonly sequence: number; readonly amountCents: number }[] | undefined;
};
/** A public event: what is in it is for the auditor to look at. */
export type ShownEvent = { readonly type: string; readonly [key: string]: unknown };

/** At the end, a seller's statement for the drop. */
export type StatementFinal = {
  readonly type: 'statement-final';
  readonly atMs: number;
  readonly sellerId: string;
  readonly openingCents: number;
  readonly closingCents: number;
  readonly netProceedsCents: number;
  readonly lines: readonly {
    readonly lotId: string;
    readonly hammerPriceCents: number;
    readonly netCents: number;
    readonly transferIds: readonly string[];
  }[];
};
