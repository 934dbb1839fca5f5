import { createServer } from 'node:http';
import { startDynamoDbLocal } from '@gaveldrop/local';
import { createSecretsApi } from '../../packages/local/src/secrets-api.ts';
import { startQueueProcess } from '../chaos/queue-process.ts';
import { stablePorts } from '../chaos/stable-ports.ts';

/** Where the parts that stand in for AWS on this machine answer. */
export type StandIns = {
  readonly dynamo: string;
  readonly queues: string;
  readonly stop: () => Promise<void>;
};

/** The one secret there is, and its name. */
export const benchSecret = { arn: 'arn:bench', name: 'bench', text: 'b'.repeat(64) };

/**
 * Starts DynamoDB Local and the queues, each in a process of its own and in memory, and Secrets Manager here; points every
 * AWS client of this process at them, whoever makes it.
 */
export async function startStandIns(): Promise<StandIns> {
  const [port, database] = await Promise.all([stablePorts(1), startDynamoDbLocal(undefined)]);
  const queues = await startQueueProcess(port, undefined);
  await database.ready;
  const secrets = createServer(createSecretsApi([benchSecret]));
  await new Promise<void>((listening) => secrets.listen(0, '127.0.0.1', listening));
  const address = secrets.address();
  const secretsPort = typeof address === 'object' ? address?.port : undefined;
  const queueEndpoint = `http://127.0.0.1:${port}`;
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: database.endpoint,
    AWS_ENDPOINT_URL_SQS: queueEndpoint,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${secretsPort}`,
  });
  return {
    dynamo: database.endpoint,
    queues: queueEndpoint,
    stop: async () => {
      secrets.closeAllConnections();
      secrets.close();
      await Promise.all([queues.kill(), database.stop()]);
    },
  };
}
