import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { adapterLimits } from '../adapter-limits.ts';

/** The client of `@connections`. It finds its endpoint in the environment, and never retries by itself: whoever closes says how often. */
export const managementClient = (): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: adapterLimits.postTimeoutMs,
      requestTimeout: adapterLimits.postTimeoutMs,
      socketTimeout: adapterLimits.postTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
