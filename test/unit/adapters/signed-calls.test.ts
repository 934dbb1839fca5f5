import type { ServerResponse } from 'node:http';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { requestFailure } from '@gaveldrop/adapters/aws/request-failure';
import { signedCalls } from '@gaveldrop/adapters/aws/signed-calls';
import type { Credentials } from '@gaveldrop/adapters/function-config';
import { queueEndpoint } from '@gaveldrop/adapters/function-config';
import type { EpochMs } from '@gaveldrop/units';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectionsStandIn } from './connections-stand-in.ts';
import { signatureHolds } from './signature-holds.ts';
import { standInServer } from './stand-in-server.ts';

const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const credentials: Credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: secret };
const temporary: Credentials = { ...credentials, sessionToken: 'FwoGZXIvYXdzEJr//////////wEaDA+/==' };
const nowMs = Date.parse('2026-11-22T03:04:05.678Z') as EpochMs;
const input = {
  QueueUrl: 'https://queue.example/000000000000/pulse.fifo',
  Entries: [
    { Id: '0', MessageBody: '{"title":"第一"}', MessageGroupId: 'a#0', MessageDeduplicationId: 'b#1#0' },
  ],
};

const callsTo = (endpoint: string, keys = credentials) =>
  signedCalls({
    endpoint: new URL(endpoint),
    region: 'us-east-1',
    credentials: keys,
    service: 'sqs',
    targetPrefix: 'AmazonSQS',
    clock: { nowMs: () => nowMs },
  });

/** A service that answers each call so. */
const answering = (status: number, body: string) =>
  connectionsStandIn((response: ServerResponse) => response.writeHead(status).end(body));

/** What a call throws, and how the adapters understand it. */
async function failureOf(calling: Promise<unknown>) {
  const thrown: unknown = await calling.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Error);
  return { thrown: thrown as Error, failure: requestFailure(thrown) };
}

describe('what is sent', () => {
  test('is signed as the service checks it, at the instant of the clock', async () => {
    const service = await answering(200, '{}');
    for (const keys of [credentials, temporary])
      await callsTo(service.endpoint, keys)('SendMessageBatch', input, 500);
    expect(service.received.map((request) => signatureHolds(request, secret))).toEqual([true, true]);
    expect(service.received.map(({ headers }) => headers['x-amz-date'])).toEqual([
      '20261122T030405Z',
      '20261122T030405Z',
    ]);
    expect(service.received[1]?.headers['x-amz-security-token']).toBe(temporary.sessionToken);
  });

  test('is what the SDK sends', async () => {
    const service = await answering(200, '{}');
    const { origin } = new URL(service.endpoint);
    const client = new SQSClient({
      ...{ endpoint: origin, region: 'us-east-1', credentials, useQueueUrlAsEndpoint: false },
    });
    onTestFinished(() => client.destroy());
    await client.send(new SendMessageBatchCommand(input));
    await callsTo(service.endpoint)('SendMessageBatch', input, 500);
    const [bySdk, byUs] = service.received;
    expect(byUs?.method).toBe('POST');
    expect(byUs?.path).toBe('/');
    expect(JSON.parse(byUs?.body ?? '')).toEqual(JSON.parse(bySdk?.body ?? ''));
    for (const name of ['host', 'content-type', 'content-length', 'x-amz-target'])
      expect(byUs?.headers[name]).toBe(bySdk?.headers[name]);
  });

  test('goes over a socket that stays open', async () => {
    const service = await answering(200, '{}');
    const call = callsTo(service.endpoint);
    for (let times = 0; times < 5; times += 1) await call('SendMessageBatch', input, 500);
    expect(service.opened()).toBe(1);
  });
});

describe('what is answered', () => {
  test('is the body, read as JSON', async () => {
    const service = await answering(200, '{"Failed":[{"Id":"0"}]}');
    expect(await callsTo(service.endpoint)('SendMessageBatch', input, 500)).toEqual({
      Failed: [{ Id: '0' }],
    });
  });

  test.each([
    [400, '{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no"}', 'QueueDoesNotExist', 'refused'],
    [403, '{"__type":"RequestThrottled"}', 'RequestThrottled', 'throttled'],
    [400, '{"message":"no name"}', 'UnknownError', 'refused'],
    [500, '{"__type":"InternalFailure"}', 'InternalFailure', 'ambiguous'],
    // What is no JSON is not of the service: it may have done what was asked.
    [200, '', 'Error', 'ambiguous'],
    [403, '<html>', 'Error', 'ambiguous'],
  ])('a "no" of %i and %s is thrown as the SDK would', async (status, body, name, understood) => {
    const service = await answering(status, body);
    const { thrown, failure } = await failureOf(callsTo(service.endpoint)('SendMessageBatch', input, 500));
    expect(thrown.name).toBe(name);
    expect(failure).toBe(understood);
  });

  test('nobody there is a request that was never sent', async () => {
    const { failure } = await failureOf(callsTo('http://127.0.0.1:1')('SendMessageBatch', input, 500));
    expect(failure).toBe('unsent');
  });

  test('an answer that breaks off tells nothing', async () => {
    const { endpoint } = await standInServer((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"Failed":[]}')),
    );
    const { failure } = await failureOf(callsTo(endpoint)('SendMessageBatch', input, 500));
    expect(failure).toBe('ambiguous');
  });

  test.each([
    ['that never comes', ''],
    ['that never ends', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{'],
  ])('an answer %s is waited for as long as was said, and no longer', async (_, begun) => {
    const { endpoint } = await standInServer((socket) => socket.on('data', () => socket.write(begun)));
    const beganMs = performance.now();
    const { failure } = await failureOf(callsTo(endpoint)('SendMessageBatch', input, 60));
    expect(failure).toBe('ambiguous');
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(50);
    expect(performance.now() - beganMs).toBeLessThan(2_000);
  });
});

describe('where it goes', () => {
  const queueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/pulse.fifo';

  test("is the host of the queue's own URL", () => {
    expect(queueEndpoint(queueUrl, {}).href).toBe('https://sqs.eu-central-1.amazonaws.com/');
  });

  test("is where the SDK's clients are sent, where they are", () => {
    const sent = { AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:4566' };
    expect(queueEndpoint(queueUrl, sent).href).toBe('http://127.0.0.1:4566/');
    expect(() => queueEndpoint(queueUrl, { AWS_ENDPOINT_URL_SQS: 'nowhere' })).toThrow(
      'AWS_ENDPOINT_URL_SQS',
    );
  });
});
