import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Started, Used } from './saleroom-child.ts';

/** Where a saleroom answers. Its URLs have no slash at the end; `webSocketUrl` includes the stage. */
export type Addresses = {
  readonly siteUrl: string;
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  readonly issuerUrl: string;
  readonly dynamodbEndpoint: string;
  readonly sqsEndpoint: string;
  readonly lotsTable: string;
  readonly connectionsTable: string;
};

/** A saleroom in a process of its own: functions, gateways and queues; only the database is another. */
export type BenchSaleroom = Addresses & {
  /**
   * How much processor it has used so far, in microseconds: all its threads, and the one in which gateways, pollers and pools
   * of functions run, which stand in for AWS.
   */
  readonly used: () => Promise<Used>;
  /** Ends it and waits for that; it ends by itself when this process does. */
  readonly stop: () => Promise<void>;
};

const script = fileURLToPath(new URL('./saleroom-child.ts', import.meta.url));
const stopsWithinMs = 10_000;

/** What the child says next. @throws when it ends instead. */
const nextOf = <Said>(child: ChildProcess): Promise<Said> =>
  new Promise((resolve, reject) => {
    const onExit = (): void => reject(new Error('the saleroom did not start, or ended'));
    child.once('exit', onExit);
    child.once('message', (said) => {
      child.off('exit', onExit);
      resolve(said as Said);
    });
  });

/**
 * Starts a saleroom from the stack as it is now, with its own bundles, and points every AWS client of this process at it.
 * @param instances function instances by name, over those of `npm start`
 * @throws when it does not start.
 */
export async function startBenchSaleroom(
  instances: Readonly<Record<string, number>>,
): Promise<BenchSaleroom> {
  const child = fork(script, [JSON.stringify(instances)], { stdio: ['ignore', 2, 2, 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const { addresses } = await nextOf<Started>(child);
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: addresses.dynamodbEndpoint,
    AWS_ENDPOINT_URL_SQS: addresses.sqsEndpoint,
  });
  return {
    ...addresses,
    used: () => {
      const said = nextOf<Used>(child);
      child.send('used');
      return said;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
      await ended;
      clearTimeout(late);
    },
  };
}
