import { problemSchema } from '@gaveldrop/protocol';
import { fault } from '@gaveldrop/saleroom';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApp, type HttpPorts } from '../../../functions/src/http/app.ts';

/** An app whose list of drops throws, and which has nothing else. */
const appThatThrows = (thrown: unknown) =>
  createApp({ groupClaim: 'groups', drops: { list: () => Promise.reject(thrown) } } as unknown as HttpPorts);

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('what a client hears of trouble', () => {
  test.each([
    [
      'a fault',
      fault('throttled', 'cannot read a drop', new Error('table lots-1 is busy')),
      503,
      'try-again',
    ],
    ['a bug', new Error('bug: a lot has sequence, in /var/task/index.mjs:7'), 500, 'internal'],
  ])('%s is logged whole, and told without its insides', async (_, thrown, status, code) => {
    const response = await appThatThrows(thrown).request('/drops');
    const text = await response.text();
    expect(problemSchema.parse(JSON.parse(text))).toMatchObject({ status, code });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ]);
    expect(text).not.toMatch(/lots-1|bug:|index\.mjs|cannot read/);
    expect(console.error).toHaveBeenCalledExactlyOnceWith(thrown);
  });

  test('an address that is none', async () => {
    const response = await appThatThrows(new Error('unused')).request('/nowhere');
    expect(await response.json()).toMatchObject({ status: 404, code: 'not-found' });
  });
});
