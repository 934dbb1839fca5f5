import type { AwsJsonCall } from './aws-json-call.ts';
import type { Checkpoints } from './checkpoints.ts';
import { streamArnOf } from './create-tables.ts';
import type { InvocationResult } from './function-instance.ts';
import { pause } from './pause.ts';
import type { StreamSourcePlan } from './read-event-sources.ts';
import { readStreamShard } from './stream-shard.ts';
import { isRecord } from './template-properties.ts';

export type StreamPoller = { readonly stop: () => Promise<void> };

export type StreamPollerOptions = {
  readonly plan: StreamSourcePlan;
  readonly database: AwsJsonCall;
  readonly streams: AwsJsonCall;
  readonly invoke: (event: object) => Promise<InvocationResult>;
  readonly checkpoints: Checkpoints;
  readonly log: (line: string) => void;
};

type Shard = { readonly shardId: string; readonly parentShardId: string | undefined };

/** How often to look for new shards; a stream of DynamoDB Local gets one every few hours. */
const shardsAgainMs = 2_000;

/** An event source mapping of a table's stream: every shard from its checkpoint, a shard's children after it. */
export function startStreamPoller(options: StreamPollerOptions): StreamPoller {
  const { plan, database, streams, log } = options;
  const stopped = new AbortController();
  const stopping = stopped.signal;
  const reading = new Map<string, Promise<void>>();
  const finished = new Set<string>();

  const listShards = async (streamArn: string): Promise<readonly Shard[]> => {
    const shards: Shard[] = [];
    let after: unknown;
    do {
      const { StreamDescription } = await streams.call('DescribeStream', {
        StreamArn: streamArn,
        ...(after === undefined ? {} : { ExclusiveStartShardId: after }),
      });
      const description = isRecord(StreamDescription) ? StreamDescription : {};
      for (const shard of Array.isArray(description.Shards) ? description.Shards : []) {
        const parent = shard.ParentShardId;
        shards.push({
          shardId: String(shard.ShardId),
          parentShardId: parent === undefined ? undefined : String(parent),
        });
      }
      after = description.LastEvaluatedShardId;
    } while (after !== undefined && after !== null);
    return shards;
  };

  const run = async (): Promise<void> => {
    let streamArn: string | undefined;
    while (!stopping.aborted) {
      try {
        streamArn ??= await streamArnOf(database, plan.tableName);
        const arn = streamArn;
        const shards = await listShards(arn);
        const listed = new Set(shards.map(({ shardId }) => shardId));
        for (const { shardId, parentShardId } of shards) {
          const waitsForParent =
            parentShardId !== undefined && listed.has(parentShardId) && !finished.has(parentShardId);
          if (reading.has(shardId) || waitsForParent) continue;
          const read = readStreamShard({ ...options, streamArn: arn, shardId, stopping }).then(() => {
            finished.add(shardId);
          });
          reading.set(shardId, read);
        }
      } catch (error) {
        if (!stopping.aborted)
          log(`${plan.name} cannot find its shards: ${error instanceof Error ? error.message : error}`);
      }
      await pause(shardsAgainMs, stopping);
    }
    await Promise.all(reading.values());
  };

  const running = run();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
}
