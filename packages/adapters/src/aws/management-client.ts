import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { adapterLimits } from '../adapter-limits.ts';

/** The client of `@connections`. It finds its endpoint in the environment, and never retries: the next change says more than a repeat would. */
export const managementClient = (): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: adapterLimits.postTimeoutMs,
      requestTimeout: adapterLimits.postTimeoutMs,
      socketTimeout: adapterLimits.postTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: adapterLimits.postSocketsMax },
      httpsAgent: { keepAlive: true, maxSockets: adapterLimits.postSocketsMax },
    },
  });
