import { createHash } from 'node:crypto';
import { AwsFault, type AwsJsonCall } from './aws-json-call.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { InvocationResult } from './function-instance.ts';
import { pause } from './pause.ts';
import type { StreamSourcePlan } from './read-event-sources.ts';
import { createShardProgress } from './shard-progress.ts';
import { createStreamLane } from './stream-lane.ts';
import { keyOf, type StreamRecord, sequenceNumberOf, streamRecord } from './stream-record.ts';
import { readText } from './template-properties.ts';

export type StreamShardOptions = {
  readonly plan: StreamSourcePlan;
  readonly streams: AwsJsonCall;
  readonly streamArn: string;
  readonly shardId: string;
  readonly invoke: (event: object) => Promise<InvocationResult>;
  readonly checkpoints: Checkpoints;
  readonly log: (line: string) => void;
  readonly stopping: AbortSignal;
};

/** Asked again this soon after records came, and ever less often while none do. AWS asks four times a second. */
const askAgainMs = { soonest: 20, latest: 100 } as const;
/** Records read and not done; with more the shard is not read further. */
const pendingMax = 10_000;
const recordsAtOnceMax = 1_000;

const laneOf = (record: StreamRecord, lanes: number): number =>
  lanes === 1 ? 0 : createHash('md5').update(keyOf(record)).digest().readUInt32BE(0) % lanes;

/**
 * Reads one shard from its checkpoint and hands its records to lanes. Settles when the shard has ended and all of it
 * is done (its children may be read then), or when it is told to stop.
 */
export async function readStreamShard(options: StreamShardOptions): Promise<void> {
  const { plan, streams, streamArn, shardId, checkpoints, stopping } = options;
  const progress = createShardProgress();
  let lastRead = checkpoints.read(plan.name, shardId);

  const done = (record: StreamRecord): void => {
    const passed = progress.done(sequenceNumberOf(record));
    if (passed !== undefined) checkpoints.write(plan.name, shardId, passed);
  };
  const lanes = Array.from({ length: plan.parallelization }, () =>
    createStreamLane({
      rules: plan,
      invoke: options.invoke,
      done,
      givenUp: (record, why) =>
        options.log(`gave up a record of ${plan.tableName}, ${why}: ${JSON.stringify(record)}`),
      stopping,
    }),
  );

  const iterator = async (): Promise<string> => {
    const from =
      lastRead === undefined
        ? { ShardIteratorType: plan.startsAt }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: lastRead };
    const at = { StreamArn: streamArn, ShardId: shardId };
    try {
      return readText(
        (await streams.call('GetShardIterator', { ...at, ...from })).ShardIterator,
        'ShardIterator',
      );
    } catch (error) {
      if (!(error instanceof AwsFault) || error.code !== 'TrimmedDataAccessException') throw error;
      options.log(`${plan.name} comes too late for some records of ${plan.tableName}: they have expired`);
      const oldest = await streams.call('GetShardIterator', { ...at, ShardIteratorType: 'TRIM_HORIZON' });
      return readText(oldest.ShardIterator, 'ShardIterator');
    }
  };

  let next: unknown;
  let waitMs: number = askAgainMs.soonest;
  while (!stopping.aborted) {
    if (progress.pending() >= pendingMax) {
      await pause(askAgainMs.latest, stopping);
      continue;
    }
    try {
      next ??= await iterator();
      const answer = await streams.call(
        'GetRecords',
        { ShardIterator: next, Limit: recordsAtOnceMax },
        stopping,
      );
      const records = Array.isArray(answer.Records) ? answer.Records : [];
      for (const one of records) {
        const record = streamRecord(one, streamArn);
        lastRead = sequenceNumberOf(record);
        progress.began(lastRead);
        if (plan.patterns.length > 0 && !plan.patterns.some((matches) => matches(record))) done(record);
        else lanes[laneOf(record, lanes.length)]?.push(record);
      }
      next = answer.NextShardIterator;
      if (next === undefined || next === null) break;
      waitMs = records.length > 0 ? askAgainMs.soonest : Math.min(askAgainMs.latest, waitMs + 5);
    } catch (error) {
      if (stopping.aborted) break;
      // An iterator that has expired, or a database that is not there: begin again behind the last record read.
      next = undefined;
      waitMs = askAgainMs.latest;
      if (!(error instanceof AwsFault) || error.code !== 'ExpiredIteratorException') {
        options.log(
          `${plan.name} cannot read ${plan.tableName}: ${error instanceof Error ? error.message : error}`,
        );
        await pause(1_000, stopping);
      }
    }
    await pause(waitMs, stopping);
  }
  while (progress.pending() > 0 && !stopping.aborted) await pause(askAgainMs.latest, stopping);
  await Promise.all(lanes.map((lane) => lane.stopped()));
}
