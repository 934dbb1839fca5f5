import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Broadcast, Metrics } from '@gaveldrop/saleroom';

/** What became of a request to a connection, by what its sending threw. */
function became(thrown: unknown): 'gone' | 'slow' | 'failed' {
  const { name, $metadata } = thrown as Error & { $metadata?: { httpStatusCode?: number } };
  if (name === 'GoneException' || $metadata?.httpStatusCode === 410) return 'gone';
  if (name === 'LimitExceededException' || $metadata?.httpStatusCode === 429) return 'slow';
  return 'failed';
}

/** Posts through API Gateway's `@connections`. A connection that could not be closed is counted: it will expire by itself. */
export const gatewayBroadcast = (client: ApiGatewayManagementApiClient, metrics: Metrics): Broadcast => ({
  post: async (connectionId, text) => {
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: text }));
      return 'sent';
    } catch (thrown) {
      return became(thrown);
    }
  },
  close: async (connectionId) => {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    } catch (thrown) {
      if (became(thrown) !== 'gone') metrics.count('postFailed', 'close');
    }
  },
});
