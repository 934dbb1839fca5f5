import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';

const database = new DynamoDBClient({});

/** Writes what it is sent, with who sent it, and answers with the principal. */
export const handler = async ({ requestContext, body }) => {
  const { connectionId, authorizer, routeKey } = requestContext;
  if (routeKey !== 'put') return { statusCode: 200 };
  const { id, fails = false } = JSON.parse(body);
  await database.send(
    new PutItemCommand({
      TableName: process.env.TABLE,
      Item: {
        id: { S: id },
        connectionId: { S: connectionId },
        fails: { BOOL: fails },
        bytes: { B: Uint8Array.of(1, 2, 255) },
      },
    }),
  );
  return { statusCode: 200, body: `${authorizer.principalId} wrote ${id}` };
};

export const authorize = async ({ methodArn, queryStringParameters }) => ({
  principalId: queryStringParameters.ticket,
  policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
});
