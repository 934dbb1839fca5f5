import type { Lot } from '@gaveldrop/bidding';
import type { Agreements } from './agreements.ts';
import type { HistoryEntry, HistoryStore } from './ports/history-store.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Publisher } from './publisher.ts';

export type RecordPorts = {
  readonly metrics: Metrics;
  readonly history: Pick<HistoryStore, 'append' | 'park'>;
  readonly agreements: Agreements;
  readonly publisher: Publisher;
};

/** One committed change as the stream tells it: the lot before and after. */
export type CommittedChange = { readonly before: Lot | undefined; readonly after: Lot };

/** The history entry of a change: the events that the lot carries, chained to what the lot was before. [L3] */
export const historyEntry = ({ before, after: lot }: CommittedChange): HistoryEntry => ({
  lotId: lot.lotId,
  dropId: lot.dropId,
  lotNumber: lot.number,
  sequence: lot.sequence,
  committedAtMs: lot.committedAtMs,
  ...(before === undefined ? {} : { previousHash: before.chainHead }),
  events: lot.events,
});

/**
 * Writes one committed change into the history and repairs the broadcast of it. [L3] [L4]
 *
 * The repair pulse is the bid's own pulse again, so the queue drops it unless the first was lost. A change whose
 * predecessor is missing is parked whole, so that one bad record holds back only its own lot.
 * @throws a `Fault` when the world fails; the stream then delivers the change again, and again, in order.
 */
export async function recordChange(ports: RecordPorts, change: CommittedChange): Promise<void> {
  const { before, after } = change;
  const agreement = await ports.agreements.of(after.rulesId);
  // Neither waits for the other to work: a queue that is down holds up no history, nor the other way round.
  const repaired = ports.publisher.repair(before, after, agreement).then(
    () => undefined,
    (thrown: unknown) => ({ thrown }),
  );
  const appended = await ports.history.append(historyEntry(change));
  if (appended === 'gap')
    await parkChange(ports, after, JSON.stringify(change), 'the change before it is not in the history');
  const failed = await repaired;
  if (failed !== undefined) throw failed.thrown;
}

/** Keeps a stream record that cannot be handled, whole, under its lot, and rings the alarm. */
export async function parkChange(
  ports: Pick<RecordPorts, 'metrics' | 'history'>,
  { lotId, sequence }: Pick<Lot, 'lotId' | 'sequence'>,
  record: string,
  why: string,
): Promise<void> {
  ports.metrics.count('recordParked');
  await ports.history.park(lotId, sequence, record, why);
}
