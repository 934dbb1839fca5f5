import { describe, expect, test } from 'vitest';
import { DropWorld, openLot } from './drop-world.ts';

/** A phone to which changes are pushed, and that has been so for a while. */
async function settled(pushes: 'sockets' | 'feed' = 'sockets', told: object = {}): Promise<DropWorld> {
  const world = new DropWorld(pushes);
  await world.goLive([openLot()], told);
  if (pushes === 'feed') world.feed.flow();
  await world.pass(12_000);
  return world;
}
/** Until the next ping that is due has gone. */
async function nextPing(world: DropWorld): Promise<void> {
  const before = world.socket.of('ping').length;
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 100) {
    if (world.socket.of('ping').length > before) return;
    await world.advance(100);
  }
  throw new Error('no ping was due');
}
const isPushed = (world: DropWorld): boolean => world.client.state().pushed;

describe('while the connection is made sure of', () => {
  test.each(['visible', 'online', 'offline'] as const)(
    'after the hint %s, nothing counts as pushed until it answers',
    async (hint) => {
      const world = await settled();
      expect(isPushed(world)).toBe(true);
      world.client.hint(hint);
      expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, pushed: false });
      await world.advance(1_000);
      expect(isPushed(world)).toBe(false);
      world.answerPings();
      expect(isPushed(world)).toBe(true);
    },
  );

  test('a ping that was out already is doubted too, once the device says it is offline', async () => {
    const world = await settled();
    await nextPing(world);
    expect(isPushed(world)).toBe(true);
    world.client.hint('offline');
    expect(isPushed(world)).toBe(false);
  });

  test('what is shown meanwhile comes from snapshots', async () => {
    const world = await settled();
    world.snapshot = async () => ({ lots: [openLot({ sequence: 9 as never })] });
    world.client.hint('offline');
    await world.advance(1_500);
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, lots: [{ sequence: 9 }] });
  });

  test('a ping that is merely due changes nothing, answered or not yet', async () => {
    const world = await settled();
    const told: boolean[] = [];
    world.client.subscribe(({ pushed }) => told.push(pushed));
    for (let pings = 0; pings < 3; pings += 1) {
      await nextPing(world);
      await world.advance(4_900);
      world.answerPings();
    }
    expect(isPushed(world)).toBe(true);
    expect(told).not.toContain(false);
  });
});

describe('while the feed is made sure of', () => {
  test.each(['visible', 'online', 'offline'] as const)(
    'after the hint %s, nothing counts as pushed until it says something',
    async (hint) => {
      const world = await settled('feed');
      expect(isPushed(world)).toBe(true);
      world.client.hint(hint);
      expect(isPushed(world)).toBe(false);
      world.answerPings();
      expect(isPushed(world)).toBe(false);
      world.feed.say({ type: 'ka' });
      expect(isPushed(world)).toBe(true);
    },
  );

  test('the connection may be doubtful: nothing is pushed by that', async () => {
    const world = await settled('feed');
    world.client.hint('visible');
    world.feed.say({ type: 'ka' });
    expect(isPushed(world)).toBe(true);
  });
});

