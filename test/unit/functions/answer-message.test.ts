import type { MessageOf, ServerMessage } from '@gaveldrop/protocol';
import type { Principal } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { answerMessage, type Received } from '../../../functions/src/socket/answer-message.ts';
import { principalFromContext, principalToContext } from '../../../functions/src/socket/principal-context.ts';
import type { SocketEvent } from '../../../functions/src/socket/socket-event.ts';

const dropId = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const context = { userId: 'user-bea', dropId, role: 'bidder', shard: '3', sellerIds: '["user-bea"]' };
const ping: MessageOf<'ping'> = { action: 'ping', sentAtMs: epochMs(7) };
const pong: ServerMessage = { type: 'pong', sentAtMs: epochMs(7), serverNowMs: epochMs(8), lots: [] };

const eventOf = (body: string | undefined, authorizer: Record<string, unknown> = context): SocketEvent => ({
  ...(body === undefined ? {} : { body }),
  requestContext: {
    ...{ connectionId: 'c-1', connectedAt: 1_799_999_940_000, requestTimeEpoch: 1_800_000_000_000 },
    authorizer,
  },
});

describe('a socket action', () => {
  test('its use case gets the message with all that the gateway knows, and its answer goes back', async () => {
    const received: Received<'ping'>[] = [];
    const handler = answerMessage('ping', async (one) => {
      received.push(one);
      return pong;
    });
    expect(await handler(eventOf(JSON.stringify(ping)))).toEqual({
      statusCode: 200,
      body: JSON.stringify(pong),
    });
    expect(received).toEqual([
      {
        message: ping,
        principal: {
          userId: 'user-bea',
          dropId,
          role: 'bidder',
          paddleNumber: undefined,
          limitCents: undefined,
          sellerIds: ['user-bea'],
          shard: 3,
        },
        connectionId: 'c-1',
        connectedAtMs: 1_799_999_940_000,
        stampMs: 1_800_000_000_000,
      },
    ]);
  });

  test.each([
    ['nothing', undefined, { code: 'not-json', message: 'the message is not JSON' }],
    ['no JSON', 'ping!', { code: 'not-json', message: 'the message is not JSON' }],
    ['another action', '{"action":"bid"}', { code: 'invalid-field', of: 'bid' }],
    ['a field too few', '{"action":"ping"}', { code: 'invalid-field', of: 'ping' }],
    [
      'a field too many',
      '{"action":"ping","sentAtMs":1,"more":true}',
      { code: 'invalid-field', message: 'more: is not a field of this message', of: 'ping' },
    ],
    [
      'bytes too many',
      `{"action":"ping","sentAtMs":1}${' '.repeat(995)}`,
      { message: 'the message has 1025 bytes; ping may have at most 1024', code: 'message-too-long' },
    ],
  ])('%s is answered with what is wrong, and its use case hears nothing', async (_, body, said) => {
    const handler = answerMessage('ping', () => {
      throw new Error('the use case was called');
    });
    const { statusCode, body: answered } = await handler(eventOf(body));
    expect(statusCode).toBe(200);
    expect(JSON.parse(answered)).toMatchObject({ type: 'error', ...said });
  });

  test('the eleventh of a connection in one second is told to slow down, unread, and reaches no use case', async () => {
    let calls = 0;
    const handler = answerMessage('ping', async () => {
      calls += 1;
      return pong;
    });
    for (let one = 0; one < 10; one += 1) await handler(eventOf(JSON.stringify(ping)));
    for (const body of [JSON.stringify(ping), 'ping!']) {
      const { statusCode, body: answered } = await handler(eventOf(body));
      expect(statusCode).toBe(200);
      expect(JSON.parse(answered)).toEqual({
        ...{ type: 'error', code: 'slow-down', of: 'ping' },
        message: 'more than 10 messages in a second; send it again later',
      });
    }
    expect(calls).toBe(10);
  });

  test('what its use case throws is left to the gateway to answer', async () => {
    const handler = answerMessage('ping', () => Promise.reject(new Error('out of order')));
    await expect(handler(eventOf(JSON.stringify(ping)))).rejects.toThrow('out of order');
  });

  test('a context that our authorizer did not write is a bug, not somebody', async () => {
    const handler = answerMessage('ping', async () => pong);
    const body = JSON.stringify(ping);
    for (const wrong of [
      {},
      { ...context, role: 'owner' },
      { ...context, dropId: 'x' },
      { ...context, shard: 3 },
    ])
      await expect(handler(eventOf(body, wrong))).rejects.toThrow(/^bug: /);
  });
});

describe('a principal goes through the gateway as text', () => {
  test.each([
    { paddleNumber: undefined, limitCents: undefined },
    { paddleNumber: 65_535, limitCents: 999_999_999_999 },
  ])('%j', ({ paddleNumber, limitCents }) => {
    const principal = {
      ...principalFromContext(context),
      paddleNumber,
      limitCents,
      sellerIds: ['user-bea', 'a "seller", with\\ signs'],
      role: 'auctioneer',
    } as unknown as Principal;
    const carried = principalToContext(principal);
    expect(Object.values(carried).every((value) => typeof value === 'string')).toBe(true);
    expect(principalFromContext(carried)).toEqual(principal);
  });
});
