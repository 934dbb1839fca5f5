import type { ServerResponse } from 'node:http';
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { adapterLimits } from '@gaveldrop/adapters/adapter-limits';
import { requestSigner, sha256Hex } from '@gaveldrop/adapters/aws/request-signer';
import { type PostLimits, signedBroadcast } from '@gaveldrop/adapters/aws/signed-broadcast';
import type { Credentials } from '@gaveldrop/adapters/function-config';
import type { ConnectionId, EpochMs } from '@gaveldrop/units';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connectionsStandIn } from './connections-stand-in.ts';
import { type ReceivedRequest, signatureHolds } from './signature-holds.ts';
import { standInServer } from './stand-in-server.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials: Credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret };
const temporary: Credentials = { ...credentials, sessionToken: 'FwoGZXIvYXdzEJr//////////wEaDA+/==' };
const nowMs = Date.parse('2026-11-22T03:04:05.678Z') as EpochMs;
const limits: PostLimits = {
  postTimeoutMs: 200,
  postWaitMaxMs: 5_000,
  postSocketsMax: 256,
  socketIdleMs: 20_000,
};
const connectionId = 'L0SM9cOFvHcCIhw=' as ConnectionId;
const oddIds = ['L0SM9cOFvHcCIhw=', 'a/b+c==', 'a b', "it's(a)*!", '第一'] as ConnectionId[];

const broadcastTo = (endpoint: string, some: Partial<PostLimits> = {}, keys = credentials) =>
  signedBroadcast(
    {
      managementEndpoint: new URL(endpoint),
      region: 'us-east-1',
      credentials: keys,
      clock: { nowMs: () => nowMs },
    },
    { ...limits, ...some },
  );

/** What the SDK's own client sends. */
async function sentBySdk(endpoint: string, ids: readonly ConnectionId[], keys: Credentials): Promise<void> {
  const client = new ApiGatewayManagementApiClient({ endpoint, region: 'us-east-1', credentials: keys });
  onTestFinished(() => client.destroy());
  for (const ConnectionId of ids)
    await client.send(new PostToConnectionCommand({ ConnectionId, Data: `to ${ConnectionId}` }));
}

/** How long it took, and what came of it. */
async function timed<T>(operation: () => Promise<T>): Promise<{ tookMs: number; came: T }> {
  const beganMs = performance.now();
  const came = await operation();
  return { tookMs: performance.now() - beganMs, came };
}

