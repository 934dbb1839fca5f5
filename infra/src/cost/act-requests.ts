import type { FunctionName } from '../function-names.ts';
import { assumptions } from './assumptions.ts';
import type { DropShape } from './drop-shape.ts';

/** What is asked of the services, counted; reads and writes in DynamoDB's units. */
export type Requests = {
  /** Messages over sockets, both ways. */
  readonly socketMessages: number;
  /** Of those, the ones that phones send. */
  readonly phoneMessages: number;
  readonly httpRequests: number;
  /** Sockets that are opened. */
  readonly handshakes: number;
  readonly lotsReads: number;
  readonly lotsWrites: number;
  /** Of those, the ones of the lot that is open. */
  readonly openLotReads: number;
  readonly openLotWrites: number;
  readonly recordsReads: number;
  readonly recordsWrites: number;
  readonly connectionsReads: number;
  readonly connectionsWrites: number;
  readonly fifoRequests: number;
  readonly standardRequests: number;
  readonly bytesOut: number;
  readonly pageRequests: number;
  readonly pageBytes: number;
  /** Snapshots read at the edge. */
  readonly looks: number;
  readonly lookBytes: number;
  /** AppSync's operations in all; and of them those that its quotas count. */
  readonly feedOperations: number;
  readonly feedConnections: number;
  readonly feedPublications: number;
  readonly feedDeliveries: number;
  /** Lines in the gateways' access logs. */
  readonly logLines: number;
  readonly secretReads: number;
};

/** Runs of a function that are alike. */
export type Runs = { readonly of: FunctionName; readonly times: number; readonly ms: number };

export type ActRequests = Partial<Requests> & { readonly runs?: readonly Runs[] };

/** Everything in a drop that asks for something. */
export type Act =
  | 'visit'
  | 'registration'
  | 'connection'
  | 'clockPing'
  | 'ping'
  | 'renewal'
  | 'look'
  | 'snapshot'
  | 'feedConnection'
  | 'feedReturn'
  | 'feedMinute'
  | 'bid'
  | 'opening'
  | 'hammer'
  | 'calmMessage'
  | 'climaxMessage'
  | 'post'
  | 'minute'
  | 'secretRead';

const { runMs } = assumptions;
const run = (of: keyof typeof runMs, times = 1): Runs => ({ of, times, ms: runMs[of] });
/** Read units of a query: its items together, in steps of 4 KB. */
const readUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / 4_096));
/** Each item of a transaction counts twice. */
const transaction = (items: number): number => 2 * items;

/**
 * The counted request table: what one of each act costs, for a warm function. The part about bids is what
 * `test/contract/counted-requests.test.ts` counts at the SDK's boundary; the rest is read off the use cases.
 * @param pingLots how many lots a ping asks about.
 */
