import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { lotItem } from '@gaveldrop/adapters/aws/lot-item';
import { expect, test } from 'vitest';
import { worstLots } from '../unit/adapters/worst-lots.ts';
import { createLotsTable } from './emulated-aws.ts';

test('[data] the database itself counts the worst lot as one write unit', async () => {
  const client = new DynamoDBClient({});
  const TableName = await createLotsTable();
  for (const [state, lot] of Object.entries(worstLots)) {
    const put = new PutItemCommand({ TableName, Item: lotItem(lot), ReturnConsumedCapacity: 'INDEXES' });
    const { ConsumedCapacity } = await client.send(put);
    expect(ConsumedCapacity?.Table?.CapacityUnits, state).toBe(1);
  }
});
