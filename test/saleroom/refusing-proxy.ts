import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before a database, and refuses the writes of one table while it is told to. */
export type RefusingProxy = {
  readonly endpoint: string;
  readonly refuse: (on: boolean) => void;
  /** How many writes it has refused. */
  readonly refused: () => number;
  readonly stop: () => Promise<void>;
};

const writes = /\.(PutItem|UpdateItem|DeleteItem|BatchWriteItem|TransactWriteItems)$/;
const refusal = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes everything on to `target`, but for writes that name `table` while it refuses: those are throttled, as by DynamoDB. */
export async function startRefusingProxy(target: string, table: string): Promise<RefusingProxy> {
  const agent = new Agent({ keepAlive: true });
  let refusing = false;
  let refused = 0;

  const answer = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(asked);
    const isWrite = writes.test(String(asked.headers['x-amz-target'] ?? ''));
    if (refusing && isWrite && body.includes(`"${table}"`)) {
      refused += 1;
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(refusal);
      return;
    }
    const { host: _, ...headers } = asked.headers;
    const passed = request(target, {
      agent,
      method: asked.method ?? 'POST',
      path: asked.url ?? '/',
      headers,
    });
    passed.on('response', (said) => {
      response.writeHead(said.statusCode ?? 502, said.headers);
      said.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    passed.end(body);
  };

  const server = createServer((asked, response) => {
    answer(asked, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (on) => {
      refusing = on;
    },
    refused: () => refused,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
        agent.destroy();
      }),
  };
}
