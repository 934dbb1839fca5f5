import { randomUUID } from 'node:crypto';
import { CreateTableCommand, type CreateTableInput, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { tableKeys } from '@gaveldrop/adapters/names';

async function createTable(
  client: DynamoDBClient,
  table: Omit<CreateTableInput, 'TableName' | 'BillingMode'>,
): Promise<string> {
  const name = `contract-${randomUUID()}`;
  await client.send(
    new CreateTableCommand({ TableName: name, BillingMode: 'PAY_PER_REQUEST', ...table } as CreateTableInput),
  );
  return name;
}

/** A lots table of its own. */
export const newLotsTable = (client: DynamoDBClient): Promise<string> =>
  createTable(client, {
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
export const newKeyedTable = (client: DynamoDBClient): Promise<string> =>
  createTable(client, {
    KeySchema: [
      { AttributeName: tableKeys.records.partition, KeyType: 'HASH' },
      { AttributeName: tableKeys.records.sort, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: tableKeys.records.partition, AttributeType: 'S' },
      { AttributeName: tableKeys.records.sort, AttributeType: 'S' },
    ],
  });
