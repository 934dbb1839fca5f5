import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inject } from 'vitest';
import { newKeyedTable, newLotsTable } from './create-tables.ts';

process.env.AWS_ENDPOINT_URL_DYNAMODB = inject('dynamoEndpoint');
process.env.AWS_ENDPOINT_URL_SQS = inject('queueEndpoint');
process.env.AWS_REGION = 'us-east-1';
process.env.AWS_ACCESS_KEY_ID = 'local';
process.env.AWS_SECRET_ACCESS_KEY = 'local';

/** Where the emulators are, for clients that name it themselves. */
export const endpoints = { dynamo: inject('dynamoEndpoint'), queues: inject('queueEndpoint') };

/**
 * A client that waits as long as it takes: contracts say what a store answers, not how soon, and this machine may be busy.
 * The timeouts of the stores' own clients have tests of their own.
 */
export const patientDynamo = (): DynamoDBClient => new DynamoDBClient({ maxAttempts: 1 });

const client = patientDynamo();

/** A lots table of its own. */
export const createLotsTable = (): Promise<string> => newLotsTable(client);

/** A table of its own with the keys that records and connections share. */
export const createKeyedTable = (): Promise<string> => newKeyedTable(client);
