import type { ServerResponse } from 'node:http';
import { adapterLimits } from '@gaveldrop/adapters/adapter-limits';
import { appsyncFeed, type PublishLimits } from '@gaveldrop/adapters/aws/appsync-feed';
import type { Credentials } from '@gaveldrop/adapters/function-config';
import type { DropId, EpochMs } from '@gaveldrop/units';
import { describe, expect, test, vi } from 'vitest';
import { connectionsStandIn } from './connections-stand-in.ts';
import { signatureHolds } from './signature-holds.ts';
import { standInServer } from './stand-in-server.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials: Credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret };
const temporary: Credentials = { ...credentials, sessionToken: 'FwoGZXIvYXdzEJr//////////wEaDA+/==' };
const nowMs = Date.parse('2026-11-22T03:04:05.678Z') as EpochMs;
const dropId = '01JZZZZZZZZZZZZZZZZZZZZZZZ' as DropId;
const limits: PublishLimits = { ...adapterLimits, publishTimeoutMs: 200, publishWaitMaxMs: 5_000 };

const feedAt = (endpoint: string, some: Partial<PublishLimits> = {}, keys = credentials) =>
  appsyncFeed(
    {
      eventsEndpoint: new URL('/event', endpoint),
      region: 'us-east-1',
      credentials: keys,
      clock: { nowMs: () => nowMs },
    },
    { ...limits, ...some },
  );

const taken = '{"failed":[],"successful":[{"identifier":"a-1","index":0}]}';
const answering =
  (status: number, text = taken) =>
  (response: ServerResponse): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(text);
  };

/** How long it took, and what came of it. */
async function timed<T>(operation: () => Promise<T>): Promise<{ tookMs: number; came: T }> {
  const beganMs = performance.now();
  const came = await operation();
  return { tookMs: performance.now() - beganMs, came };
}

describe('what is sent', () => {
  test("is one event to the drop's channel, in a request that the service takes for signed", async () => {
    for (const keys of [credentials, temporary]) {
      const api = await connectionsStandIn(answering(200));
      expect(await feedAt(api.endpoint, {}, keys).publish(dropId, '{"title":"第一"}')).toBe('sent');
      const [request] = api.received;
      if (request === undefined) throw new Error('nothing was sent');
      expect(request).toMatchObject({ method: 'POST', path: '/event' });
      expect(request.body).toBe(
        '{"channel":"/drops/01JZZZZZZZZZZZZZZZZZZZZZZZ","events":["{\\"title\\":\\"第一\\"}"]}',
      );
      expect(signatureHolds(request, secret)).toBe(true);
      expect(request.headers).toMatchObject({
        'x-amz-date': '20261122T030405Z',
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(request.body)),
      });
      expect(request.headers.authorization).toContain('/20261122/us-east-1/appsync/aws4_request');
      expect(request.headers['x-amz-security-token']).toBe(keys.sessionToken);
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
    expect(await feedAt(endpoint.replace('http:', 'https:')).publish(dropId, '1')).toBe('failed');
    // What a TLS handshake begins with.
    expect(firstOctets).toEqual([22]);
  });

  test('is no event that is larger than the service takes', async () => {
    const api = await connectionsStandIn(answering(200));
    const { publish } = feedAt(api.endpoint);
    const largest = `"${'第'.repeat(81_919)}1"`;
    expect(Buffer.byteLength(largest)).toBe(245_760);
    expect(await publish(dropId, largest)).toBe('sent');
    expect(await publish(dropId, `${largest} `)).toBe('failed');
    expect(api.received).toHaveLength(1);
  });
});

