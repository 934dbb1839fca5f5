import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { GatewayLimits } from '../../../packages/local/src/gateway-limits.ts';
import { type OpenServer, openServer } from '../../../packages/local/src/open-server.ts';
import type { ApiPlan } from '../../../packages/local/src/read-apis.ts';
import { serveWebSocketApi, type WebSocketGateway } from '../../../packages/local/src/websocket-gateway.ts';
import {
  type FixtureHandler,
  fixtureApi,
  fixtureFunction,
  fixturePools,
  fixtureRoute,
} from './fixture-api.ts';

type Context = Readonly<Record<string, unknown>> & { readonly connectionId: string };
const contextOf = (event: Readonly<Record<string, unknown>>): Context => event.requestContext as Context;

const allow: FixtureHandler = ({ methodArn }) => ({
  principalId: 'user-bea',
  policyDocument: { Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: methodArn }] },
  context: { paddle: 7, seller: false, drop: 'x' },
});

const authorized = fixtureRoute('$connect', 'connect', {
  authorizer: {
    kind: 'request',
    invokes: fixtureFunction('authorize'),
    queryParameters: ['ticket'],
    headers: [],
  },
});
const routes = [
  authorized,
  fixtureRoute('$disconnect', 'disconnect'),
  fixtureRoute('$default', 'unknown', { answers: true }),
  fixtureRoute('bid', 'bid', { answers: true }),
  fixtureRoute('quiet', 'bid'),
];

let open: OpenServer | undefined;
let gateway: WebSocketGateway | undefined;

async function start(
  handlers: Readonly<Record<string, FixtureHandler>>,
  limits: Partial<GatewayLimits> = {},
  api: ApiPlan = fixtureApi(routes),
): Promise<{ url: string; posts: ApiGatewayManagementApiClient }> {
  open = await openServer('127.0.0.1', 0, 'WebSocket API');
  gateway = serveWebSocketApi(open, {
    api,
    poolOf: fixturePools({ authorize: allow, connect: () => ({ statusCode: 200 }), ...handlers }),
    domainName: `127.0.0.1:${open.port}`,
    limits,
  });
  const posts = new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${open.port}/live`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return { url: `ws://127.0.0.1:${open.port}/live`, posts };
}

afterEach(async () => {
  await gateway?.stop();
  await open?.stop();
});

const connected = (url: string): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });

const refusal = (url: string): Promise<number> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.on('error', () => undefined);
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
  });

const nextMessage = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => socket.once('message', (data) => resolve(data.toString())));

const closeCode = (socket: WebSocket): Promise<number> =>
  new Promise((resolve) => socket.once('close', (code) => resolve(code)));

describe('[local] WebSocket handshake', () => {
  test('without the identity source nobody is asked: 401', async () => {
    const { url } = await start({});
    expect(await refusal(url)).toBe(401);
  });

  test.each<[string, FixtureHandler, number]>([
    [
      'denied',
      () => ({
        principalId: 'x',
        policyDocument: { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
      }),
      403,
    ],
    [
      'for another resource',
      () => ({
        principalId: 'x',
        policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: 'arn:x' }] },
      }),
      403,
    ],
    [
      'Unauthorized',
      () => {
        throw new Error('Unauthorized');
      },
      401,
    ],
    [
      'failing',
      () => {
        throw new Error('no table');
      },
      500,
    ],
    ['no policy', () => ({ isAuthorized: true }), 500],
    [
      'a context with an object',
      (event) => ({ ...(allow(event) as object), context: { who: { is: 1 } } }),
      500,
    ],
  ])('an authorizer that is %s', async (_, authorize, statusCode) => {
    const { url } = await start({ authorize });
    expect(await refusal(`${url}?ticket=t`)).toBe(statusCode);
  });

  test('$connect may refuse too, and a wrong stage is forbidden', async () => {
    const { url } = await start({ connect: () => ({ statusCode: 403 }) });
    expect(await refusal(`${url}?ticket=t`)).toBe(403);
    expect(await refusal(`${url.replace('/live', '/dead')}?ticket=t`)).toBe(403);
  });

  test("the authorizer sees the handshake, and its context is text on every message's event", async () => {
    const seen: Readonly<Record<string, unknown>>[] = [];
    const { url } = await start({
      authorize: (event) => {
        seen.push(event);
        return allow(event);
      },
      bid: (event) => {
        seen.push(event);
        return { statusCode: 200, body: 'heard' };
      },
    });
    const socket = await connected(`${url}?ticket=t%2F1`);
    socket.send('{"action":"bid"}');
    await nextMessage(socket);
    expect(seen[0]).toMatchObject({
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:000000000000:abcdefghij/live/$connect',
      queryStringParameters: { ticket: 't/1' },
      requestContext: { routeKey: '$connect', eventType: 'CONNECT', stage: 'live', apiId: 'abcdefghij' },
    });
    expect(seen[1]).toMatchObject({
      body: '{"action":"bid"}',
      isBase64Encoded: false,
      requestContext: {
        routeKey: 'bid',
        eventType: 'MESSAGE',
        authorizer: { principalId: 'user-bea', paddle: '7', seller: 'false', drop: 'x' },
      },
    });
  });
});

