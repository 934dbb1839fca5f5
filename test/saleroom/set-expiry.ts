import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { connectionKeys } from '../../packages/adapters/src/connection-keys.ts';
import { tableCalled } from './open-saleroom.ts';

/** Moves a ticket's expiry, past or future: no test waits half a minute. */
export async function setExpiry(
  { dynamodbEndpoint }: { readonly dynamodbEndpoint: string },
  ticket: string,
  expiresAtMs: number,
): Promise<void> {
  const database = new DynamoDBClient({
    endpoint: dynamodbEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const update = new UpdateCommand({
    TableName: tableCalled('Connections'),
    Key: connectionKeys.ticket(ticket),
    UpdateExpression: 'SET expiresAtMs = :at',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':at': expiresAtMs },
  });
  await DynamoDBDocumentClient.from(database).send(update);
  database.destroy();
}
