import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';

/**
 * The client of the bid path: low-level, never retrying by itself, and really letting go of a request that takes too long
 * (without `throwOnRequestTimeout` the SDK only warns, and the socket's own timeout is what ends a reply that stalls).
 */
export const quickDynamo = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: adapterLimits.quickTimeoutMs,
      requestTimeout: adapterLimits.quickTimeoutMs,
      socketTimeout: adapterLimits.quickTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
