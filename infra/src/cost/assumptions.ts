import type { FunctionName } from '../function-names.ts';

/**
 * What the estimate takes for granted, where neither the inputs nor the stack say it. Where it is in doubt it is chosen so
 * that a drop costs rather less than estimated.
 */
export const assumptions = {
  /** From the opening of a lot to that of the next. */
  lotMinutes: 2,
  /** Of each lot, its climax with the extensions that bids in it bring. */
  climaxSeconds: 20,
  /** The share of a lot's bids that come in its climax. */
  climaxShareOfBids: 0.5,
  /** Conflation: a shard is sent at most one message in each window. */
  windowMs: 250,
  climaxWindowMs: 100,
  /** Connections that a shard is meant for, and the most shards there are. */
  shardViewersMax: 250,
  shardsMax: 64,
  /** How often a phone loses its connection or is put away, and comes back. */
  reconnectEveryMinutes: 30,
  /** In which all viewers arrive. */
  arrivalMinutes: 5,
  /** Snapshots that a page reads at the edge when it is opened: one until its connection is begun, and one then. */
  looksPerVisit: 2,
  /** How often somebody looks at the page again after putting it away, whether or not its connection is still there. */
  returnEveryMinutes: 10,
  /**
   * Snapshots read at each return: one at the edge at once, and, when it is this phone's turn, a fresh one from the HTTP API. Those
   * whose connection is still there by then need none; in a small drop whoever lost it may read some more.
   */
  freshPerReturn: 1,
  looksPerReturn: 1,
  /** Places at the edge that viewers ask; each fetches a snapshot that is asked for there once a second at the most. */
  edges: 20,
  edgeKeepsS: 1,
  /** Pings in the first second of a connection, to set the phone's clock: they ask for the time alone. */
  firstPings: 3,
  /** Lots yet to come that any other ping asks about, besides those that are open. Both are the client's, as a test holds. */
  pingScheduledMax: 2,
  /** These four are limits of `units`, as those of conflation and of shards are; a test holds them to be. */
  pingEveryS: 25,
  pingLotsMax: 25,
  leaseRenewEveryS: 60,
  welcomeLotsMax: 100,
  /** A message to viewers with one open lot: 530 bytes, and what the frame and TLS add. */
  lotsMessageBytes: 600,
  /** The same as an event, in which it is a text within JSON: 630 bytes. */
  eventBytes: 700,
  /** Any other answer over a socket: a pong is 133 bytes, the answer to a bid 700, with a signature 900. */
  pongBytes: 200,
  bidAnswerBytes: 1_000,
  /** A lot in a welcome. */
  publicLotBytes: 500,
  /** An answer over HTTP besides the catalogue: its head, mostly. */
  httpAnswerBytes: 1_000,
  /** A catalogue entry, kept and sent. */
  catalogueEntryBytes: 700,
  /** A connection as it is kept, and the count of a shard, measured as DynamoDB measures. */
  connectionItemBytes: 100,
  shardCountItemBytes: 80,
  /** AppSync says every minute that it is there; that this is no operation is written nowhere, so it is one. */
  keepAlivesPerMinute: 1,
  /** Posts to a shard in the first second of a minute, each of which recounts it. */
  recountsPerMinute: 3,
  /** Files of the bidder's page and its configuration, and their bytes compressed. */
  pageFiles: 10,
  pageBytes: 55_000,
  /** Transfers that settle a lot: one of each kind. */
  transfersPerLot: 7,
  /** Early nudges of a lot, and as many late ones: bids that move the close make them send their successors. */
  nudgePairsPerLot: 3,
  /** How long an early closer waits for its instant. */
  closerWaitMs: 5_000,
  /** Lambda polls a queue over five connections, each for up to 20 s. */
  emptyReceivesPerMinute: 15,
  /** What Lambda itself writes of a run (its start and its report, as JSON), and a line of the gateways' access logs. */
  logBytesPerRun: 600,
  logBytesPerLine: 300,
  /** Functions that start during a drop and read the saleroom's secret. */
  secretReads: 50,
  /** The time until a shard of 250 has been posted to; a worker takes as long, or its window if that is longer. */
  postSpreadMs: 100,
  /**
   * How long a warm run takes: 5 to 10 ms for each read and 10 to 20 ms for each write that it waits for, and its own work.
   * That of `broadcast` and of a waiting closer are above.
   */
  runMs: {
    authorize: 35,
    connect: 2,
    disconnect: 20,
    hello: 40,
    ping: 20,
    bid: 45,
    lot: 60,
    unknown: 2,
    record: 50,
    settle: 60,
    close: 50,
    sweep: 50,
    http: 30,
  } satisfies Record<Exclude<FunctionName, 'broadcast'>, number>,
} as const;
