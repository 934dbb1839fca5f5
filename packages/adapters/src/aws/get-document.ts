import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';
import { readAgain } from './try-again.ts';

/** One item by its key, read consistently. */
export async function getDocument<Found>(
  client: DynamoDBDocumentClient,
  what: string,
  tableName: string,
  key: { readonly pk: string; readonly sk: string },
): Promise<(Found & { readonly pk: string; readonly sk: string }) | undefined> {
  const request = { TableName: tableName, Key: key, ConsistentRead: true };
  const { Item } = await readAgain(what, adapterLimits.steadyWaitsMs, () =>
    client.send(new GetCommand(request)),
  );
  return Item as (Found & { readonly pk: string; readonly sk: string }) | undefined;
}
