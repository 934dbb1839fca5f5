import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AcceptedBid, HistoryStore } from '@gaveldrop/saleroom';
import { sequence } from '@gaveldrop/units';
import { recordKeys } from '../record-keys.ts';
import { readRecord } from './read-record.ts';

/** What a bid may have to ask of the history, on the low-level client. [B10] */
export const dynamoHistoryReads = (
  client: DynamoDBClient,
  tableName: string,
): Pick<HistoryStore, 'reached' | 'bidById'> => ({
  reached: async (lotId) => {
    const what = 'read how far a history reaches';
    const item = await readRecord(client, tableName, recordKeys.reached(lotId), what);
    return sequence(Number(item?.reached?.N ?? '0'));
  },
  bidById: async (lotId, bidId) => {
    const item = await readRecord(client, tableName, recordKeys.bid(lotId, bidId), 'read an accepted bid');
    const text = item?.bid?.S;
    return text === undefined ? undefined : (JSON.parse(text) as AcceptedBid);
  },
});
