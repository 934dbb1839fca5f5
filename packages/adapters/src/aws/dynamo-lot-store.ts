import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Lot } from '@gaveldrop/bidding';
import { type CommitResult, fault, type LotStore, type OpenLotsOfDrop } from '@gaveldrop/saleroom';
import { assert, bytesToUlid, type LotId } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { tableKeys } from '../names.ts';
import { cancelledTransaction } from './cancelled-transaction.ts';
import { type LotItem, lotItem, lotKey, openLotPartitions, unpackLot } from './lot-item.ts';
import { openLotsItem, openLotsKey, unpackOpenLots } from './open-lots-item.ts';
import { requestFailure } from './request-failure.ts';
import { readAgain, writeOnce } from './try-again.ts';
import { writeLot } from './write-lot.ts';

/** How a write ended that threw: never retried here, for only its sender knows whether it may be sent again. */
function unanswered(thrown: unknown): { readonly kind: 'throttled' | 'ambiguous' } {
  switch (requestFailure(thrown)) {
    case 'throttled':
    case 'unsent':
      return { kind: 'throttled' };
    case 'ambiguous':
      return { kind: 'ambiguous' };
    case 'refused':
      throw fault('unavailable', 'the lots table refuses to be written', thrown);
    default:
      throw thrown;
  }
}

/** The item as it stood, from a conditional write that lost; nothing when the error is another. */
function lostTo(thrown: unknown): { readonly item: LotItem | undefined } | undefined {
  if (!(thrown instanceof Error) || thrown.name !== 'ConditionalCheckFailedException') return undefined;
  return { item: (thrown as Error & { Item?: LotItem }).Item };
}

/** The lots table, on the low-level client. A read is sent up to three times, a write once. */
export function dynamoLotStore(client: DynamoDBClient, tableName: string): LotStore {
  const partition = tableKeys.lots.partition;
  const waitsMs = adapterLimits.quickWaitsMs;

  const readItem = async (key: LotItem): Promise<LotItem | undefined> => {
    const request = { TableName: tableName, Key: key, ConsistentRead: true };
    const { Item } = await readAgain('read a lot', waitsMs, () => client.send(new GetItemCommand(request)));
    return Item;
  };

  const read = async (lotId: LotId): Promise<Lot | undefined> => {
    const item = await readItem(lotKey(lotId));
    return item?.status === undefined ? undefined : unpackLot(item);
  };

  /** At most `readBatchMax` lots; what DynamoDB leaves over is asked for again. */
  const readBatch = async (lotIds: readonly LotId[]): Promise<readonly Lot[]> => {
    const lots: Lot[] = [];
    let keys: readonly LotItem[] = lotIds.map(lotKey);
    for (let round = 0; keys.length > 0; round += 1) {
      if (round > adapterLimits.conflictWaitsMs.length)
        throw fault('throttled', 'cannot read all the lots asked for', undefined);
      const request = { RequestItems: { [tableName]: { Keys: [...keys], ConsistentRead: true } } };
      const { Responses, UnprocessedKeys } = await readAgain('read lots', waitsMs, () =>
        client.send(new BatchGetItemCommand(request)),
      );
      for (const item of Responses?.[tableName] ?? [])
        if (item.status !== undefined) lots.push(unpackLot(item));
      keys = UnprocessedKeys?.[tableName]?.Keys ?? [];
    }
    return lots;
  };

  /** The item of open lots, written if it stands at the version before. */
  const writeOpenLots = (next: OpenLotsOfDrop) => ({
    TableName: tableName,
    Item: openLotsItem(next),
    ConditionExpression: next.version === 1 ? `attribute_not_exists(${partition})` : '#version = :before',
    ...(next.version === 1
      ? {}
      : {
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':before': { N: String(next.version - 1) } },
        }),
  });

  return {
    read,
    readMany: async (lotIds) => {
      const ids = [...new Set(lotIds)];
      const [only, ...others] = ids;
      if (only === undefined) return [];
      if (others.length === 0) {
        const lot = await read(only);
        return lot === undefined ? [] : [lot];
      }
      const batches: Promise<readonly Lot[]>[] = [];
      for (let at = 0; at < ids.length; at += adapterLimits.readBatchMax)
        batches.push(readBatch(ids.slice(at, at + adapterLimits.readBatchMax)));
      return (await Promise.all(batches)).flat();
    },
    commit: async (next): Promise<CommitResult> => {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            ...writeLot(next),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { kind: 'committed' };
      } catch (thrown) {
        const lost = lostTo(thrown);
        if (lost === undefined) return unanswered(thrown);
        return lost.item === undefined ? { kind: 'missing' } : { kind: 'lost', lot: unpackLot(lost.item) };
      }
    },
    create: async (lot) => {
      const request = {
        TableName: tableName,
        Item: lotItem(lot),
        ConditionExpression: `attribute_not_exists(${partition})`,
      };
      try {
        await writeOnce('create a lot', () => client.send(new PutItemCommand(request)));
        return 'created';
      } catch (thrown) {
        if (lostTo(thrown) === undefined) throw thrown;
        return 'exists';
      }
    },
    readOpenLots: async (dropId) => unpackOpenLots(dropId, await readItem(openLotsKey(dropId))),
    commitOpenLots: async (next) => {
      try {
        await writeOnce("write a drop's open lots", () =>
          client.send(new PutItemCommand(writeOpenLots(next))),
        );
        return true;
      } catch (thrown) {
        if (lostTo(thrown) === undefined) throw thrown;
        return false;
      }
    },
    commitOpening: async (next, openLots) => {
      const request = {
        TransactItems: [
          { Update: { TableName: tableName, ...writeLot(next) } },
          { Put: writeOpenLots(openLots) },
        ],
      };
      try {
        await client.send(new TransactWriteItemsCommand(request));
        return { kind: 'committed' };
      } catch (thrown) {
        const cancelled = cancelledTransaction(thrown);
        if (cancelled === undefined) return unanswered(thrown);
        return { kind: cancelled.conditionFailedAt.length > 0 ? 'lost' : 'throttled' };
      }
    },
    listOpen: async function* () {
      const { index, partition: openIn } = tableKeys.openLots;
      for (const place of openLotPartitions) {
        let from: LotItem | undefined;
        do {
          const request = {
            TableName: tableName,
            IndexName: index,
            KeyConditionExpression: `${openIn} = :place`,
            ExpressionAttributeValues: { ':place': { S: place } },
            ...(from === undefined ? {} : { ExclusiveStartKey: from }),
          };
          const page = await readAgain('list open lots', waitsMs, () =>
            client.send(new QueryCommand(request)),
          );
          for (const item of page.Items ?? []) {
            const key = item[partition]?.B;
            assert(key !== undefined, 'the index holds the key of a lot');
            yield bytesToUlid(key) as LotId;
          }
          from = page.LastEvaluatedKey;
        } while (from !== undefined);
      }
    },
  };
}
