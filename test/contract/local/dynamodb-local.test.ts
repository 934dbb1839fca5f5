import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createAwsJsonCall } from '../../../packages/local/src/aws-json-call.ts';
import { createTables } from '../../../packages/local/src/create-tables.ts';
import { startDynamoDbLocal } from '../../../packages/local/src/dynamodb-local.ts';

test('[local] DynamoDB Local keeps its tables and items over a stop, and nothing is left running', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gaveldrop-dynamodb-'));
  const table = {
    name: 'Items',
    hasStream: false,
    expiryAttribute: 'expiresAtS',
    createTable: {
      TableName: 'Items',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  };
  const client = (endpoint: string): DynamoDBClient =>
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  const run = async (use: (database: DynamoDBClient) => Promise<void>): Promise<string> => {
    const started = await startDynamoDbLocal(folder);
    await started.ready;
    const calls = createAwsJsonCall(started.endpoint, {
      service: 'dynamodb',
      targetPrefix: 'DynamoDB_20120810',
    });
    await createTables(calls, [table]);
    await use(client(started.endpoint));
    calls.close();
    await started.stop();
    return started.endpoint;
  };

  await run(async (database) => {
    await database.send(new PutItemCommand({ TableName: 'Items', Item: { id: { S: 'kept' } } }));
  });
  const endpoint = await run(async (database) => {
    const { Item } = await database.send(
      new GetItemCommand({ TableName: 'Items', Key: { id: { S: 'kept' } } }),
    );
    expect(Item).toEqual({ id: { S: 'kept' } });
  });
  await expect(client(endpoint).send(new ListTablesCommand({}))).rejects.toThrow();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
