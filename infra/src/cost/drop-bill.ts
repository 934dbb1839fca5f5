import type { BroadcastWay } from '@gaveldrop/adapters/names';
import { functionMemoryMb } from '../function-memory.ts';
import { actsOfDrop } from './act-counts.ts';
import { actRequests, type Runs } from './act-requests.ts';
import { assumptions } from './assumptions.ts';
import type { DropShape } from './drop-shape.ts';
import { type PriceName, priceList, type Service } from './price-list.ts';
import { type RequestsInAll, requestsInAll } from './requests-in-all.ts';

export type BillLine = {
  readonly service: Service;
  readonly what: string;
  /** In the price's own units, not rounded. */
  readonly quantity: number;
  /** Rounded to a hundredth of a cent, so that lines add up to the sums as they are shown. */
  readonly dollars: number;
};

export const roundedDollars = (dollars: number): number => Math.round(dollars * 10_000) / 10_000;

function billLine(price: PriceName, what: string, quantity: number): BillLine {
  const { service, dollars, per } = priceList[price];
  return { service, what, quantity, dollars: roundedDollars((quantity / per) * dollars) };
}

export const sumOfLines = (lines: readonly BillLine[]): number =>
  roundedDollars(lines.reduce((sum, { dollars }) => sum + dollars, 0));

const timesOf = (runs: readonly Runs[]): number => runs.reduce((sum, { times }) => sum + times, 0);
const gbSecondsOf = (runs: readonly Runs[]): number =>
  runs.reduce((sum, { of, times, ms }) => sum + (times * ms * functionMemoryMb[of]) / 1_000 / 1_024, 0);

/** The lots that a ping asks about, in the mean over a drop in which one lot after another becomes final. */
const meanPingLots = (lots: number): number => {
  const asked = Array.from(
    { length: lots },
    (_, final) => 1 + Math.min(lots - final - 1, assumptions.pingScheduledMax),
  );
  return asked.reduce((sum, named) => sum + named, 0) / lots;
};

const gigabytes = (bytes: number): number => bytes / 1_000_000_000;
const logBytes = ({ runs, logLines }: RequestsInAll): number =>
  timesOf(runs) * assumptions.logBytesPerRun + logLines * assumptions.logBytesPerLine;

/** What a drop asks for in all. */
export const requestsOfDrop = (shape: DropShape): RequestsInAll =>
  requestsInAll(actRequests(shape, meanPingLots(shape.lots)), actsOfDrop(shape));

const socketMinutes = ({ viewers, minutes }: DropShape): BillLine =>
  billLine('socketMinutes', 'connection minutes', viewers * minutes);

/** What goes over sockets, by how viewers are told. Every phone keeps its socket to the saleroom in either way. */
const linesOfSockets: Readonly<
  Record<BroadcastWay, (shape: DropShape, all: RequestsInAll) => readonly BillLine[]>
> = {
  connections: (shape, all) => {
    const posts = actsOfDrop(shape).post;
    return [
      billLine('socketMessages', 'posts to viewers', posts),
      billLine('socketMessages', 'all other messages, both ways', all.socketMessages - posts),
      socketMinutes(shape),
    ];
  },
  events: (shape, all) => [
    billLine('socketMessages', 'messages, both ways', all.socketMessages),
    socketMinutes(shape),
    billLine('eventOperations', 'deliveries to viewers', all.feedDeliveries),
    billLine('eventOperations', 'all other operations', all.feedOperations - all.feedDeliveries),
    billLine('eventMinutes', 'connection minutes', shape.viewers * shape.minutes),
  ],
};

/** Every line of a drop's bill. */
export function dropBill(shape: DropShape): readonly BillLine[] {
  const all = requestsOfDrop(shape);
  const broadcasts = all.runs.filter(({ of }) => of === 'broadcast');
  const others = all.runs.filter(({ of }) => of !== 'broadcast');
  return [
    ...linesOfSockets[shape.broadcast](shape, all),
    billLine('httpRequests', 'requests', all.httpRequests),
    billLine('lambdaRuns', 'runs', timesOf(all.runs)),
    billLine('lambdaGbSeconds', 'GB-seconds of posting', gbSecondsOf(broadcasts)),
    billLine('lambdaGbSeconds', 'GB-seconds of all else', gbSecondsOf(others)),
    billLine('tableWrites', 'writes of Lots', all.lotsWrites),
    billLine('tableReads', 'reads of Lots', all.lotsReads),
    billLine('tableWrites', 'writes of Records', all.recordsWrites),
    billLine('tableReads', 'reads of Records', all.recordsReads),
    billLine('tableWrites', 'writes of Connections', all.connectionsWrites),
    billLine('tableReads', 'reads of Connections', all.connectionsReads),
    billLine('fifoRequests', 'requests to the pulse queue', all.fifoRequests),
    billLine('standardRequests', 'requests to the nudge queue', all.standardRequests),
    billLine('gbOut', 'GB out of the gateways', gigabytes(all.bytesOut)),
    billLine('pageGb', 'GB of pages', gigabytes(all.pageBytes)),
    billLine('pageRequests', 'requests for pages', all.pageRequests),
    billLine('pageGb', 'GB of snapshots', gigabytes(all.lookBytes)),
    billLine('pageRequests', 'requests for snapshots', all.looks),
    billLine('logGb', 'GB of logs', gigabytes(logBytes(all))),
    billLine('secretReads', 'readings of the secret', all.secretReads),
  ];
}