describe('what a feed missed, asked down a connection that is dead in silence', () => {
  test('is told by a snapshot when the connection is in doubt, and nothing counts as pushed before', async () => {
    const world = await settled('feed');
    world.client.hint('online');
    world.feed.close();
    await world.advance(400);
    world.snapshot = async () => ({ lots: [openLot({ sequence: 9 as never })] });
    world.feed.flow();
    const told: boolean[] = [];
    world.client.subscribe(({ pushed, lots }) => told.push(pushed && lots[0]?.sequence !== 9));
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, pushed: false });
    await world.advance(1_500);
    expect(world.client.state()).toMatchObject({ pushed: true, lots: [{ sequence: 9 }] });
    expect(told).not.toContain(true);
  });

  test.each([
    ['nothing speaks against the connection', () => undefined],
    ['it is given up', (world: DropWorld) => world.socket.close()],
  ])('is told by a snapshot while %s, and nothing counts as pushed before', async (_, befalls) => {
    const world = await settled('feed');
    world.ticket = async () => Promise.reject(new Error('down'));
    world.feed.close();
    await world.advance(400);
    world.feed.flow();
    await world.settle();
    world.snapshot = async () => ({ lots: [openLot({ sequence: 9 as never })] });
    befalls(world);
    await world.advance(1_499);
    expect(isPushed(world)).toBe(false);
    await world.advance(1);
    expect(world.client.state()).toMatchObject({ pushed: true, lots: [{ sequence: 9 }] });
  });

  test('is not told by a welcome whose hello went before: it is asked then, and nothing counts as pushed before', async () => {
    const world = new DropWorld('feed');
    const socket = await world.connect();
    world.feed.flow();
    socket.say(world.welcome({ lots: [openLot()] }));
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, pushed: false });
    expect(socket.of('ping').filter(({ have }) => have !== undefined)).toHaveLength(1);
    world.answerPings([openLot({ sequence: 9 as never })]);
    expect(world.client.state()).toMatchObject({ pushed: true, lots: [{ sequence: 9 }] });
  });

  test('is not asked by such a welcome either, when a snapshot told it meanwhile', async () => {
    const world = await settled('feed');
    world.socket.close();
    const socket = await world.reconnect();
    world.feed.close();
    await world.advance(400);
    world.feed.flow();
    world.snapshot = async () => ({ lots: [openLot({ sequence: 9 as never })] });
    await world.advance(1_500);
    expect(isPushed(world)).toBe(true);
    socket.say(world.welcome({ lots: [openLot({ sequence: 9 as never })] }));
    expect(isPushed(world)).toBe(true);
    expect(socket.of('ping').filter(({ have }) => have !== undefined)).toEqual([]);
  });

  test('is told by a welcome whose hello went after it', async () => {
    const world = new DropWorld('feed');
    world.client.start();
    await world.settle();
    world.feed.flow();
    world.socket.open();
    world.socket.say(world.welcome({ lots: [openLot()] }));
    expect(isPushed(world)).toBe(true);
    expect(world.socket.of('ping').filter(({ have }) => have !== undefined)).toEqual([]);
  });

  test('needs no snapshot where the connection answers', async () => {
    const world = await settled('feed');
    world.feed.close();
    await world.advance(400);
    const before = world.snapshotsRead;
    world.feed.flow();
    expect(isPushed(world)).toBe(false);
    world.answerPings();
    expect(isPushed(world)).toBe(true);
    await world.pass(60_000);
    expect(world.snapshotsRead).toBe(before);
  });
});

describe('a welcome that says how changes come', () => {
  test('by a feed: to a phone without one nothing is pushed, and it reads snapshots', async () => {
    const world = await settled('sockets', { pushedBy: 'feed' });
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, pushed: false });
    world.snapshot = async () => ({ lots: [openLot({ sequence: 9 as never })] });
    const before = world.snapshotsRead;
    await world.pass(15_000);
    expect(world.snapshotsRead - before).toBe(10);
    expect(world.client.state().lots).toMatchObject([{ sequence: 9 }]);
  });

  test('by the connection: a feed that is given all the same says nothing of it', async () => {
    const world = await settled('feed', { pushedBy: 'connection' });
    world.feed.close();
    expect(isPushed(world)).toBe(true);
    world.feed.flow();
    world.ticket = async () => Promise.reject(new Error('down'));
    world.socket.close();
    expect(isPushed(world)).toBe(false);
  });

  test.each([{}, { pushedBy: 'pigeon' }])('or does not, in words known here: %j', async (told) => {
    expect(isPushed(await settled('sockets', told))).toBe(true);
    expect(isPushed(await settled('feed', told))).toBe(true);
  });
});
