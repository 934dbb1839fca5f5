import { describe, expect, test } from 'vitest';
import type { InvocationResult } from '../../../packages/local/src/function-instance.ts';
import { createShardProgress } from '../../../packages/local/src/shard-progress.ts';
import { createStreamLane, type LaneRules } from '../../../packages/local/src/stream-lane.ts';
import { type StreamRecord, sequenceNumberOf } from '../../../packages/local/src/stream-record.ts';

const record = (sequenceNumber: string): StreamRecord => ({
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber: sequenceNumber, Keys: { lotId: { S: 'lot' } } },
});

const patient: LaneRules = {
  batchSize: 4,
  bisects: true,
  reportsItemFailures: true,
  retryAttemptsMax: undefined,
  recordAgeMaxMs: undefined,
};

const fine: InvocationResult = { ok: true, result: null };
const broken: InvocationResult = { ok: false, error: { errorType: 'Error', errorMessage: 'no' } };
const failedFrom = (itemIdentifier: string): InvocationResult => ({
  ok: true,
  result: { batchItemFailures: [{ itemIdentifier }] },
});

/** Runs records through a lane whose function answers as told, and returns the batches it was given. */
async function batchesOf(
  rules: LaneRules,
  numbers: readonly string[],
  answer: (batch: readonly string[], call: number) => InvocationResult,
): Promise<{ batches: string[]; done: string[]; givenUp: string[] }> {
  const batches: string[] = [];
  const done: string[] = [];
  const givenUp: string[] = [];
  await new Promise<void>((resolve) => {
    const lane = createStreamLane({
      rules,
      stopping: new AbortController().signal,
      invoke: async (event) => {
        const batch = (event as { Records: StreamRecord[] }).Records.map(sequenceNumberOf);
        batches.push(batch.join(' '));
        return answer(batch, batches.length);
      },
      done: (one) => {
        done.push(sequenceNumberOf(one));
        if (done.length === numbers.length) resolve();
      },
      givenUp: (one) => givenUp.push(sequenceNumberOf(one)),
    });
    for (const number of numbers) lane.push(record(number));
  });
  return { batches, done, givenUp };
}

describe('[local] a lane of a stream', () => {
  test('hands its records on in order, in batches, the first with what was there first', async () => {
    const { batches, done } = await batchesOf(patient, ['1', '2', '3', '4', '5', '6'], () => fine);
    expect(batches).toEqual(['1', '2 3 4 5', '6']);
    expect(done).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('goes on from the first item that is reported as failed, and nothing behind it is done before', async () => {
    const { batches, done } = await batchesOf(patient, ['1', '2', '3', '4'], (_, call) =>
      call === 2 ? failedFrom('3') : fine,
    );
    expect(batches).toEqual(['1', '2 3 4', '3 4']);
    expect(done).toEqual(['1', '2', '3', '4']);
  });

  test('halves a batch that fails as a whole, and never gives up the record that keeps failing', async () => {
    let failures = 0;
    const { batches, givenUp } = await batchesOf(patient, ['1', '2', '3', '4'], (batch) => {
      if (!batch.includes('3') || failures === 4) return fine;
      failures += 1;
      return broken;
    });
    expect(batches).toEqual(['1', '2 3 4', '2 3', '2', '3 4', '3', '3', '4']);
    expect(givenUp).toEqual([]);
  });

  test('an answer that cannot be read fails the whole batch', async () => {
    const { batches } = await batchesOf({ ...patient, bisects: false }, ['1', '2'], (_, call) =>
      call === 1 ? { ok: true, result: { batchItemFailures: [{ itemIdentifier: '' }] } } : fine,
    );
    expect(batches).toEqual(['1', '1 2']);
  });

  test('with a number of attempts it gives up after them and goes on', async () => {
    const rules = { ...patient, bisects: false, batchSize: 1, retryAttemptsMax: 1 };
    const { batches, givenUp } = await batchesOf(rules, ['1', '2'], ([first]) =>
      first === '1' ? broken : fine,
    );
    expect(batches).toEqual(['1', '1', '2']);
    expect(givenUp).toEqual(['1']);
  });
});

test('[local] the checkpoint of a shard never passes a record that is not done', () => {
  const progress = createShardProgress();
  for (const number of ['10', '11', '12']) progress.began(number);
  expect(progress.done('11')).toBeUndefined();
  expect(progress.pending()).toBe(3);
  expect(progress.done('10')).toBe('11');
  expect(progress.done('12')).toBe('12');
  expect(progress.pending()).toBe(0);
});
