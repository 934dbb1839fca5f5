import type { PublicLot } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { DropWorld, lotId, openLot, otherLotId, type ServerEnd } from './drop-world.ts';

const at = (sequence: number, fields: Partial<PublicLot> = {}): PublicLot =>
  openLot({ sequence: sequence as PublicLot['sequence'], ...fields });
const numbered = (number: number, fields: object = {}): PublicLot =>
  openLot({ number: number as never, ...fields });
/** Lets time pass on a healthy connection: everything the phone asks but `hello` is answered. */
async function pass(world: DropWorld, socket: ServerEnd, ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 100) {
    await world.advance(100);
    socket.say({ type: 'pong', sentAtMs: world.serverNowMs, serverNowMs: world.serverNowMs, lots: [] });
  }
}

describe('lots', () => {
  test('only the highest sequence of each is kept', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    socket.say(world.pushed(at(9, { priceCents: 2_000 as never })));
    socket.say(world.pushed(at(7, { priceCents: 1_500 as never })));
    socket.say({
      type: 'pong',
      sentAtMs: world.serverNowMs,
      serverNowMs: world.serverNowMs,
      lots: [at(8)],
    });
    expect(world.client.state().lots).toMatchObject([{ number: 1, sequence: 9, priceCents: 2_000 }]);
  });

  test('are listed by number', async () => {
    const world = new DropWorld();
    await world.goLive([numbered(10), numbered(2), numbered(1)]);
    expect(world.client.state().lots.map(({ number }) => number)).toEqual([1, 2, 10]);
  });

  test('a lot that no welcome named makes the catalogue stale, until it was read', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    expect(world.client.state()).not.toHaveProperty('catalogueStale');
    socket.say(world.pushed(numbered(2, { lotId: otherLotId })));
    expect(world.client.state().catalogueStale).toBe(true);
    world.client.catalogueRead();
    expect(world.client.state()).not.toHaveProperty('catalogueStale');
  });

  test('a later welcome that names a new lot makes it stale too', async () => {
    const world = new DropWorld();
    (await world.goLive()).close();
    const next = await world.reconnect();
    next.say(world.welcome({ lots: [openLot(), numbered(2)] }));
    expect(world.client.state().catalogueStale).toBe(true);
  });

  test('a snapshot fills in what a welcome had no room for, and replaces nothing newer', async () => {
    const world = new DropWorld();
    await world.goLive([at(5)]);
    world.client.mergeSnapshot([at(4), numbered(2)]);
    const { lots, catalogueStale } = world.client.state();
    expect(lots).toMatchObject([
      { number: 1, sequence: 5 },
      { number: 2, sequence: 5 },
    ]);
    expect(catalogueStale).toBeUndefined();
  });
});

