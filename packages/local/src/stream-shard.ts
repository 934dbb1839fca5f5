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
const afterFailureMs = 1_000;

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

  /** True once what comes after the last record read has expired: then the oldest that is left comes next. */
  let isTooLate = false;
  const iterator = async (): Promise<string> => {
    const place =
      lastRead === undefined || isTooLate
        ? { ShardIteratorType: isTooLate ? 'TRIM_HORIZON' : plan.startsAt }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: lastRead };
    const answer = await streams.call('GetShardIterator', {
      StreamArn: streamArn,
      ShardId: shardId,
      ...place,
    });
    return readText(answer.ShardIterator, 'ShardIterator');
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
        isTooLate = false;
        progress.began(lastRead);
        if (plan.patterns.length > 0 && !plan.patterns.some((matches) => matches(record))) done(record);
        else lanes[laneOf(record, lanes.length)]?.push(record);
      }
      next = answer.NextShardIterator;
      if (next === undefined || next === null) break;
      waitMs = records.length > 0 ? askAgainMs.soonest : Math.min(askAgainMs.latest, waitMs + 5);
    } catch (error) {
      if (stopping.aborted) break;
      next = undefined;
      const code = error instanceof AwsFault ? error.code : '';
      if (code === 'TrimmedDataAccessException') {
        // DynamoDB Local also says so, once, of a shard whose first number belongs to no record: a transaction took it, which
        // was cancelled or wrote elsewhere. Then nothing was read yet, and nothing is lost.
        if (lastRead !== undefined)
          options.log(`${plan.name} comes too late for some records: they have expired`);
        isTooLate = true;
        waitMs = askAgainMs.latest;
      } else if (code !== 'ExpiredIteratorException') {
        // A database that is not there: begin again behind the last record read.
        const said = error instanceof Error ? error.message : error;
        options.log(`${plan.name} cannot read ${plan.tableName}: ${said}`);
        waitMs = afterFailureMs;
      }
    }
    await pause(waitMs, stopping);
  }
  while (progress.pending() > 0 && !stopping.aborted) await pause(askAgainMs.latest, stopping);
  await Promise.all(lanes.map((lane) => lane.stopped()));
}
