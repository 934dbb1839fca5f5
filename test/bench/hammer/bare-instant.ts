import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';

/** Now, in epoch milliseconds and their fractions. */
export const exactNowMs = (): number => performance.timeOrigin + performance.now();

/** Waits for an instant by one plain timer. */
export const untilMs = (instantMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, instantMs - exactNowMs())));

/** The least that writing at an instant takes: a timer, and a conditional update of an item of its own. */
export function bareInstants(tableName: string, key: Record<string, { readonly B: Uint8Array }>) {
  const client = new DynamoDBClient({ maxAttempts: 1 });
  let written = 0;
  const write = (): Promise<unknown> => {
    written += 1;
    return client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: key,
        ConditionExpression: written === 1 ? 'attribute_not_exists(#sequence)' : '#sequence = :before',
        UpdateExpression: 'SET #sequence = :next',
        ExpressionAttributeNames: { '#sequence': 'sequence' },
        ExpressionAttributeValues: {
          ':next': { N: String(written) },
          ...(written === 1 ? {} : { ':before': { N: String(written - 1) } }),
        },
      }),
    );
  };
  return {
    /** @returns how late the write was answered, in milliseconds. */
    lateness: async (instantMs: number): Promise<number> => {
      await untilMs(instantMs);
      await write();
      return exactNowMs() - instantMs;
    },
    close: () => client.destroy(),
  };
}
