import { Agent, createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a database, or whatever spoke in its place, replied. */
export type Reply = { readonly status: number; readonly body: Buffer };

/** One request that has reached the proxy and not yet the database. */
export type Arrived = {
  /** `UpdateItem`, say. */
  readonly operation: string;
  /** Hands it to the database; it has happened, or not, when the reply is there. */
  readonly apply: () => Promise<Reply>;
  readonly answer: (reply: Reply) => void;
  /** Sends the head of a reply and this much of its body, and never the rest. */
  readonly answerPartly: (reply: Reply, bytes: number) => void;
  /** Ends the socket it came on. */
  readonly cut: () => void;
  /** Resolves when whoever asked no longer listens. */
  readonly letGo: Promise<void>;
};

/** What becomes of a request. Nobody is answered by a fate that does not answer. */
export type Fate = (arrived: Arrived) => void | Promise<void>;

export type FatefulProxy = {
  readonly endpoint: string;
  /** The fates of the next requests of an operation, in order; those that have none are passed on. */
  readonly befall: (operation: string, ...fates: readonly Fate[]) => void;
  /** The fate of every request of an operation that has none of its own. */
  readonly always: (operation: string, fate: Fate) => void;
  /** Operations since last asked, in the order they came. */
  readonly requests: () => readonly string[];
  /** What the SDK said of each request: which attempt of how many. Since last asked. */
  readonly attempts: () => readonly string[];
  /** Forgets all fates and requests. */
  readonly reset: () => void;
  /** Turns every connection away until it listens again. */
  readonly deafen: () => Promise<void>;
  readonly listen: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const json = 'application/x-amz-json-1.0';

async function bodyOf(asked: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of asked) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes what is asked of a database on to it, unless a test has decided that something else becomes of it. */
export async function startFatefulProxy(target: string): Promise<FatefulProxy> {
  const agent = new Agent({ keepAlive: true });
  const fates = new Map<string, Fate[]>();
  const afterwards = new Map<string, Fate>();
  let requests: string[] = [];
  let attempts: string[] = [];

  const passOn = (asked: IncomingMessage, body: Buffer): Promise<Reply> =>
    new Promise((replied, failed) => {
      const { host: _, ...headers } = asked.headers;
      const passed = request(target, { agent, method: 'POST', path: '/', headers }, (said) => {
        bodyOf(said).then((text) => replied({ status: said.statusCode ?? 0, body: text }), failed);
      });
      passed.on('error', failed);
      passed.end(body);
    });

  const through: Fate = async ({ apply, answer }) => answer(await apply());

  const server: Server = createServer(async (asked, response) => {
    const operation = String(asked.headers['x-amz-target']).split('.')[1] ?? '';
    const letGo = new Promise<void>((gone) => response.on('close', () => gone()));
    response.on('error', () => undefined);
    const body = await bodyOf(asked);
    requests.push(operation);
    attempts.push(String(asked.headers['amz-sdk-request']));
    const fate = fates.get(operation)?.shift() ?? afterwards.get(operation) ?? through;
    const head = ({ status, body: { length } }: Reply): void => {
      response.writeHead(status, { 'content-type': json, 'content-length': length });
    };
    await fate({
      operation,
      letGo,
      apply: () => passOn(asked, body),
      answer: (reply) => {
        head(reply);
        response.end(reply.body);
      },
      answerPartly: (reply, bytes) => {
        head(reply);
        response.write(reply.body.subarray(0, bytes));
      },
      cut: () => asked.socket.destroy(),
    });
  });

  let port = 0;
  const listen = async (): Promise<void> => {
    await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  };
  const deafen = async (): Promise<void> => {
    const closed = new Promise<void>((done) => server.close(() => done()));
    server.closeAllConnections();
    await closed;
  };
  await listen();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    befall: (operation, ...decided) => {
      fates.set(operation, [...(fates.get(operation) ?? []), ...decided]);
    },
    always: (operation, fate) => {
      afterwards.set(operation, fate);
    },
    requests: () => requests.splice(0),
    attempts: () => attempts.splice(0),
    reset: () => {
      fates.clear();
      afterwards.clear();
      requests = [];
      attempts = [];
    },
    deafen,
    listen,
    stop: async () => {
      if (server.listening) await deafen();
      agent.destroy();
    },
  };
}
