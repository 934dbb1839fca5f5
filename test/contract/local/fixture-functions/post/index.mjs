import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';

const posts = new ApiGatewayManagementApiClient({});

/** Posts each message to the connection that it names, unless that is gone. */
export const handler = async ({ Records }) => {
  for (const { body, attributes } of Records) {
    const { id, connectionId, bytes } = JSON.parse(body);
    const Data = JSON.stringify({ pushed: id.S, bytes: bytes.B, group: attributes.MessageGroupId });
    await posts.send(new PostToConnectionCommand({ ConnectionId: connectionId.S, Data })).catch((error) => {
      if (error.name !== 'GoneException') throw error;
    });
  }
};
