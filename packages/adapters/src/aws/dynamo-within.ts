import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { wholeAnswersWithin } from './whole-answers-within.ts';

/**
 * A client that never retries by itself and really lets go of a request that takes too long: without `throwOnRequestTimeout`
 * the SDK only warns. Connecting, asking and the whole answer share the one time, so the socket needs none of its own.
 */
export function dynamoWithin(timeoutMs: number): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      socketTimeout: 0,
      throwOnRequestTimeout: true,
    },
  });
  return wholeAnswersWithin(client, timeoutMs);
}