describe('what is sent', () => {
  test('is a request that the service takes for signed, at the instant of the clock, whatever the connection', async () => {
    const api = await connectionsStandIn();
    for (const keys of [credentials, temporary]) {
      const { post } = broadcastTo(api.endpoint, {}, keys);
      for (const id of oddIds) expect(await post(id, '{"title":"第一"}')).toBe('sent');
    }
    expect(api.received).toHaveLength(10);
    for (const request of api.received) {
      expect(signatureHolds(request, secret)).toBe(true);
      expect(request).toMatchObject({ method: 'POST', body: '{"title":"第一"}' });
      expect(request.headers).toMatchObject({
        'x-amz-date': '20261122T030405Z',
        'content-type': 'application/octet-stream',
        'content-length': '18',
      });
    }
    expect(api.received.map(({ headers }) => headers['x-amz-security-token'])).toEqual([
      ...Array(5).fill(undefined),
      ...Array(5).fill('FwoGZXIvYXdzEJr//////////wEaDA+/=='),
    ]);
    expect(api.received.slice(0, 2).map(({ path }) => path)).toEqual([
      '/live/@connections/L0SM9cOFvHcCIhw%3D',
      '/live/@connections/a%2Fb%2Bc%3D%3D',
    ]);
  });

  test('goes to the same path with the same text as what the SDK sends, and that is signed by the same rules', async () => {
    const api = await connectionsStandIn();
    await sentBySdk(api.endpoint, oddIds, temporary);
    const { post } = broadcastTo(api.endpoint, {}, temporary);
    for (const id of oddIds) await post(id, `to ${id}`);
    const bySdk = api.received.slice(0, 5);
    const byUs = api.received.slice(5);
    const sent = ({ method, path, body, headers }: ReceivedRequest) => ({
      ...{ method, path, body },
      ...{ host: headers.host, type: headers['content-type'], length: headers['content-length'] },
      token: headers['x-amz-security-token'],
    });
    expect(byUs.map(sent)).toEqual(bySdk.map(sent));
    expect(bySdk.every((request) => signatureHolds(request, secret))).toBe(true);
  });

  test('carries the very signature of the SDK when it signs the same headers at the same second', async () => {
    const api = await connectionsStandIn();
    await sentBySdk(api.endpoint, oddIds, temporary);
    const sign = requestSigner({ credentials: temporary, region: 'us-east-1', service: 'execute-api' });
    for (const { method, path, headers, body } of api.received) {
      const { authorization, 'x-amz-date': date = '' } = headers;
      const names = /SignedHeaders=([^,]+),/.exec(authorization ?? '')?.[1]?.split(';') ?? [];
      const own = names.filter((name) => name !== 'x-amz-date' && name !== 'x-amz-security-token');
      const given = Object.fromEntries(own.map((name) => [name, headers[name] ?? '']));
      const second = date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z');
      expect(
        sign({ method, path, headers: given, bodyHash: sha256Hex(body) }, Date.parse(second) as EpochMs),
      ).toEqual({
        authorization,
        'x-amz-date': date,
        'x-amz-security-token': 'FwoGZXIvYXdzEJr//////////wEaDA+/==',
      });
    }
  });

  test('goes over TLS where the address says so', async () => {
    const firstOctets: (number | undefined)[] = [];
    const { endpoint } = await standInServer((socket) =>
      socket.once('data', (chunk) => {
        firstOctets.push(chunk[0]);
        socket.destroy();
      }),
    );
    const { post } = broadcastTo(endpoint.replace('http:', 'https:'));
    expect(await post(connectionId, 'a')).toBe('failed');
    // What a TLS handshake begins with.
    expect(firstOctets).toEqual([22]);
  });

  test('is taken for signed by the check of these tests only as it was sent', async () => {
    const api = await connectionsStandIn();
    await broadcastTo(api.endpoint, {}, temporary).post(connectionId, 'a');
    const [request] = api.received;
    if (request === undefined) throw new Error('nothing was sent');
    const { 'x-amz-date': date, ...headers } = request.headers;
    expect(signatureHolds({ ...request, body: 'b' }, secret)).toBe(false);
    expect(signatureHolds({ ...request, path: '/live/@connections/other' }, secret)).toBe(false);
    expect(signatureHolds({ ...request, method: 'DELETE' }, secret)).toBe(false);
    expect(signatureHolds({ ...request, headers: { ...headers, 'x-amz-date': `${date}1` } }, secret)).toBe(
      false,
    );
    expect(signatureHolds(request, `${secret}1`)).toBe(false);
  });
});

describe('what becomes of a post', () => {
  const answered = (status: number) => (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"message":"a reason"}');
  };

  test.each([
    [200, 'sent'],
    [204, 'sent'],
    [301, 'failed'],
    [400, 'failed'],
    [403, 'failed'],
    [410, 'gone'],
    [413, 'failed'],
    [429, 'slow'],
    [500, 'failed'],
    [503, 'failed'],
  ] as const)('one answered %i is %s, and is sent once', async (status, became) => {
    const api = await connectionsStandIn(answered(status));
    const { post } = broadcastTo(api.endpoint);
    expect(await post(connectionId, 'a')).toBe(became);
    expect(api.received).toHaveLength(1);
  });

  test('one whose socket is cut has failed, is not sent again, and does not spoil the next', async () => {
    let cut = true;
    const api = await connectionsStandIn((response) => {
      if (cut) response.socket?.destroy();
      else response.writeHead(200).end();
    });
    const { post } = broadcastTo(api.endpoint);
    expect(await post(connectionId, 'a')).toBe('failed');
    expect(api.received).toHaveLength(1);
    cut = false;
    expect(await post(connectionId, 'b')).toBe('sent');
  });

  test('one that nobody listens for has failed', async () => {
    expect(await broadcastTo('http://127.0.0.1:9/live').post(connectionId, 'a')).toBe('failed');
  });

  test('one whose answer is no HTTP has failed', async () => {
    const { endpoint } = await standInServer((socket) =>
      socket.on('data', () => socket.end('good day\r\n\r\n')),
    );
    expect(await broadcastTo(endpoint).post(connectionId, 'a')).toBe('failed');
  });
});

