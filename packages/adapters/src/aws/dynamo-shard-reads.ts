import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AudienceStore } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';
import { connectionKeys } from '../connection-keys.ts';
import { readRecord } from './read-record.ts';

/** How many shards an audience has, which is all that a sender of pulses needs of it, on the low-level client. */
export const dynamoShardReads = (
  client: DynamoDBClient,
  tableName: string,
): Pick<AudienceStore, 'readShards'> => ({
  readShards: async (dropId) => {
    const key = connectionKeys.audience(dropId);
    const item = await readRecord(client, tableName, key, "read an audience's shards");
    if (item === undefined) return undefined;
    return {
      shardCount: Number(item.shardCount?.N),
      grownAtMs: epochMs(Number(item.grownAtMs?.N)),
      countBefore: Number(item.countBefore?.N),
    };
  },
});
