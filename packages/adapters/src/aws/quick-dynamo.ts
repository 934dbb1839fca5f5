import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { adapterLimits } from '../adapter-limits.ts';
import { dynamoWithin } from './dynamo-within.ts';

/** The client of the bid path: a request that takes longer than a bid can wait is let go of, and its sender says what then. */
export const quickDynamo = (): DynamoDBClient => dynamoWithin(adapterLimits.quickTimeoutMs);