export function actRequests(shape: DropShape, pingLots: number): Readonly<Record<Act, ActRequests>> {
  const { lots, shards, shardViewers } = shape;
  const catalogueBytes = lots * assumptions.catalogueEntryBytes;
  const snapshotBytes = lots * assumptions.publicLotBytes;
  const welcomeLots = Math.min(lots, assumptions.welcomeLotsMax);
  const welcomeBytes = welcomeLots * assumptions.publicLotBytes;
  const onFeed = shape.broadcast === 'events';
  /** The sender's pulses, and later the stream's repair of them: both are billed, one is delivered. */
  const pulses = { fifoRequests: 2 * Math.ceil(shards / 10) };
  /** The history entry and its head; a bid is kept by its id and by its paddle besides. */
  const recorded = transaction(2);
  const recordedBid = transaction(4);
  /** How a worker reaches viewers: it lists the connections that it posts to, or publishes once. */
  const reaching: ActRequests = onFeed
    ? { feedOperations: 1, feedPublications: 1 }
    : { connectionsReads: readUnits(shardViewers * assumptions.connectionItemBytes) };
  /**
   * A worker tells one shard one message: it takes its pulses, reaches the viewers and, where its batch is full or old, reads
   * the newest lot.
   */
  const message = (windowMs: number): ActRequests => ({
    ...reaching,
    lotsReads: 1,
    openLotReads: 1,
    // One receive and one delete.
    fifoRequests: 2,
    runs: [{ of: 'broadcast', times: 1, ms: Math.max(windowMs, assumptions.postSpreadMs) }],
  });

  return {
    /** The page, then the drop and its catalogue. */
    visit: {
      pageRequests: assumptions.pageFiles,
      pageBytes: assumptions.pageBytes,
      httpRequests: 2,
      recordsReads: 1 + 1 + readUnits(catalogueBytes),
      bytesOut: 2 * assumptions.httpAnswerBytes + catalogueBytes,
      logLines: 2,
      runs: [run('http', 2)],
    },
    /** A paddle, asked for with a preflight: the drop and the bidder are read, a number is counted, and both are put. */
    registration: {
      httpRequests: 2,
      recordsReads: 2,
      recordsWrites: 1 + transaction(2),
      bytesOut: 2 * assumptions.httpAnswerBytes,
      logLines: 2,
      runs: [run('http')],
    },
    /** A ticket, with a preflight, the authorizer, `$connect`, a hello, and in the end `$disconnect`. */
    connection: {
      handshakes: 1,
      httpRequests: 2,
      socketMessages: 1 + Math.max(1, Math.ceil(welcomeBytes / 32_768)),
      phoneMessages: 1,
      // Ticket: the drop, the bidder, the paddle. Hello: the drop and the catalogue.
      recordsReads: 3 + 1 + readUnits(catalogueBytes),
      // Ticket: the leases. Authorizer: the shards with their counts, the leases.
      connectionsReads: 1 + readUnits(shards * assumptions.shardCountItemBytes) + 1,
      // Ticket: put. Authorizer: ticket taken, lease put, counted. Hello: connection put, where it is
      // to be posted to. `$disconnect`: all three taken back, there or not.
      connectionsWrites: 1 + 3 + (onFeed ? 0 : 1) + 3,
      // The list of open lots, and the lots.
      lotsReads: 1 + welcomeLots,
      openLotReads: 1,
      bytesOut: 2 * assumptions.httpAnswerBytes + welcomeBytes,
      // Preflight, ticket, `$connect`, hello, `$disconnect`.
      logLines: 5,
      runs: [run('http'), run('authorize'), run('connect'), run('hello'), run('disconnect')],
    },
    /** A ping that asks for the time alone reads nothing. */
    clockPing: {
      socketMessages: 2,
      phoneMessages: 1,
      bytesOut: assumptions.pongBytes,
      logLines: 1,
      runs: [run('ping')],
    },
    /** The list of open lots, and those asked about. The audience is counted once in five seconds, by each instance. */
    ping: {
      socketMessages: 2,
      phoneMessages: 1,
      lotsReads: 1 + pingLots,
      openLotReads: 1,
      bytesOut: assumptions.pongBytes,
      logLines: 1,
      runs: [run('ping')],
    },
    /** A ping that is the first of its minute writes the lease. */
    renewal: { connectionsWrites: 1 },
    /** A snapshot read at the edge, as if it were not compressed. */
    look: { looks: 1, lookBytes: snapshotBytes },
    /** A snapshot read from the HTTP API, by a phone or by the edge: the drop, the catalogue, and all lots. */
    snapshot: {
      httpRequests: 1,
      recordsReads: 1 + readUnits(catalogueBytes),
      lotsReads: lots,
      openLotReads: 1,
      bytesOut: assumptions.httpAnswerBytes + snapshotBytes,
      logLines: 1,
      runs: [run('http')],
    },
    /** To connect to the feed, to subscribe, and then to ask the saleroom once what was missed, of as many lots as a ping may name. */
    feedConnection: {
      ...{ feedOperations: 2, feedConnections: 1 },
      ...{ socketMessages: 2, phoneMessages: 1 },
      lotsReads: 1 + Math.min(lots, assumptions.pingLotsMax),
      openLotReads: 1,
      bytesOut: assumptions.pongBytes,
      logLines: 1,
      runs: [run('ping')],
    },
    /** Whoever looks again subscribes anew, to find out whether the feed is still there. */
    feedReturn: { feedOperations: 1 },
    feedMinute: { feedOperations: assumptions.keepAlivesPerMinute },
    /**
     * Accepted, by a function whose copy of the lot is too old to be bid on without a read, as between people it mostly
     * is; then recorded from the stream.
     */
    bid: {
      ...pulses,
      socketMessages: 2,
      phoneMessages: 1,
      lotsReads: 1,
      openLotReads: 1,
      lotsWrites: 1,
      openLotWrites: 1,
      // The shard count, for the pulse and for its repair.
      connectionsReads: 2,
      recordsWrites: recordedBid,
      bytesOut: assumptions.bidAnswerBytes,
      logLines: 1,
      runs: [run('bid'), run('record')],
    },
    /** The auctioneer's command: the lot and the drop's list in one transaction, and the index of open lots. */
    opening: {
      ...pulses,
      socketMessages: 2,
      phoneMessages: 1,
      // The lot, the list, and the lot that was open before.
      lotsReads: 3,
      openLotReads: 1,
      lotsWrites: transaction(2) + 1,
      openLotWrites: 2,
      // The drop and the lot's rules.
      recordsReads: 2,
      connectionsReads: 2,
      recordsWrites: recorded,
      standardRequests: 1,
      bytesOut: assumptions.bidAnswerBytes,
      logLines: 1,
      runs: [run('lot'), run('record')],
    },
    /** A closer brings it down, others find nothing to do; it is recorded and settled. */
    hammer: {
      ...pulses,
      // Each closer looks when it wakes; an early one again at the instant.
      lotsReads: 3 * assumptions.nudgePairsPerLot,
      openLotReads: 3 * assumptions.nudgePairsPerLot,
      lotsWrites: 2,
      openLotWrites: 1,
      connectionsReads: 2,
      recordsReads: 1,
      recordsWrites: recorded + transaction(1 + 2 * assumptions.transfersPerLot),
      // Receive and delete of each nudge, and the sending of each successor.
      standardRequests: 4 * assumptions.nudgePairsPerLot + 2 * (assumptions.nudgePairsPerLot - 1),
      runs: [
        { of: 'close', times: assumptions.nudgePairsPerLot, ms: assumptions.closerWaitMs },
        run('close', assumptions.nudgePairsPerLot),
        run('record'),
        run('settle'),
      ],
    },
    calmMessage: message(assumptions.windowMs),
    climaxMessage: message(assumptions.climaxWindowMs),
    /** A message to one viewer. */
    post: onFeed
      ? { feedOperations: 1, feedDeliveries: 1, bytesOut: assumptions.eventBytes }
      : { socketMessages: 1, bytesOut: assumptions.lotsMessageBytes },
    /** What goes on by itself: the sweep reads the index of open lots, four places of it; both queues are polled. */
    minute: {
      lotsReads: 4 * 0.5,
      // A shard that is posted to is recounted.
      connectionsWrites: onFeed ? 0 : shards * assumptions.recountsPerMinute,
      fifoRequests: assumptions.emptyReceivesPerMinute,
      standardRequests: assumptions.emptyReceivesPerMinute,
      runs: [run('sweep')],
    },
    secretRead: { secretReads: 1 },
  };
}
