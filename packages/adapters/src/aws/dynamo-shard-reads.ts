import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { AudienceStore } from '@gaveldrop/saleroom';
import { epochMs, limits } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { connectionKeys } from '../connection-keys.ts';
import { readAgain } from './try-again.ts';

/** How long each reading may take, and the waits before it is tried again. */
export type ShardPatience = { readonly timeoutMs: number; readonly waitsMs: readonly number[] };

/** In a bid's way: once, for no longer than its answer waits for the pulse, since the stream repairs one that was not sent. */
export const shardReadInABidsWay: ShardPatience = { timeoutMs: limits.pulseTimeoutMs, waitsMs: [] };
/** Where a repair depends on it. */
export const patientShardRead: ShardPatience = {
  timeoutMs: adapterLimits.quickTimeoutMs,
  waitsMs: adapterLimits.quickWaitsMs,
};

/** How many shards an audience has, which is all that a sender of pulses needs of it, on the low-level client. */
export const dynamoShardReads = (
  client: DynamoDBClient,
  tableName: string,
  { timeoutMs, waitsMs }: ShardPatience,
): Pick<AudienceStore, 'readShards'> => ({
  readShards: async (dropId) => {
    const { pk, sk } = connectionKeys.audience(dropId);
    const request = { TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true };
    const { Item: item } = await readAgain("read an audience's shards", waitsMs, () =>
      client.send(new GetItemCommand(request), { abortSignal: AbortSignal.timeout(timeoutMs) }),
    );
    if (item === undefined) return undefined;
    return {
      shardCount: Number(item.shardCount?.N),
      grownAtMs: epochMs(Number(item.grownAtMs?.N)),
      countBefore: Number(item.countBefore?.N),
    };
  },
});
