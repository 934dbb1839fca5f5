import type { PublicLot } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { DropWorld, never, openLot, type ServerEnd } from './drop-world.ts';

const pong = (world: DropWorld, sentAtMs: number, lots: readonly PublicLot[] = []): void => {
  const { serverNowMs } = world;
  world.socket.say({ type: 'pong', sentAtMs, serverNowMs, lots });
};
/** The pings that ask about the lots of the drop, and not only for the time. */
const asked = (socket: ServerEnd) => socket.of('ping').filter(({ have }) => have !== undefined);

/** A live connection that is quiet, and whose feed just came to flow; no snapshot comes. */
async function subscribed(): Promise<DropWorld> {
  const world = new DropWorld('feed');
  await world.goLive();
  await world.pass(12_000);
  world.snapshot = never;
  world.feed.flow();
  return world;
}

describe('what a subscription missed', () => {
  const errors: [string, object][] = [
    ['an error', { type: 'error', code: 'internal-error', message: 'no', of: 'ping' }],
    ['a word to slow down', { type: 'error', code: 'slow-down', message: 'no', of: 'ping' }],
    ['an error about it knows not what', { type: 'error', code: 'internal-error', message: 'no' }],
    ['the gateway alone', { message: 'Internal server error', connectionId: 'C', requestId: 'R' }],
  ];
  test.each(errors)('is asked about again, when %s answered, until a pong does', async (_, error) => {
    const world = await subscribed();
    expect(asked(world.socket)).toHaveLength(1);
    world.socket.say(error);
    await world.advance(2_999);
    expect(asked(world.socket)).toHaveLength(1);
    await world.advance(1);
    expect(asked(world.socket)).toHaveLength(2);
    world.socket.say(error);
    await world.advance(3_000);
    expect(asked(world.socket)).toHaveLength(3);
    pong(world, world.serverNowMs);
    world.socket.say(error);
    await world.advance(5_000);
    expect(asked(world.socket)).toHaveLength(3);
  });

  test('is not taken for answered by the pong to a ping for the time, sent in the same instant', async () => {
    const world = new DropWorld('feed');
    world.snapshot = never;
    const socket = await world.connect();
    world.feed.flow();
    socket.say(world.welcome({ lots: [openLot()] }));
    expect(socket.of('ping').map(({ sentAtMs }) => sentAtMs)).toEqual([world.serverNowMs, world.serverNowMs]);
    expect(asked(socket)).toHaveLength(1);
    pong(world, world.serverNowMs);
    expect(world.client.state().pushed).toBe(false);
    socket.say({ type: 'error', code: 'internal-error', message: 'no', of: 'ping' });
    await world.advance(3_000);
    expect(asked(socket)).toHaveLength(2);
  });

  test('is not asked about again when a snapshot told it meanwhile', async () => {
    const world = await subscribed();
    world.socket.say({ type: 'error', code: 'busy', message: 'no', of: 'ping' });
    world.snapshot = async () => ({ lots: [openLot({ sequence: 9 as never })] });
    await world.advance(1_500);
    expect(world.client.state()).toMatchObject({ pushed: true, lots: [{ sequence: 9 }] });
    await world.advance(3_000);
    expect(asked(world.socket)).toHaveLength(1);
  });

  test('is not asked about again for an error about a bid', async () => {
    const world = await subscribed();
    world.socket.say({ type: 'error', code: 'internal-error', message: 'no', of: 'bid' });
    await world.advance(4_000);
    expect(asked(world.socket)).toHaveLength(1);
  });

  test('the welcome of another connection has told', async () => {
    const world = await subscribed();
    world.socket.say({ type: 'error', code: 'internal-error', message: 'no', of: 'ping' });
    world.socket.close();
    const socket = await world.reconnect();
    socket.say(world.welcome());
    await world.advance(4_000);
    expect(asked(socket)).toHaveLength(0);
  });

  test('nobody asks once it is stopped', async () => {
    const world = await subscribed();
    world.socket.say({ type: 'error', code: 'internal-error', message: 'no', of: 'ping' });
    world.client.stop();
    expect(world.timersRunning).toBe(0);
  });
});

describe('a pong with an old change that the feed has not told', () => {
  test.each([
    { what: 'that anybody can see', fields: { priceCents: 1_100 as never }, subscriptions: 2 },
    { what: 'that nobody is told of, as a raised maximum', fields: {}, subscriptions: 1 },
  ])('$what asks for $subscriptions subscriptions in all', async ({ fields, subscriptions }) => {
    const world = await subscribed();
    const committedAtMs = (world.serverNowMs + 1_000) as never;
    await world.advance(4_500);
    pong(world, world.serverNowMs, [openLot({ sequence: 6 as never, committedAtMs, ...fields })]);
    expect(world.client.state().lots).toMatchObject([{ sequence: 6, committedAtMs }]);
    expect(world.feed.of('subscribe')).toHaveLength(subscriptions);
  });

  test('counts also a lot that was not known at all', async () => {
    const world = await subscribed();
    const committedAtMs = (world.serverNowMs + 1_000) as never;
    await world.advance(4_500);
    pong(world, world.serverNowMs, [openLot({ number: 2 as never, committedAtMs })]);
    expect(world.feed.of('subscribe')).toHaveLength(2);
  });
});
