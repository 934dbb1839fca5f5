import type { TestProject } from 'vitest/node';
import { startDynamoDbLocal } from '../../packages/local/src/dynamodb-local.ts';
import { startQueueEmulator } from '../../packages/local/src/queue-emulator.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoEndpoint: string;
    queueEndpoint: string;
  }
}

/** Starts DynamoDB Local and the SQS emulator once for all contract suites, in memory; `DYNAMODB_ENDPOINT` names another database. */
export default async function startEmulators(project: TestProject): Promise<() => Promise<void>> {
  const elsewhere = process.env.DYNAMODB_ENDPOINT;
  const [database, queues] = await Promise.all([
    elsewhere === undefined ? startDynamoDbLocal(undefined) : undefined,
    startQueueEmulator(undefined),
  ]);
  await database?.ready;
  project.provide('dynamoEndpoint', database?.endpoint ?? elsewhere ?? '');
  project.provide('queueEndpoint', queues.endpoint);
  return async () => {
    await Promise.all([database?.stop(), queues.stop()]);
  };
}
