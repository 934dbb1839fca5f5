import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { Broadcast, Metrics } from '@gaveldrop/saleroom';

/** Closes connections through API Gateway's `@connections`. One that could not be closed is counted. */
export const gatewayDisconnect = (
  client: ApiGatewayManagementApiClient,
  metrics: Metrics,
): Pick<Broadcast, 'close'> => ({
  close: async (connectionId) => {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
      return 'closed';
    } catch (thrown) {
      const { name, $metadata } = thrown as Error & { $metadata?: { httpStatusCode?: number } };
      if (name === 'GoneException' || $metadata?.httpStatusCode === 410) return 'gone';
      metrics.count('postFailed', 'close');
      return 'failed';
    }
  },
});