describe('[local] WebSocket messages', () => {
  test('the stamp is taken when a message arrives, not when its function begins', async () => {
    const stamps: number[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const before = Date.now();
    const { url } = await start({
      bid: async (event) => {
        await held;
        stamps.push(Number(contextOf(event).requestTimeEpoch));
        return { statusCode: 200, body: 'x' };
      },
    });
    const socket = await connected(`${url}?ticket=t`);
    socket.send('{"action":"bid"}');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const released = Date.now();
    release();
    await nextMessage(socket);
    expect(stamps[0]).toBeGreaterThanOrEqual(before);
    expect(stamps[0]).toBeLessThan(released - 20);
  });

  test.each([
    ['not JSON', 'hammer!'],
    ['no action', '{"a":1}'],
    ['an action that is no text', '{"action":5}'],
    ['an unknown action', '{"action":"dance"}'],
    ["the gateway's own", '{"action":"$connect"}'],
  ])('%s goes to $default', async (_, text) => {
    const { url } = await start({
      unknown: (event) => ({ statusCode: 200, body: `default: ${event.body}` }),
    });
    const socket = await connected(`${url}?ticket=t`);
    socket.send(text);
    expect(await nextMessage(socket)).toBe(`default: ${text}`);
  });

  test('a route answers only when it has a response, and its failure is said by the gateway', async () => {
    let calls = 0;
    const { url } = await start({
      bid: ({ body }) => {
        calls += 1;
        if (String(body).includes('fail')) throw new Error('secret');
        return { statusCode: 200, body: 'answer' };
      },
    });
    const socket = await connected(`${url}?ticket=t`);
    socket.send('{"action":"quiet"}');
    socket.send('{"action":"bid"}');
    expect(await nextMessage(socket)).toBe('answer');
    expect(calls).toBe(2);
    socket.send('{"action":"bid","fail":true}');
    expect(JSON.parse(await nextMessage(socket))).toEqual({
      message: 'Internal server error',
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
  });

  test('a function that takes too long is said to have', async () => {
    const slow = fixtureApi([authorized, fixtureRoute('bid', 'bid', { answers: true, timeoutMs: 30 })]);
    const { url } = await start({ bid: () => new Promise((resolve) => setTimeout(resolve, 120)) }, {}, slow);
    const socket = await connected(`${url}?ticket=t`);
    socket.send('{"action":"bid"}');
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ message: 'Endpoint request timed out' });
  });

  test("beyond the stage's throttle a message reaches no function", async () => {
    let calls = 0;
    const api = fixtureApi(routes, { throttle: { perSecond: 0.001, burst: 2 } });
    const bid: FixtureHandler = () => {
      calls += 1;
      return { statusCode: 200, body: 'x' };
    };
    const { url } = await start({ bid }, {}, api);
    // The handshake took the first of the two.
    const socket = await connected(`${url}?ticket=t`);
    socket.send('{"action":"bid"}');
    expect(await nextMessage(socket)).toBe('x');
    socket.send('{"action":"bid"}');
    expect(JSON.parse(await nextMessage(socket))).toMatchObject({ message: 'Too Many Requests' });
    expect(calls).toBe(1);
  });

  test('32 KB in one frame pass; a byte more closes with 1009, binary with 1003', async () => {
    const { url } = await start({
      unknown: ({ body }) => ({ statusCode: 200, body: String(String(body).length) }),
    });
    const socket = await connected(`${url}?ticket=t`);
    socket.send('x'.repeat(32_768));
    expect(await nextMessage(socket)).toBe('32768');
    socket.send('x'.repeat(32_769));
    expect(await closeCode(socket)).toBe(1009);

    const other = await connected(`${url}?ticket=t`);
    other.send(Buffer.from('{}'));
    expect(await closeCode(other)).toBe(1003);
  });

  test('a message of several frames may have 128 KB, and not more', async () => {
    const { url } = await start({
      unknown: ({ body }) => ({ statusCode: 200, body: String(String(body).length) }),
    });
    const send = (socket: WebSocket, frames: number): void => {
      for (let at = 1; at <= frames; at += 1) socket.send('x'.repeat(32_768), { fin: at === frames });
    };
    const socket = await connected(`${url}?ticket=t`);
    send(socket, 4);
    expect(await nextMessage(socket)).toBe('131072');
    send(socket, 5);
    expect(await closeCode(socket)).toBe(1009);
  });

  test('an idle socket and one that has lived its time are closed with 1001, and $disconnect hears of it', async () => {
    const gone: unknown[] = [];
    const disconnect: FixtureHandler = (event) => {
      gone.push(contextOf(event).eventType);
    };
    const { url } = await start({ disconnect }, { idleMs: 60 });
    expect(await closeCode(await connected(`${url}?ticket=t`))).toBe(1001);
    await expect.poll(() => gone).toEqual(['DISCONNECT']);
    await gateway?.stop();
    await open?.stop();

    const { url: again } = await start({ disconnect }, { connectionMs: 60 });
    expect(await closeCode(await connected(`${again}?ticket=t`))).toBe(1001);
  });
});

describe('[local] @connections', () => {
  test('before $connect has returned a connection is gone, afterwards it is there', async () => {
    const early: string[] = [];
    let posts: ApiGatewayManagementApiClient | undefined;
    let connectionId = '';
    const started = await start({
      connect: async (event) => {
        connectionId = contextOf(event).connectionId;
        const post = new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'early' });
        await posts?.send(post).catch((error: Error) => early.push(error.name));
        return { statusCode: 200 };
      },
    });
    posts = started.posts;
    const socket = await connected(`${started.url}?ticket=t`);
    expect(early).toEqual(['GoneException']);

    const heard = nextMessage(socket);
    await posts.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'hello' }));
    expect(await heard).toBe('hello');
    const { ConnectedAt, Identity } = await posts.send(
      new GetConnectionCommand({ ConnectionId: connectionId }),
    );
    expect(ConnectedAt).toBeInstanceOf(Date);
    expect(Identity?.SourceIp).toBe('127.0.0.1');

    const closed = closeCode(socket);
    await posts.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    await closed;
    await expect(
      posts.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'late' })),
    ).rejects.toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
  });

  test('too much at once is 413, and a client that does not read is 429', async () => {
    let connectionId = '';
    const { url, posts } = await start(
      {
        connect: (event) => {
          connectionId = contextOf(event).connectionId;
          return { statusCode: 200 };
        },
      },
      { clientBufferBytesMax: 1_000 },
    );
    const socket = await connected(`${url}?ticket=t`);
    const post = (Data: string): Promise<unknown> =>
      posts.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data }));
    await expect(post('x'.repeat(131_073))).rejects.toMatchObject({ name: 'PayloadTooLargeException' });

    socket.pause();
    const flood = async (): Promise<void> => {
      // What the sockets of this machine hold in between differs; 64 MB is beyond all of them.
      for (let at = 0; at < 512; at += 1) await post('x'.repeat(131_072));
    };
    await expect(flood()).rejects.toMatchObject({ name: 'LimitExceededException' });
    socket.terminate();
  });
});
