import { type AttributeValue, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';
import { readAgain } from './try-again.ts';

/** One item of a table with string keys, read consistently on the low-level client, as the bid path does. */
export async function readRecord(
  client: DynamoDBClient,
  tableName: string,
  { pk, sk }: { readonly pk: string; readonly sk: string },
  what: string,
): Promise<Record<string, AttributeValue> | undefined> {
  const request = { TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true };
  const { Item } = await readAgain(what, adapterLimits.quickWaitsMs, () =>
    client.send(new GetItemCommand(request)),
  );
  return Item;
}
