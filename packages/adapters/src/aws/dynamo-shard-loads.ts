import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AudienceStore } from '@gaveldrop/saleroom';
import { type EpochMs, epochMs } from '@gaveldrop/units';
import { audiencePartition, connectionKeys, shardCountPrefix } from '../connection-keys.ts';
import { tableKeys } from '../names.ts';
import { documentDynamo } from './document-dynamo.ts';
import { queryAll } from './query-all.ts';
import { writeOnce } from './try-again.ts';

/** What the partition of an audience holds: the audience and the count of each shard. */
type Kept = {
  readonly sk: string;
  readonly shardCount?: number;
  readonly grownAtMs?: number;
  readonly countBefore?: number;
  readonly connected?: number;
};

const expiryName = tableKeys.connections.expiresAtS;
const expiryS = (expiresAtMs: EpochMs): number => Math.ceil(expiresAtMs / 1_000);

/** Whether the write was made; false when its condition did not hold. */
async function written(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'ConditionalCheckFailedException') return false;
    throw thrown;
  }
}

/** How full an audience's shards are, and their growth. Each shard has an item of its own, so that no write of one waits for another's. */
export function dynamoShardLoads(
  client: DynamoDBClient,
  tableName: string,
): Pick<AudienceStore, 'readShardLoads' | 'growShards' | 'countIn' | 'countOut' | 'recount'> {
  const documents = documentDynamo(client);
  const update = (request: Omit<UpdateCommandInput, 'TableName'>) =>
    documents.send(new UpdateCommand({ TableName: tableName, ...request }));

  return {
    readShardLoads: async (dropId) => {
      const kept = await queryAll<Kept>(documents, "read an audience's shards", {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': audiencePartition(dropId) },
        ConsistentRead: true,
      });
      const audience = kept.find(({ sk }) => sk === connectionKeys.audience(dropId).sk);
      if (audience === undefined) return undefined;
      const { shardCount = 0, grownAtMs = 0, countBefore = 0 } = audience;
      const connected = Array.from({ length: shardCount }, () => 0);
      for (const { sk, connected: count = 0 } of kept)
        if (sk.startsWith(shardCountPrefix))
          connected[Number(sk.slice(shardCountPrefix.length))] = Math.max(0, count);
      return { shardCount, grownAtMs: epochMs(grownAtMs), countBefore, connected };
    },
    growShards: (dropId, from, to, nowMs) =>
      written(
        writeOnce("grow an audience's shards", () =>
          update({
            Key: connectionKeys.audience(dropId),
            UpdateExpression: 'SET shardCount = :to, grownAtMs = :now, countBefore = :from',
            ConditionExpression: 'shardCount = :from',
            ExpressionAttributeValues: { ':to': to, ':now': nowMs, ':from': from },
          }),
        ),
      ),
    countIn: async (dropId, shard, expiresAtMs) => {
      await writeOnce('count a connection', () =>
        update({
          Key: connectionKeys.shardCount(dropId, shard),
          UpdateExpression: 'ADD connected :one SET #expiry = :tidy',
          ExpressionAttributeNames: { '#expiry': expiryName },
          ExpressionAttributeValues: { ':one': 1, ':tidy': expiryS(expiresAtMs) },
        }),
      );
    },
    countOut: async (dropId, shard) => {
      await written(
        writeOnce('count a connection out', () =>
          update({
            Key: connectionKeys.shardCount(dropId, shard),
            UpdateExpression: 'ADD connected :less',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeValues: { ':less': -1 },
          }),
        ),
      );
    },
    recount: async (dropId, shard, connections, expiresAtMs) => {
      await writeOnce('recount a shard', () =>
        update({
          Key: connectionKeys.shardCount(dropId, shard),
          UpdateExpression: 'SET connected = :found, #expiry = :tidy',
          ExpressionAttributeNames: { '#expiry': expiryName },
          ExpressionAttributeValues: { ':found': connections, ':tidy': expiryS(expiresAtMs) },
        }),
      );
    },
  };
}
