import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type CatalogueEntry, type Drop, type DropStore, fault } from '@gaveldrop/saleroom';
import { type DropId, type LotId, type LotNumber, limits, lotNumber } from '@gaveldrop/units';
import { adapterLimits } from '../adapter-limits.ts';
import { recordKeys, recordPartitions } from '../record-keys.ts';
import { documentDynamo } from './document-dynamo.ts';
import { getDocument } from './get-document.ts';
import { queryAll } from './query-all.ts';
import { transact } from './transact.ts';
import { writeAgain } from './try-again.ts';
import { withoutKey } from './without-key.ts';

type Kept<Record> = Record & { readonly pk: string; readonly sk: string };

/** Drops and their catalogues in the records table. */
export function dynamoDropStore(client: DynamoDBClient, tableName: string): DropStore {
  const documents = documentDynamo(client);

  const read = async (dropId: DropId): Promise<Drop | undefined> => {
    const drop = await getDocument<Drop>(documents, 'read a drop', tableName, recordKeys.drop(dropId));
    return drop === undefined ? undefined : withoutKey(drop);
  };

  /** Takes the next number for a lot; false when another took it first. */
  const takeNumber = async (dropId: DropId, lotId: LotId, number: LotNumber): Promise<boolean> => {
    const counted = {
      Update: {
        TableName: tableName,
        Key: recordKeys.drop(dropId),
        UpdateExpression: 'SET lotCount = :number',
        ConditionExpression: 'lotCount = :before',
        ExpressionAttributeValues: { ':number': number, ':before': number - 1 },
      },
    };
    const reserved = {
      Put: {
        TableName: tableName,
        Item: { ...recordKeys.reservedLotNumber(dropId, lotId), number },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
    return (await transact(documents, 'reserve a lot number', [counted, reserved])) === 'committed';
  };

  return {
    create: async (drop) => {
      const put = (Item: Record<string, unknown>) => ({
        Put: { TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(pk)' },
      });
      const created = await transact(documents, 'create a drop', [
        put({ ...recordKeys.drop(drop.dropId), ...drop }),
        put(recordKeys.listedDrop(drop.dropId)),
      ]);
      return created === 'committed' ? 'created' : 'exists';
    },
    read,
    list: async () => {
      const listed = await queryAll<{ readonly sk: DropId }>(
        documents,
        'list drops',
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': recordPartitions.drops },
          ScanIndexForward: false,
        },
        limits.dropsListedMax,
      );
      const drops = await Promise.all(listed.map(({ sk }) => read(sk)));
      return drops.flatMap((drop) => drop ?? []);
    },
    reserveLotNumber: async (dropId, lotId) => {
      const key = recordKeys.reservedLotNumber(dropId, lotId);
      for (let attempt = 0; attempt < adapterLimits.reserveAttemptsMax; attempt += 1) {
        const [given, drop] = await Promise.all([
          getDocument<{ readonly number: LotNumber }>(documents, 'read a lot number', tableName, key),
          read(dropId),
        ]);
        if (given !== undefined) return given.number;
        if (drop === undefined) return undefined;
        const next = lotNumber(drop.lotCount + 1);
        if (await takeNumber(dropId, lotId, next)) return next;
        await sleep(Math.min(attempt * 5, 100));
      }
      throw fault('throttled', 'too many lots are being added at once', undefined);
    },
    writeEntry: async (entry) => {
      const Item = { ...recordKeys.entry(entry.dropId, entry.number), ...entry };
      await writeAgain('write a catalogue entry', adapterLimits.steadyWaitsMs, () =>
        documents.send(new PutCommand({ TableName: tableName, Item })),
      );
    },
    readEntry: async (dropId, number) => {
      const key = recordKeys.entry(dropId, number);
      const entry = await getDocument<CatalogueEntry>(documents, 'read a catalogue entry', tableName, key);
      return entry === undefined ? undefined : withoutKey(entry);
    },
    listEntries: async (dropId) => {
      const kept = await queryAll<Kept<CatalogueEntry>>(documents, 'read a catalogue', {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :lot)',
        ExpressionAttributeValues: { ':pk': recordPartitions.ofDrop(dropId), ':lot': 'lot#' },
        ConsistentRead: true,
      });
      return kept.map(withoutKey);
    },
  };
}
