import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';
import { readAgain } from './try-again.ts';

/**
 * What a query finds, over all its pages.
 * @param itemsMax no more than so many; absent, all.
 */
export async function queryAll<Found>(
  client: DynamoDBDocumentClient,
  what: string,
  query: Omit<QueryCommandInput, 'ExclusiveStartKey' | 'Limit'>,
  itemsMax = Number.POSITIVE_INFINITY,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const wanted = itemsMax - found.length;
    const request: QueryCommandInput = {
      ...query,
      ...(Number.isFinite(wanted) ? { Limit: wanted } : {}),
      ...(from === undefined ? {} : { ExclusiveStartKey: from }),
    };
    const page = await readAgain(what, adapterLimits.steadyWaitsMs, () =>
      client.send(new QueryCommand(request)),
    );
    // What we wrote is what we read: no other program writes these tables.
    found.push(...((page.Items ?? []) as Found[]));
    from = page.LastEvaluatedKey;
  } while (from !== undefined && found.length < itemsMax);
  return found;
}
