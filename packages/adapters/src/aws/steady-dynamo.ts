import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';

/** The client for records and connections, where a page of a query may take its time; it never retries by itself. */
export const steadyDynamo = (): DynamoDBClient =>
  new DynamoDBClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: adapterLimits.steadyTimeoutMs,
      requestTimeout: adapterLimits.steadyTimeoutMs,
      socketTimeout: adapterLimits.steadyTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