describe('a push that contradicts an answer', () => {
  const bidAnswered = async (outcome: 'leading' | 'outbid') => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    const bidId = world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    socket.say(world.answer(bidId, { outcome, sequence: 6 }));
    expect(socket.of('hello')).toHaveLength(1);
    return { world, socket };
  };

  test.each([
    { outcome: 'leading', leadingPaddle: 3, hellos: 2 },
    { outcome: 'leading', leadingPaddle: 7, hellos: 1 },
    { outcome: 'outbid', leadingPaddle: 7, hellos: 2 },
    { outcome: 'outbid', leadingPaddle: 3, hellos: 1 },
  ] as const)('answered $outcome as paddle 7, then $leadingPaddle leads: hellos $hellos', async (seen) => {
    const { world, socket } = await bidAnswered(seen.outcome);
    socket.say(world.pushed(at(6, { leadingPaddle: seen.leadingPaddle as never })));
    expect(socket.of('hello')).toHaveLength(seen.hellos);
  });

  test('at another sequence says nothing', async () => {
    const { world, socket } = await bidAnswered('leading');
    socket.say(world.pushed(at(7, { leadingPaddle: 3 as never })));
    expect(socket.of('hello')).toHaveLength(1);
  });

  test('the hello asks for that lot whole and for no bids, and its answer replaces the doubted form', async () => {
    const { world, socket } = await bidAnswered('leading');
    socket.say(world.pushed(at(6, { leadingPaddle: 3 as never })));
    expect(socket.of('hello')[1]).toEqual({ action: 'hello', protocol: 1, have: { 1: 0 }, pending: [] });
    socket.say(world.welcome({ lots: [at(6, { leadingPaddle: 7 as never })] }));
    expect(world.client.state().lots[0]).toMatchObject({ sequence: 6, leadingPaddle: 7 });
  });

  test('coming before the answer it contradicts is noticed as well', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    const bidId = world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    socket.say(world.pushed(at(6, { leadingPaddle: 3 as never })));
    expect(socket.of('hello')).toHaveLength(1);
    socket.say(world.answer(bidId, { outcome: 'leading', sequence: 6 }));
    expect(socket.of('hello')).toHaveLength(2);
  });

  test('two forms of one sequence are a contradiction, asked about once', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    const other = world.pushed(at(5, { priceCents: 4_000 as never }));
    socket.say(other);
    expect(world.client.state().lots[0]).toMatchObject({ priceCents: 1_000 });
    expect(socket.of('hello')).toHaveLength(2);
    socket.say(world.welcome({ lots: [at(5)] }));
    socket.say(other);
    expect(socket.of('hello')).toHaveLength(2);
  });

  test('one hello at a time: a doubt while one is under way is asked about after it', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5), numbered(2, { lotId: otherLotId })]);
    socket.say(world.pushed(at(5, { priceCents: 4_000 as never })));
    socket.say(world.pushed(numbered(2, { lotId: otherLotId, priceCents: 4_000 })));
    expect(socket.of('hello')).toHaveLength(2);
    socket.say(world.welcome({ lots: [at(5)] }));
    expect(socket.of('hello')).toHaveLength(3);
  });

  test('found in the welcome of a new connection is asked about on it', async () => {
    const { world, socket } = await bidAnswered('leading');
    socket.close();
    const next = await world.reconnect();
    next.say(world.welcome({ lots: [at(6, { leadingPaddle: 3 as never })] }));
    expect(next.of('hello')[1]?.have).toEqual({ 1: 0 });
  });

  test('has nothing to do with bids under way: they wait for their own answers', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    socket.say(world.pushed(at(5, { priceCents: 4_000 as never })));
    socket.say(world.welcome({ lots: [at(5)] }));
    expect(socket.of('bid')).toHaveLength(1);
  });

  test('a hello of that kind unanswered for 5 s is said again, and ends nothing while anything is heard', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    socket.say(world.pushed(at(5, { priceCents: 4_000 as never })));
    await pass(world, socket, 4_900);
    expect(socket.of('hello')).toHaveLength(2);
    await pass(world, socket, 15_100);
    expect(socket.of('hello').slice(2)).toEqual(Array(4).fill(socket.of('hello')[1]));
    expect(world.client.state().connection).toEqual({ kind: 'live' });
    socket.say(world.welcome({ lots: [at(5)] }));
    await pass(world, socket, 20_000);
    expect(socket.of('hello')).toHaveLength(6);
  });

  test('in silence it ends the connection 5 s later: the ping that goes with it does', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    await pass(world, socket, 1_000);
    socket.say(world.pushed(at(5, { priceCents: 4_000 as never })));
    await world.advance(9_999);
    expect(socket.closedByPhone).toBe(false);
    await world.advance(1);
    expect(socket.closedByPhone).toBe(true);
  });

  test('an answer that may be to either of two hellos says nothing about the time', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    socket.say(world.pushed(at(5, { priceCents: 4_000 as never })));
    const late = world.welcome({ lots: [at(5)] });
    await pass(world, socket, 5_100);
    expect(socket.of('hello')).toHaveLength(3);
    socket.say(late);
    expect(world.client.serverNowMs()).toBe(world.serverNowMs);
    socket.say(late);
    expect(world.client.serverNowMs()).toBe(world.serverNowMs);
  });
});

describe('a missing hammer', () => {
  test('[C7] is asked for 2 s after close and grace, then every 5 s, until it is there', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    await pass(world, socket, 62_900);
    expect(socket.of('hello')).toHaveLength(1);
    await pass(world, socket, 100);
    expect(socket.of('hello')).toHaveLength(2);
    socket.say(world.welcome({ lots: [at(5)] }));
    await pass(world, socket, 4_900);
    expect(socket.of('hello')).toHaveLength(2);
    await pass(world, socket, 100);
    expect(socket.of('hello')).toHaveLength(3);
    socket.say(world.welcome({ lots: [at(6, { status: 'sold' })] }));
    await pass(world, socket, 30_000);
    expect(socket.of('hello')).toHaveLength(3);
  });

  test('is asked for by each of a crowd in its turn, and again when all have asked', async () => {
    const world = new DropWorld();
    world.chance = 0.5;
    const socket = await world.connect();
    socket.say(world.welcome({ lots: [at(5)], reconnectSpreadMs: 40_000 }));
    await pass(world, socket, 67_900);
    expect(socket.of('hello')).toHaveLength(1);
    await pass(world, socket, 100);
    expect(socket.of('hello')).toHaveLength(2);
    socket.say(world.welcome({ lots: [at(5)], reconnectSpreadMs: 40_000 }));
    await pass(world, socket, 9_900);
    expect(socket.of('hello')).toHaveLength(2);
    await pass(world, socket, 100);
    expect(socket.of('hello')).toHaveLength(3);
  });

  test('overdue in the welcome already is asked for at once', async () => {
    const world = new DropWorld();
    await world.advance(100_000);
    const socket = await world.goLive([at(5)]);
    await world.advance(0);
    expect(socket.of('hello')).toHaveLength(2);
  });

  test('heard in time is not asked for', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    await pass(world, socket, 61_100);
    socket.say(world.pushed(at(6, { status: 'passed' })));
    await pass(world, socket, 30_000);
    expect(socket.of('hello')).toHaveLength(1);
  });

  test('a close that moved moves the question', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([at(5)]);
    const closesAtMs = ((openLot().closesAtMs ?? 0) + 10_000) as never;
    await pass(world, socket, 59_000);
    socket.say(world.pushed(at(6, { closesAtMs })));
    await pass(world, socket, 13_900);
    expect(socket.of('hello')).toHaveLength(1);
    await pass(world, socket, 100);
    expect(socket.of('hello')).toHaveLength(2);
  });

  test('a paused lot and a lot without a clock have none to miss', async () => {
    const world = new DropWorld();
    const { closesAtMs: _closesAtMs, ...clockless } = at(5);
    const paused = { ...numbered(2, { lotId: otherLotId }), status: 'paused' as const };
    const socket = await world.goLive([clockless, paused]);
    await pass(world, socket, 120_000);
    expect(socket.of('hello')).toHaveLength(1);
  });
});

