import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const database = new DynamoDBClient({});
const reading = new SecretsManagerClient({}).send(
  new GetSecretValueCommand({ SecretId: process.env.SECRET }),
);

/** Lists the items that there are, or tells the secret that it read as soon as it was loaded. */
export const handler = async ({ rawPath }) => {
  if (rawPath === '/secret') return { statusCode: 200, body: (await reading).SecretString };
  const { Items = [] } = await database.send(new ScanCommand({ TableName: process.env.TABLE }));
  return { statusCode: 200, body: JSON.stringify(Items.map(({ id }) => id.S).toSorted()) };
};
