import { failedItems } from './failed-items.ts';
import type { InvocationResult } from './function-instance.ts';
import { pause } from './pause.ts';
import { changedAtMs, type StreamRecord, sequenceNumberOf } from './stream-record.ts';

/** How an event source deals with what fails; the same names as in the plan. */
export type LaneRules = {
  readonly batchSize: number;
  readonly bisects: boolean;
  readonly reportsItemFailures: boolean;
  readonly retryAttemptsMax: number | undefined;
  readonly recordAgeMaxMs: number | undefined;
};

export type LaneOptions = {
  readonly rules: LaneRules;
  readonly invoke: (event: object) => Promise<InvocationResult>;
  /** Told of each record that is done with, handled or given up, in the lane's order. */
  readonly done: (record: StreamRecord) => void;
  readonly givenUp: (record: StreamRecord, why: string) => void;
  readonly stopping: AbortSignal;
};

export type StreamLane = {
  readonly push: (record: StreamRecord) => void;
  /** Settles when the lane stands still after `stopping`. */
  readonly stopped: () => Promise<void>;
};

/** Waits before the next try: 50 ms, doubled each time, at most this. */
const backoffMaxMs = 1_000;
const backoffMs = (failures: number): number => Math.min(backoffMaxMs, 50 * 2 ** Math.min(failures - 1, 10));

/**
 * One of the lanes that a shard's records are spread over by their key. A lane hands on its records in order and goes
 * nowhere until the first of them is handled, so a failing item holds back its lane and nothing else.
 */
export function createStreamLane({ rules, invoke, done, givenUp, stopping }: LaneOptions): StreamLane {
  const records: StreamRecord[] = [];
  let running: Promise<void> | undefined;

  const finish = (count: number): void => {
    for (const record of records.splice(0, count)) done(record);
  };

  const tooOld = (record: StreamRecord): boolean =>
    rules.recordAgeMaxMs !== undefined && Date.now() - changedAtMs(record) > rules.recordAgeMaxMs;

  /** How many of the batch's first records are handled; fewer than all means that the next one failed. */
  const handled = (batch: readonly StreamRecord[], result: InvocationResult): number => {
    if (!result.ok) return 0;
    if (!rules.reportsItemFailures) return batch.length;
    const failed = failedItems(result.result);
    if (failed === undefined) return 0;
    // Lambda goes on from the first failed record, whatever comes after it.
    const first = batch.findIndex((record) => failed.includes(sequenceNumberOf(record)));
    return first >= 0 ? first : failed.length === 0 ? batch.length : 0;
  };

  const run = async (): Promise<void> => {
    let batchSize = rules.batchSize;
    let failures = 0;
    while (records.length > 0 && !stopping.aborted) {
      const [next] = records;
      if (next !== undefined && tooOld(next)) {
        givenUp(next, 'it is too old');
        finish(1);
        continue;
      }
      const batch = records.slice(0, batchSize);
      const result = await invoke({ Records: batch });
      // What was going on while the saleroom stopped is not known to be done: it comes again.
      if (stopping.aborted && !result.ok) return;
      const count = handled(batch, result);
      finish(count);
      if (count === batch.length) {
        batchSize = rules.batchSize;
        failures = 0;
        continue;
      }
      if (count > 0) failures = 0;
      failures += 1;
      if (rules.bisects && batch.length > 1 && count === 0) {
        // A smaller batch finds the record that fails; it does not count as another try of it.
        batchSize = Math.ceil(batch.length / 2);
      } else if (rules.retryAttemptsMax !== undefined && failures > rules.retryAttemptsMax) {
        for (const record of batch.slice(count)) givenUp(record, `it failed ${failures} times`);
        finish(batch.length - count);
        failures = 0;
        continue;
      }
      await pause(backoffMs(failures), stopping);
    }
  };

  const start = (): void => {
    running ??= run().finally(() => {
      running = undefined;
      if (records.length > 0 && !stopping.aborted) start();
    });
  };

  return {
    push: (record) => {
      records.push(record);
      start();
    },
    stopped: async () => {
      await running;
    },
  };
}