describe('what a hello says it has', () => {
  test('fits 4,096 bytes with pending bids, open lots first', async () => {
    const world = new DropWorld();
    const lots = Array.from({ length: 600 }, (_, place) =>
      numbered(10_000 + place, {
        sequence: 12_345,
        status: place >= 590 ? 'open' : 'scheduled',
        closesAtMs: undefined,
      }),
    );
    const socket = await world.goLive(lots);
    for (let place = 0; place < 9; place += 1)
      world.client.bid({ lotId, amountCents: (1_100 + place) as never, kind: 'maximum' });
    socket.close();
    const next = await world.reconnect();
    const hello = next.of('hello')[0];
    expect(next.lengths[0]).toBeLessThanOrEqual(4_096);
    expect(next.lengths[0]).toBeGreaterThan(4_070);
    expect(hello?.pending).toHaveLength(8);
    for (let place = 590; place < 600; place += 1) expect(hello?.have).toHaveProperty(`${10_000 + place}`);
  });

  test('of a ping, which fits 1,024 bytes, are live lots and the next that is scheduled, and one more in turn', async () => {
    const world = new DropWorld();
    const scheduled = (number: number): PublicLot =>
      numbered(number, { status: 'scheduled', closesAtMs: undefined, sequence: 1 });
    const live = { sequence: 1_000_000_000_000, closesAtMs: undefined };
    const socket = await world.goLive([
      numbered(10_001, { ...live, status: 'sold' }),
      numbered(10_002, { ...live, status: 'open' }),
      numbered(10_003, { ...live, status: 'paused' }),
      ...[10_007, 10_004, 10_005, 10_006].map(scheduled),
    ]);
    for (let ping = 0; ping < 5; ping += 1) {
      world.client.hint('visible');
      await pass(world, socket, 100);
    }
    const asking = socket.of('ping').filter(({ have }) => have !== undefined);
    expect(asking.map(({ have }) => Object.keys(have ?? {}))).toEqual(
      [10_005, 10_006, 10_007, 10_005].map((turn) => ['10002', '10003', '10004', String(turn)]),
    );
    expect(asking[0]?.have).toEqual({ 10002: 1e12, 10003: 1e12, 10004: 1, 10005: 1 });
    expect(Math.max(...socket.lengths.slice(1))).toBeLessThanOrEqual(1_024);
  });

  test('leaves out scheduled lots that the saleroom tells of by itself once they are open', async () => {
    const world = new DropWorld();
    const scheduled = (number: number): PublicLot => numbered(number, { status: 'scheduled', sequence: 1 });
    const socket = await world.goLive([1, 2, 3, 4, 5, 6].map(scheduled));
    await pass(world, socket, 25_900);
    expect(socket.of('ping').at(-1)?.have).toEqual({ 1: 1, 2: 1 });
    const opened = numbered(6, { status: 'open', sequence: 2 });
    const { serverNowMs } = world;
    socket.say({ type: 'pong', sentAtMs: serverNowMs, serverNowMs, lots: [opened] });
    expect(world.client.state().lots[5]).toMatchObject({ number: 6, status: 'open', sequence: 2 });
    await pass(world, socket, 25_000);
    expect(socket.of('ping').at(-1)?.have).toEqual({ 6: 2, 1: 1, 3: 1 });
  });

  test('again is only what it is said for: what is live or in doubt', async () => {
    const world = new DropWorld();
    const sold = numbered(3, { status: 'sold', closesAtMs: undefined });
    const socket = await world.goLive([at(5), numbered(2, { status: 'scheduled' }), sold]);
    socket.say(world.pushed({ ...sold, hammerPriceCents: 5_000 as never }));
    expect(socket.of('hello')[1]?.have).toEqual({ 1: 5, 3: 0 });
  });
});
