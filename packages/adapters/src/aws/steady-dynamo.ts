import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';
import { dynamoWithin } from './dynamo-within.ts';

/** The client for records and connections, where a page of a query may take its time. */
export const steadyDynamo = (): DynamoDBClient => dynamoWithin(adapterLimits.steadyTimeoutMs);
