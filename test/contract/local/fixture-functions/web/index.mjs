import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';

const database = new DynamoDBClient({});

/** Lists the items that there are. */
export const handler = async () => {
  const { Items = [] } = await database.send(new ScanCommand({ TableName: process.env.TABLE }));
  return { statusCode: 200, body: JSON.stringify(Items.map(({ id }) => id.S).toSorted()) };
};
