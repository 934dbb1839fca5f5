import { AsyncLocalStorage } from 'node:async_hooks';
import http, { type RequestOptions } from 'node:http';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';

/** One request of the saleroom's to AWS. */
export type WatchedRequest = {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
};

/** What one case made the saleroom do. */
export type Doings = {
  readonly requests: WatchedRequest[];
  /** Beliefs of ours that it found wrong, as the alarm would hear of them. */
  bugs: number;
};

type Sent = { readonly constructor: { readonly name: string }; readonly input: object };
type Sender = { send: (this: unknown, command: Sent, ...rest: unknown[]) => Promise<unknown> };

const doings = new AsyncLocalStorage<Doings>();

/** What AWS answers here where there is none: all is taken, nobody is there. */
function answerOf(client: unknown, { input }: Sent): object | undefined {
  if (client instanceof SQSClient) {
    const { Entries = [] } = input as { Entries?: readonly { Id: string }[] };
    return { Successful: Entries.map(({ Id }) => ({ Id })) };
  }
  if (client instanceof SecretsManagerClient)
    return { SecretString: 'a secret that only the fuzz knows, 64 '.repeat(2) };
  return client instanceof ApiGatewayManagementApiClient ? {} : undefined;
}

/**
 * Notes every request that leaves an SDK client, and those that are signed by us, with the case that caused it. Secrets,
 * connections and nudges are played here; the database is asked. The metrics that go to standard output are read instead of printed.
 */
export function watchRequests(): { readonly stop: () => void } {
  const base = Object.getPrototypeOf(DynamoDBClient.prototype) as Sender;
  const send = base.send;
  base.send = function (command, ...rest) {
    const operation = command.constructor.name.replace(/Command$/, '');
    doings.getStore()?.requests.push({ operation, input: command.input as WatchedRequest['input'] });
    const answer = answerOf(this, command);
    return answer === undefined ? send.call(this, command, ...rest) : Promise.resolve(answer);
  };
  // Functions that sign for themselves take this from Node's own module when they are loaded.
  const request = http.request;
  http.request = ((options: RequestOptions, ...rest: never[]) => {
    const headers = options.headers as Readonly<Record<string, string>> | undefined;
    const [, operation] = headers?.['x-amz-target']?.split('.') ?? [];
    if (operation !== undefined) doings.getStore()?.requests.push({ operation, input: {} });
    return request(options, ...rest);
  }) as typeof http.request;
  const write = process.stdout.write;
  process.stdout.write = ((line: unknown, ...rest: never[]) => {
    if (typeof line !== 'string' || !line.startsWith('{"_aws"'))
      return write.call(process.stdout, line as string, ...rest);
    const store = doings.getStore();
    if (store !== undefined && line.includes('"Bug":')) store.bugs += 1;
    return true;
  }) as typeof process.stdout.write;
  const complain = console.error;
  console.error = (...given: unknown[]) => {
    if (doings.getStore() === undefined) complain(...given);
  };
  return {
    stop: () => {
      base.send = send;
      http.request = request;
      process.stdout.write = write;
      console.error = complain;
    },
  };
}

/** Does something, and tells what it made the saleroom do. */
export async function watching<T>(
  work: () => Promise<T>,
): Promise<{ readonly came: T; readonly did: Doings }> {
  const did: Doings = { requests: [], bugs: 0 };
  return { came: await doings.run(did, work), did };
}

const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Writes that name a table. */
export const writesTo = (did: Doings, table: string): readonly WatchedRequest[] =>
  did.requests.filter(
    ({ operation, input }) => writes.test(operation) && JSON.stringify(input).includes(`"${table}"`),
  );