describe('what becomes of a publication', () => {
  test.each([
    [200, 'sent'],
    [201, 'failed'],
    [301, 'failed'],
    [400, 'failed'],
    [401, 'failed'],
    [403, 'failed'],
    [413, 'failed'],
    [429, 'slow'],
    [500, 'failed'],
    [503, 'failed'],
  ] as const)('one answered %i is %s, and is sent once', async (status, became) => {
    const api = await connectionsStandIn(answering(status));
    expect(await feedAt(api.endpoint).publish(dropId, '1')).toBe(became);
    expect(api.received).toHaveLength(1);
  });

  test.each([
    ['names its event as failed', '{"failed":[{"identifier":"a","index":0,"code":500}],"successful":[]}'],
    ['names it as both', '{"failed":[{"index":0}],"successful":[{"index":0}]}'],
    ['names nothing', '{"failed":[],"successful":[]}'],
    ['has no lists', '{}'],
    ['has only one list', '{"successful":[{"index":0}]}'],
    ['is null', 'null'],
    ['is no JSON', 'Thank you'],
    ['is empty', ''],
  ])('one whose answer %s has failed', async (_, text) => {
    const api = await connectionsStandIn(answering(200, text));
    expect(await feedAt(api.endpoint).publish(dropId, '1')).toBe('failed');
  });

  test('one whose socket is cut has failed, is not sent again, and does not spoil the next', async () => {
    let cut = true;
    const api = await connectionsStandIn((response) => {
      if (cut) response.socket?.destroy();
      else answering(200)(response);
    });
    const { publish } = feedAt(api.endpoint);
    expect(await publish(dropId, '1')).toBe('failed');
    expect(api.received).toHaveLength(1);
    cut = false;
    expect(await publish(dropId, '2')).toBe('sent');
  });

  test('one whose answer is longer than any we know has failed, though it began well', async () => {
    const api = await connectionsStandIn((response) => {
      response.writeHead(200);
      response.write(taken);
      setTimeout(() => response.end(' '.repeat(20_000)), 20);
    });
    expect(await feedAt(api.endpoint).publish(dropId, '1')).toBe('failed');
  });

  test('one whose answer breaks off has failed', async () => {
    const api = await connectionsStandIn((response) => {
      response.writeHead(200, { 'content-length': taken.length });
      response.write(taken.slice(0, 20), () => response.socket?.destroy());
    });
    expect(await feedAt(api.endpoint).publish(dropId, '1')).toBe('failed');
  });

  test('one that nobody listens for, and one whose answer is no HTTP, have failed', async () => {
    expect(await feedAt('http://127.0.0.1:9').publish(dropId, '1')).toBe('failed');
    const { endpoint } = await standInServer((socket) =>
      socket.on('data', () => socket.end('good day\r\n\r\n')),
    );
    expect(await feedAt(endpoint).publish(dropId, '1')).toBe('failed');
  });
});

describe('the time of a publication', () => {
  const inTime = ({ tookMs }: { tookMs: number }) => {
    expect(tookMs).toBeGreaterThanOrEqual(190);
    expect(tookMs).toBeLessThan(1_500);
  };

  test('one that is never answered is given up when its time is over, and its socket is closed', async () => {
    const api = await connectionsStandIn(() => undefined);
    const one = await timed(() => feedAt(api.endpoint).publish(dropId, '1'));
    expect(one.came).toBe('unanswered');
    inTime(one);
    await vi.waitFor(() => expect(api.open()).toBe(0));
  });

  test('one whose answer begins and does not end is unanswered: what it says is in its body', async () => {
    const api = await connectionsStandIn((response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      const trickle = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(trickle));
    });
    const one = await timed(() => feedAt(api.endpoint).publish(dropId, '1'));
    expect(one.came).toBe('unanswered');
    inTime(one);
  });

  test('one whose answer has said what it is but does not end is let go of with that', async () => {
    const api = await connectionsStandIn((response) => {
      response.writeHead(200, { 'content-length': 1_000 });
      response.write(taken);
    });
    const one = await timed(() => feedAt(api.endpoint).publish(dropId, '1'));
    expect(one.came).toBe('sent');
    inTime(one);
  });

  test('is not called while its answer is there unread, because others keep this thread busy', async () => {
    const beBusy = (): void => {
      const untilMs = performance.now() + 250;
      while (performance.now() < untilMs);
    };
    const api = await connectionsStandIn((response) => {
      answering(200)(response);
      setImmediate(beBusy);
    });
    expect(await feedAt(api.endpoint).publish(dropId, '1')).toBe('sent');
  });

  test('spent waiting for a socket is limited, and then it has failed', async () => {
    const api = await connectionsStandIn(() => undefined);
    const { publish } = feedAt(api.endpoint, {
      ...{ publishSocketsMax: 1, publishTimeoutMs: 5_000, publishWaitMaxMs: 200 },
    });
    const [, other] = [publish(dropId, '1'), timed(() => publish(dropId, '2'))];
    const waited = await other;
    expect(waited.came).toBe('failed');
    inTime(waited);
    expect(api.received).toHaveLength(1);
  });

  test('is, unless said otherwise, what a tick may take, and an event 240 KB', () => {
    expect(adapterLimits).toMatchObject({ publishTimeoutMs: 250, eventBytesMax: 245_760 });
  });
});

test('sockets are used again, and given up when they have waited too long', async () => {
  const api = await connectionsStandIn(answering(200));
  const { publish } = feedAt(api.endpoint, { socketIdleMs: 100 });
  for (let time = 0; time < 5; time += 1) expect(await publish(dropId, '1')).toBe('sent');
  expect(api.opened()).toBe(1);
  await vi.waitFor(() => expect(api.open()).toBe(0));
  expect(await publish(dropId, '1')).toBe('sent');
  expect(api.opened()).toBe(2);
});
