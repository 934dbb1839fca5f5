import { durationMs, limits } from '@gaveldrop/units';

/** Every limit that only the phone obeys, with its unit in its name and its reason beside it. */
export const clientLimits = {
  /** How long a ticket may take: a slow network still brings one, a request that hangs since a tunnel is not waited for. */
  ticketWaitMs: durationMs(6_000),
  /** How long a socket may take to open. */
  openWaitMs: durationMs(6_000),
  /** How long a `hello` may stay unanswered before the connection counts as useless. */
  helloWaitMs: durationMs(5_000),
  /** How long a ping may be outstanding, with nothing else heard, before the connection counts as dead. */
  silenceMs: durationMs(5_000),
  /** Pings after a welcome, besides the first, that find a quick round trip for the clock. */
  quickPings: 2,
  quickPingEveryMs: durationMs(400),
  /** Back-off while somebody looks: a random part of this, doubled with every failure up to the cap. */
  backOffBaseMs: durationMs(500),
  backOffCapMs: durationMs(8_000),
  /** The same for a page that nobody sees: it has time, and a battery. */
  hiddenBackOffBaseMs: durationMs(2_000),
  hiddenBackOffCapMs: durationMs(30_000),
  /** The longest wait left after a hint that the network may be back. */
  hintedWaitMs: durationMs(250),
  /**
   * Who has a bid or a command to send waits this part of what a crowd spreads over, but may wait so long: bidders are few
   * among viewers, and hundreds of them still must not come at once.
   */
  wantedShare: 4,
  wantedWaitMs: durationMs(1_000),
  /**
   * With so many losses in a row a phone takes its place in the crowd, although it has a bid to send, or its device told of
   * its network before: where a network fails for all, each finds only silence.
   */
  ownLossesMax: 2,
  /** What a crowd spreads over when it is told to come more slowly, and the saleroom has not said how large it is. */
  crowdSpreadMs: durationMs(5_000),
  /** The longest spread taken from the saleroom: a million phones would want 48 minutes; nobody is made to wait so long. */
  crowdSpreadMaxMs: durationMs(45 * 60_000),
  /** A try this old, when somebody looks again, may hang since before the phone slept. */
  doomedAfterMs: durationMs(1_000),
  /** The same as `silenceMs`, for a socket from before the network went away and came back. */
  hintedSilenceMs: durationMs(2_000),
  /** The same for a feed's, whose answer waits for no function to start. */
  hintedFeedSilenceMs: durationMs(1_000),
  /**
   * For how long fresh snapshots are read one after another, while a socket is found dead and another one comes:
   * `hintedSilenceMs`, and four round trips or so.
   */
  rushMs: durationMs(4_000),
  /** The least between the starts of two, or a quick network would have hundreds of them. */
  snapshotsApartMs: durationMs(200),
  /** One that hangs, as while a network that is said to be there does not work yet, is overtaken by the next after this. */
  snapshotOvertakenMs: durationMs(1_000),
  /**
   * A crowd that is hinted at once draws places for its first fresh snapshot, 20 times as fast as it would connect: 10,000
   * take 1.4 s, and those whose sockets live have their answer before that; up to 1,400 phones take a fifth of a second.
   */
  freshSpreadShare: 20,
  /** And for all further ones 4 times as fast, at 1,400 a second: the HTTP API lets 2,000 through. Up to 280 phones go by 200 ms. */
  freshAgainSpreadShare: 4,
  /**
   * While nothing is pushed, the snapshot is read again after this and up to twice as much, if a lot is open; the second
   * is for when none is. Both only while somebody looks.
   */
  snapshotEveryMs: durationMs(1_000),
  idleSnapshotEveryMs: durationMs(5_000),
  /** How long such a reading is waited for before another may be made. */
  snapshotWaitMs: durationMs(6_000),
  /** How old a kept snapshot usually is at most when it comes: an edge keeps it for a second, and it takes its way. */
  snapshotAgeMaxMs: durationMs(1_500),
  /** How much later than an instant a stamp must be at the least to be surely later: servers' clocks differ too. */
  stampDoubtMs: durationMs(250),
  /** How long a feed may be silent that does not say, and within what its word is believed. */
  feedSilenceMs: durationMs(300_000),
  feedSilenceMinMs: durationMs(1_000),
  feedSilenceMaxMs: durationMs(600_000),
  /** A feed takes new connections so many times as fast as the saleroom: 2,000 a second are what every account has. */
  feedSpreadShare: 4,
  /** What phones spread over, at the least, to ask about something that the feed could pass on to none of them. */
  missedSpreadMs: durationMs(1_000),
  /** A change this old that the feed has not told by the time of a pong: its socket may have died in silence. */
  feedLateMs: durationMs(3_000),
  /** After this and up to twice as much what the feed missed is asked about again, if that was answered by an error. */
  missedAgainMs: durationMs(2_000),
  /** A ping unanswered for this long before its socket closed was lost on the way: the other side ended nothing. */
  quietBeforeCloseMs: durationMs(1_000),
  /** A timer that is so late was late because the phone slept: what came meanwhile has not been heard yet. */
  sleptMs: durationMs(1_000),
  /** A connection that lived this long was a good one: the next failure counts as the first. */
  provenAfterMs: durationMs(10_000),
  /** When a connection is replaced before the gateway ends it at two hours; spread, so that phones do not come together. */
  plannedEndMinMs: durationMs(90 * 60_000),
  plannedEndMaxMs: durationMs(110 * 60_000),
  /**
   * It is put off by so much, and up to a crowd's spread more, while a lot is in its climax or a bid is under way; for so
   * long in all: to 118 minutes.
   */
  plannedPutOffMs: durationMs(5_000),
  plannedPutOffMaxMs: durationMs(8 * 60_000),
  /** How long a bid's first sending, or a command, waits for its answer before it is sent again. */
  answerWaitMs: durationMs(3_000),
  /** After this long no write of a sending can land any more: 4 s, half a second of them for the way there. */
  landedAfterMs: durationMs(limits.commitTimeMaxMs + limits.writeInFlightMaxMs + 500),
  /** When a sending answered `unknown` is made again: from this, spread over `unknownSpreadMs`. */
  unknownWaitMs: durationMs(300),
  unknownSpreadMs: durationMs(400),
  /** The same for `busy`, which ends sooner. */
  busyWaitMs: durationMs(200),
  busySpreadMs: durationMs(400),
  /** How long a bid that was given without a connection may still be sent: then its bidder has looked elsewhere. */
  unsentBidMaxMs: durationMs(30_000),
  /** When a bid that a welcome calls `unknown` is sent again. */
  welcomeUnknownWaitMs: durationMs(500),
  /** Between resends that must not be under way together, so that an error can be told to be one bid's. */
  apartMs: durationMs(1_000),
  /** How late a first sending may be for its id still to tell the server when it was. */
  promptSendingMs: durationMs(250),
  /** The largest `attempt` the wire allows. */
  attemptMax: 1_000,
  /** How long after close and grace a missing hammer is asked for at the soonest, and how often from then on. */
  hammerMissingAfterMs: durationMs(2_000),
  hammerAskEveryMs: durationMs(5_000),
  /** Thousands who missed the same hammer ask so many times as fast as they would connect: 1,400 a second. */
  hammerSpreadShare: 4,
  /** The longest timer for a hammer: the server's clock may be known better by then. */
  hammerLookMaxMs: durationMs(60_000),
  /** How old a clock sample may be. */
  clockSampleAgeMaxMs: durationMs(300_000),
  /** How fast a device's clock is taken to drift, in millionths: a bad quartz in the cold does 100. */
  clockDriftPpm: 120,
  /** How far a message's stamp may lie ahead of the clock, and behind it, before a ping asks what time it is. */
  clockBehindMaxMs: durationMs(100),
  clockAheadMaxMs: durationMs(1_500),
  /** How long after a ping another may ask for the time. */
  clockAskEveryMs: durationMs(5_000),
  clockSamplesMax: 16,
  /** How far off the clock may be: a round trip of 350 ms. While it is worse, it is asked for each second, so many times. */
  clockDoubtMaxMs: durationMs(175),
  vaguePings: 10,
  vaguePingEveryMs: durationMs(1_000),
  /** A round trip longer than this says too little about the time. */
  clockRoundTripMaxMs: durationMs(20_000),
  /** How far two samples may contradict each other before the older is taken for a device clock that jumped. */
  clockDisagreeMaxMs: durationMs(250),
  /** Samples that contradict each other by no more may be of two servers; by more and twice, the device's clock was set. */
  clockServersApartMs: durationMs(5),
  /** The most the clock stands still rather than go back; more than this only a wrong device clock explains. */
  clockStandStillMaxMs: durationMs(2_000),
  /** Scheduled lots that a ping asks about: the next by number, and one of the others in turn. */
  pingScheduledMax: 2,
  /** Own bids kept after their answer. */
  settledBidsMax: 1_000,
  /** Signed refusals kept of a drop beyond the page: 90 KB of a browser's 5 MB. */
  keptRefusalsMax: 200,
  /** Pages read of one lot's history: more bids than a lot can take. */
  historyPagesMax: 10_000,
} as const;
