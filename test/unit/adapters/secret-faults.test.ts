import { secretKeys } from '@gaveldrop/adapters/aws/secret-keys';
import { secretsClient } from '@gaveldrop/adapters/aws/secrets-client';
import type { Keys } from '@gaveldrop/saleroom';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { standInServer } from './stand-in-server.ts';

process.env.AWS_REGION = 'us-east-1';
process.env.AWS_ACCESS_KEY_ID = 'local';
process.env.AWS_SECRET_ACCESS_KEY = 'local';
afterEach(() => {
  delete process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER;
});

type Answer = readonly [status: number, body: object];

const text = 'QmVzdCBrZXB0IHNlY3JldCBvZiB0aGUgc2FsZXJvb20gaW4gYWxsIG9mIHRvd24x';
const told: Answer = [200, { SecretString: text }];
const throttled: Answer = [400, { __type: 'ThrottlingException', Message: 'Rate exceeded' }];
const denied: Answer = [400, { __type: 'AccessDeniedException', Message: 'no' }];
const down: Answer = [500, { __type: 'InternalServiceError', Message: 'sorry' }];

/** Keys whose secrets give these answers, one a request, and none after the last of them. */
async function keysAnswered(
  ...answers: readonly Answer[]
): Promise<{ keys: Keys; asked: () => readonly string[] }> {
  const asked: string[] = [];
  const { endpoint } = await standInServer((socket) => {
    socket.on('data', (chunk) => {
      const request = chunk.toString();
      if (!request.startsWith('POST')) return;
      const answer = answers[asked.length];
      asked.push(/x-amz-target: (\S+)/i.exec(request)?.[1] ?? '');
      if (answer === undefined) return;
      const body = JSON.stringify(answer[1]);
      socket.write(
        `HTTP/1.1 ${answer[0]} X\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
    });
  });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = endpoint;
  const client = secretsClient();
  onTestFinished(() => client.destroy());
  return { keys: secretKeys(client, 'arn:aws:secretsmanager:us-east-1:1:secret:s'), asked: () => asked };
}

test('the secret is read with one request, however many ask for its keys', async () => {
  const { keys, asked } = await keysAnswered(told, told, told);
  const loaded = await Promise.all([keys.load(), keys.load()]);
  expect(await keys.load()).toBe(loaded[0]);
  expect(asked()).toEqual(['secretsmanager.GetSecretValue']);
});

test('a reading that is turned away is tried again twice within the same call', async () => {
  const { keys, asked } = await keysAnswered(throttled, down, told);
  expect((await keys.load()).keyId).toMatch(/^[\w-]{43}$/);
  expect(asked()).toHaveLength(3);
});

test('one that fails three times is a fault of its kind, and the next call reads anew', async () => {
  for (const [answer, faultKind] of [
    [throttled, 'throttled'],
    [down, 'unavailable'],
    [denied, 'unavailable'],
  ] as const) {
    const { keys, asked } = await keysAnswered(answer, answer, answer, told);
    await expect(keys.load()).rejects.toMatchObject({ faultKind });
    expect(asked()).toHaveLength(3);
    await expect(keys.load()).resolves.toMatchObject({ keyId: expect.stringMatching(/^[\w-]{43}$/) });
    expect(asked()).toHaveLength(4);
  }
});

test('one that is never answered is let go of after its time, three times', async () => {
  const { keys, asked } = await keysAnswered();
  const beganMs = performance.now();
  await expect(keys.load()).rejects.toMatchObject({ faultKind: 'unavailable' });
  const tookMs = performance.now() - beganMs;
  expect(asked()).toHaveLength(3);
  expect(tookMs).toBeGreaterThanOrEqual(1_490);
  expect(tookMs).toBeLessThan(4_000);
});

test.each([
  ['whose first line comes', 'HTTP/1.1 200 OK\r\nx-slow: '],
  [
    'that comes',
    'HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\ncontent-length: 90\r\n\r\n{',
  ],
])('an answer %s a character at a time is let go of too', async (_, begin) => {
  const { endpoint } = await standInServer((socket) => {
    socket.on('data', () => {
      socket.write(begin);
      const trickle = setInterval(() => socket.write(' '), 100);
      socket.on('close', () => clearInterval(trickle));
    });
  });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = endpoint;
  const client = secretsClient();
  onTestFinished(() => client.destroy());
  const beganMs = performance.now();
  await expect(secretKeys(client, 'Keys').load()).rejects.toMatchObject({ faultKind: 'unavailable' });
  expect(performance.now() - beganMs).toBeLessThan(4_000);
});

test('a reading that was started ahead and failed harms nobody', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  onTestFinished(() => void process.off('unhandledRejection', unhandled));
  const { keys, asked } = await keysAnswered(denied, denied, denied, told);
  void keys.load();
  await vi.waitFor(() => expect(asked()).toHaveLength(3));
  await vi.waitFor(async () => expect((await keys.load()).publicKey).toMatch(/^[\w-]{43}$/));
  expect(unhandled).not.toHaveBeenCalled();
});

test('a secret without a text is a bug', async () => {
  const { keys } = await keysAnswered([200, { SecretBinary: 'AAAA' }]);
  await expect(keys.load()).rejects.toThrow("bug: the saleroom's secret is not a text");
});
