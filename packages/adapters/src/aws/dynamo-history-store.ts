import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type AcceptedBid, fault, type HistoryEntry, type HistoryStore } from '@gaveldrop/saleroom';
import { acceptedBids } from '../accepted-bids.ts';
import { adapterLimits } from '../adapter-limits.ts';
import { recordKeys, recordPartitions } from '../record-keys.ts';
import { documentDynamo } from './document-dynamo.ts';
import { dynamoHistoryReads } from './dynamo-history-reads.ts';
import { queryAll } from './query-all.ts';
import { transact } from './transact.ts';
import { writeAgain } from './try-again.ts';
import { withoutKey } from './without-key.ts';

type Kept<Record> = Record & { readonly pk: string; readonly sk: string };

/** The history in the records table. */
export function dynamoHistoryStore(client: DynamoDBClient, tableName: string): HistoryStore {
  const documents = documentDynamo(client);
  const reads = dynamoHistoryReads(client, tableName);

  /** The entry, the history's head moved by one, and each accepted bid by its id and by its paddle. */
  const writes = (entry: HistoryEntry) => [
    {
      Put: {
        TableName: tableName,
        Item: { ...recordKeys.historyEntry(entry.lotId, entry.sequence), ...entry },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    {
      Update: {
        TableName: tableName,
        Key: recordKeys.reached(entry.lotId),
        UpdateExpression: 'SET reached = :reached',
        ...(entry.sequence === 1
          ? {
              ConditionExpression: 'attribute_not_exists(pk)',
              ExpressionAttributeValues: { ':reached': 1 },
            }
          : {
              ConditionExpression: 'reached = :before',
              ExpressionAttributeValues: { ':reached': entry.sequence, ':before': entry.sequence - 1 },
            }),
      },
    },
    ...acceptedBids(entry).flatMap((bid) => {
      const { lotId, dropId, lotNumber, paddleNumber, sequence, bidId } = bid;
      const byPaddle = recordKeys.bidOfPaddle(dropId, paddleNumber, lotNumber, sequence);
      return [
        {
          // The first bid of an id keeps it, whatever is sent under it later; and no such later one can hold up the history.
          Update: {
            TableName: tableName,
            Key: recordKeys.bid(lotId, bidId),
            UpdateExpression: 'SET bid = if_not_exists(bid, :bid)',
            ExpressionAttributeValues: { ':bid': JSON.stringify(bid) },
          },
        },
        { Put: { TableName: tableName, Item: { ...byPaddle, ...bid } } },
      ];
    }),
  ];

  return {
    ...reads,
    append: async (entry) => {
      const transacted = await transact(documents, 'append to a history', writes(entry));
      if (transacted === 'committed') return 'appended';
      const reached = await reads.reached(entry.lotId);
      if (reached >= entry.sequence) return 'already';
      if (reached < entry.sequence - 1) return 'gap';
      // The entry before this one was written in the meantime.
      throw fault('unavailable', 'a history moved while it was appended to', undefined);
    },
    entries: async (lotId, after, limit) => {
      if (limit < 1) return [];
      const kept = await queryAll<Kept<HistoryEntry>>(
        documents,
        'read a history',
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': recordPartitions.ofLot(lotId),
            ':first': recordKeys.historyEntry(lotId, after + 1).sk,
            ':last': 'history#~',
          },
          ConsistentRead: true,
        },
        limit,
      );
      return kept.map(withoutKey);
    },
    bidsOfPaddle: async (dropId, paddleNumber) => {
      const kept = await queryAll<Kept<AcceptedBid>>(documents, "read a paddle's bids", {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': recordPartitions.ofPaddle(dropId, paddleNumber) },
        ConsistentRead: true,
      });
      return kept.map(withoutKey);
    },
    park: async (lotId, sequence, record, why) => {
      const Item = { ...recordKeys.parked(lotId, sequence), record, why };
      await writeAgain('park a record', adapterLimits.steadyWaitsMs, () =>
        documents.send(new PutCommand({ TableName: tableName, Item })),
      );
    },
  };
}
