import type { Act, ActRequests, Requests, Runs } from './act-requests.ts';

const none: Requests = {
  socketMessages: 0,
  phoneMessages: 0,
  httpRequests: 0,
  handshakes: 0,
  lotsReads: 0,
  lotsWrites: 0,
  openLotReads: 0,
  openLotWrites: 0,
  recordsReads: 0,
  recordsWrites: 0,
  connectionsReads: 0,
  connectionsWrites: 0,
  fifoRequests: 0,
  standardRequests: 0,
  bytesOut: 0,
  pageRequests: 0,
  pageBytes: 0,
  looks: 0,
  lookBytes: 0,
  feedOperations: 0,
  feedConnections: 0,
  feedPublications: 0,
  feedDeliveries: 0,
  logLines: 0,
  secretReads: 0,
};

export type RequestsInAll = Requests & { readonly runs: readonly Runs[] };

/** What so many of each act ask for together. */
export function requestsInAll(
  table: Readonly<Record<Act, ActRequests>>,
  counts: Readonly<Record<Act, number>>,
): RequestsInAll {
  const sums: { -readonly [Name in keyof Requests]: number } = { ...none };
  const runs: Runs[] = [];
  for (const act of Object.keys(counts) as Act[]) {
    const count = counts[act];
    const row = table[act];
    for (const name of Object.keys(none) as (keyof Requests)[]) sums[name] += count * (row[name] ?? 0);
    for (const { of, times, ms } of row.runs ?? []) runs.push({ of, times: count * times, ms });
  }
  return { ...sums, runs };
}
