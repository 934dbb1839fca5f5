import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type CreateTableInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableKeys } from '@gaveldrop/adapters/names';
import { inject } from 'vitest';

process.env.AWS_ENDPOINT_URL_DYNAMODB = inject('dynamoEndpoint');
process.env.AWS_ENDPOINT_URL_SQS = inject('queueEndpoint');
process.env.AWS_REGION = 'us-east-1';
process.env.AWS_ACCESS_KEY_ID = 'local';
process.env.AWS_SECRET_ACCESS_KEY = 'local';

/** Where the emulators are, for clients that name it themselves. */
export const endpoints = { dynamo: inject('dynamoEndpoint'), queues: inject('queueEndpoint') };

/**
 * A client that waits as long as it takes: contracts say what a store answers, not how soon, and this machine may be busy.
 * The timeouts of the stores' own clients have tests of their own.
 */
export const patientDynamo = (): DynamoDBClient => new DynamoDBClient({ maxAttempts: 1 });

const client = patientDynamo();

async function createTable(table: Omit<CreateTableInput, 'TableName' | 'BillingMode'>): Promise<string> {
  const name = `contract-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...table } as CreateTableInput),
  );
  return name;
}

/** A lots table of its own. */
export const createLotsTable = (): Promise<string> =>
  createTable({
    KeySchema: [{ AttributeName: tableKeys.lots.partition, KeyType: 'HASH' }],
    AttributeDefinitions: [
      { AttributeName: tableKeys.lots.partition, AttributeType: 'B' },
      { AttributeName: tableKeys.openLots.partition, AttributeType: 'S' },
      { AttributeName: tableKeys.openLots.sort, AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: tableKeys.openLots.index,
        KeySchema: [
          { AttributeName: tableKeys.openLots.partition, KeyType: 'HASH' },
          { AttributeName: tableKeys.openLots.sort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });

/** A table of its own with the keys that records and connections share. */
export const createKeyedTable = (): Promise<string> =>
  createTable({
    KeySchema: [
      { AttributeName: tableKeys.records.partition, KeyType: 'HASH' },
      { AttributeName: tableKeys.records.sort, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: tableKeys.records.partition, AttributeType: 'S' },
      { AttributeName: tableKeys.records.sort, AttributeType: 'S' },
    ],
  });
