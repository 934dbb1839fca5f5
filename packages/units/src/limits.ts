import { basisPoints, cents, durationMs } from './scalars.ts';

/**
 * Every limit that more than one part obeys, with its unit in its name and its reason beside it.
 * The numbers of the rules they serve are in the SPEC of `bidding`.
 */
export const limits = {
  /** How long after the close an accepted bid may still be committed: a cold start and one write fit. */
  commitGraceMs: durationMs(1_000),
  /** How far in the past a gateway's stamp may lie before it counts as this old; with the budget it makes up the grace (C13). */
  receivedSkewMaxMs: durationMs(750),
  /** What is left of the grace for deciding and committing. */
  commitBudgetMs: durationMs(250),
  /** How far a stamp may lie ahead of the function's clock before it is a fault. */
  clockSkewMaxMs: durationMs(100),
  /** Attempts to commit one bid: of bursts of 200 different maxima, 3 % need more than 12 for somebody. */
  commitAttemptsMax: 16,
  /** From this attempt on, each waits 0 to `commitJitterMaxMs` first. */
  commitJitterAfterAttempts: 3,
  commitJitterMaxMs: durationMs(10),
  /** The longest wait after a throttle: DynamoDB's own accounting runs by the second. */
  throttleBackoffMaxMs: durationMs(200),
  /** How long after the gateway had it a sending may go on writing; no resend of it is refused before that is over. */
  commitTimeMaxMs: durationMs(1_500),
  /** How old a warm copy of a lot may be to refuse a bid that is too low. */
  lotCopyAgeMaxMs: durationMs(1_000),
  /** How old a warm copy may be to be bid on without reading the lot first. */
  lotCopyCommitAgeMaxMs: durationMs(200),
  /** Ids of accepted bids and commands kept in the lot item: 20 bytes each. */
  recentBidsMax: 8,
  /** Suspended paddles of a drop: 2 bytes each in every open lot. */
  suspendedPaddlesMax: 16,
  /** How long an aborted write may still land. */
  writeInFlightMaxMs: durationMs(2_000),
  /** When a pulse is too old to be posted as it is. */
  pulseAgeMaxMs: durationMs(250),
  /**
   * Pulses that a worker is handed at once, of one shard or of several; when it is given so many, more may wait behind them.
   * With four, what came ten times a second was not worked off in its windows by four workers: the slowest percent came a
   * second late. Ten full shards in one batch are 2,500 posts, 0.4 s of a worker's processor, and their windows as long.
   */
  pulseBatchMax: 10,
  /** How long a bid's answer waits for its pulse to be sent. */
  pulseTimeoutMs: durationMs(150),
  /** A shard is posted to at most once in each: four prices a second are more than anyone reads. */
  conflationWindowMs: durationMs(250),
  /** The same while a lot of the post is in its climax, where a tenth of a second decides whether somebody bids again. */
  climaxConflationWindowMs: durationMs(100),
  /** How long a post may take to be answered before its phone counts as stuck: by then the next message is due. */
  postTickMaxMs: durationMs(250),
  /** How long a stuck phone is left out: it costs its shard one late tick in this time, and its phone what its next ping brings. */
  stuckPhoneLeftOutMs: durationMs(1_000),
  /**
   * Connections of a shard: a worker reaches so many well within the climax's window. It is what the number of shards is
   * chosen by, and no bar: nobody is turned away for it.
   */
  shardConnectionsMax: 250,
  /** Shards of a drop: each costs a message and a run a change, and for more than 16,000 viewers posting is the wrong way. */
  shardsMax: 64,
  /** How long a sender of pulses may believe a shard count. */
  shardCountAgeMaxMs: durationMs(5_000),
  /**
   * How long after a growth was sent its shards take their first connection: what senders may believe, what the write may take
   * to land, and a second for the clocks of those who write, believe and admit. Until then the drop does not grow again.
   */
  newShardWaitMs: durationMs(8_000),
  /** The least time left after a resume: time to look up. */
  resumeMinMs: durationMs(10_000),
  /** Fair warning unless the drop says otherwise, and the least it may say. */
  fairWarningMs: durationMs(5_000),
  fairWarningMinMs: durationMs(3_000),
  /** The climax unless the drop says otherwise. */
  climaxMs: durationMs(10_000),
  /** The largest amount of a bid: exact in every sum we make. */
  amountCentsMax: cents(10 ** 12 - 1),
  /** A rate of 100 %. */
  rateBpMax: basisPoints(10_000),
  /** A lot's longest duration, extension, window or cap: a week. */
  closingMsMax: durationMs(7 * 24 * 3_600_000),
  ladderBandsMax: 64,
  feeBandsMax: 32,
  feeCategoriesMax: 32,
  /** Lots of a drop open at once, unless the drop says otherwise, and the most it may say. */
  lotsOpenMax: 1,
  lotsOpenAtMost: 8,
  lotsPerDropMax: 5_000,
  /** Drops that one reading of the list shows, newest first. */
  dropsListedMax: 100,
  /** The longest delay SQS allows; a nudge due later is chained. */
  nudgeDelayMaxS: 900,
  messageBytesMax: 1_024,
  helloBytesMax: 4_096,
  httpBodyBytesMax: 65_536,
  welcomeLotsMax: 100,
  /** Lots that one ping may ask about: it is said often, so it names those that matter most. */
  pingLotsMax: 25,
  pendingBidsMax: 8,
  /** How long a ticket lives; it works once. */
  ticketLifeMs: durationMs(30_000),
  /** How long API Gateway keeps a socket up. */
  connectionLifeMs: durationMs(2 * 3_600_000),
  /**
   * New connections a second of phones that lost one drop together: seven tenths of the 500 that an account may open. The
   * rest is for those of them with a bid under way, who come sooner, and for those who come by themselves. Each drop reckons
   * its own: two large ones of an account that end together come to twice this.
   */
  reconnectsPerSecondMax: 350,
  /** Connections that one person may have to one drop: a phone, a tablet, a desk, and two that have not been missed yet. */
  connectionsPerBidderMax: 5,
  /**
   * How long a connection counts after it was last renewed. A socket that died unnoticed holds its place no longer than
   * this, so that a phone in a train is not locked out; two renewals and a ping fit, so that one may be missed.
   */
  connectionLeaseMs: durationMs(150_000),
  /** A lease is renewed by the first ping of each such stretch: one write a minute and connection. */
  leaseRenewEveryMs: durationMs(60_000),
  /** From the authorizer's yes to the socket being up, at the most; until then it cannot be closed. */
  handshakeMaxMs: durationMs(5_000),
  /** Messages that one function instance takes of a connection in a second, and at once: more is no hand's doing. */
  connectionMessagesPerSecondMax: 10,
  /** How often a phone says `ping`. */
  pingEveryMs: durationMs(25_000),
} as const;