describe('the time of a post', () => {
  const inTime = ({ tookMs }: { tookMs: number }) => {
    expect(tookMs).toBeGreaterThanOrEqual(190);
    expect(tookMs).toBeLessThan(1_500);
  };

  test('one that is never answered is given up when its time is over, and its socket is closed', async () => {
    const api = await connectionsStandIn(() => undefined);
    const { post } = broadcastTo(api.endpoint);
    const one = await timed(() => post(connectionId, 'a'));
    expect(one.came).toBe('unanswered');
    inTime(one);
    await vi.waitFor(() => expect(api.open()).toBe(0));
  });

  test('one whose answer comes a character at a time is given up when its time is over', async () => {
    const { endpoint } = await standInServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nx-slow: ');
      const trickle = setInterval(() => socket.write('H'), 50);
      socket.on('close', () => clearInterval(trickle));
    });
    const one = await timed(() => broadcastTo(endpoint).post(connectionId, 'a'));
    expect(one.came).toBe('unanswered');
    inTime(one);
  });

  test('one whose answer has said what it is but does not end is let go of with that', async () => {
    for (const [status, became] of [
      [200, 'sent'],
      [410, 'gone'],
    ] as const) {
      const api = await connectionsStandIn((response) => {
        response.writeHead(status, { 'content-length': 1_000 });
        const trickle = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(trickle));
      });
      const one = await timed(() => broadcastTo(api.endpoint).post(connectionId, 'a'));
      expect(one.came).toBe(became);
      inTime(one);
      await vi.waitFor(() => expect(api.open()).toBe(0));
    }
  });

  test('is not called while its answer is there unread, because others keep this thread busy', async () => {
    const beBusy = (): void => {
      const untilMs = performance.now() + 250;
      while (performance.now() < untilMs);
    };
    const api = await connectionsStandIn((response) => {
      response.writeHead(200).end();
      setImmediate(beBusy);
    });
    const { post } = broadcastTo(api.endpoint);
    expect(await post(connectionId, 'a')).toBe('sent');
  });

  test('begins when its socket is up: a phone is not blamed for those before it', async () => {
    let answered = 0;
    const api = await connectionsStandIn((response) => {
      answered += 1;
      if (answered > 1) response.writeHead(200).end();
    });
    const { post } = broadcastTo(api.endpoint, { postSocketsMax: 1 });
    const all = await timed(() => Promise.all(oddIds.slice(0, 3).map((id) => post(id, 'a'))));
    expect(all.came).toEqual(['unanswered', 'sent', 'sent']);
    inTime(all);
  });

  test('spent waiting for a socket is limited, and then it has failed', async () => {
    const api = await connectionsStandIn(() => undefined);
    const { post } = broadcastTo(api.endpoint, {
      postSocketsMax: 1,
      postTimeoutMs: 5_000,
      postWaitMaxMs: 200,
    });
    const [first, ...others] = oddIds.slice(0, 3).map((id) => timed(() => post(id, 'a')));
    for (const one of await Promise.all(others)) {
      expect(one.came).toBe('failed');
      inTime(one);
    }
    expect(api.received).toHaveLength(1);
    void first;
  });

  test('of a post is, unless said otherwise, what a tick may take', () => {
    expect(adapterLimits).toMatchObject({ postTimeoutMs: 250, postWaitMaxMs: 2_000 });
  });
});

describe('sockets', () => {
  const many = Array.from({ length: 20 }, (_, index) => `id-${index}` as ConnectionId);

  test('are used again', async () => {
    const api = await connectionsStandIn();
    const { post } = broadcastTo(api.endpoint);
    for (const id of many) expect(await post(id, 'a')).toBe('sent');
    expect(api.opened()).toBe(1);
  });

  test('are as many as posts at once, up to the limit, and all of them are used again', async () => {
    const api = await connectionsStandIn();
    const { post } = broadcastTo(api.endpoint, { postSocketsMax: 4, postTimeoutMs: 5_000 });
    for (let round = 0; round < 3; round += 1)
      expect(await Promise.all(many.map((id) => post(id, 'a')))).toEqual(Array(20).fill('sent'));
    expect(api.opened()).toBe(4);
    expect(api.received).toHaveLength(60);
  });

  test('are given up when they have waited too long for a post, before the other side gives them up', async () => {
    const api = await connectionsStandIn();
    const { post } = broadcastTo(api.endpoint, { socketIdleMs: 50 });
    await post(connectionId, 'a');
    expect(api.opened()).toBe(1);
    await vi.waitFor(() => expect(api.open()).toBe(0));
    expect(await post(connectionId, 'b')).toBe('sent');
    expect(api.opened()).toBe(2);
  });

  test('that wait long for an answer are not given up for that', async () => {
    const api = await connectionsStandIn((response) => {
      setTimeout(() => response.writeHead(200).end(), 120);
    });
    const { post } = broadcastTo(api.endpoint, { socketIdleMs: 20, postTimeoutMs: 5_000 });
    expect(await post(connectionId, 'a')).toBe('sent');
  });
});
