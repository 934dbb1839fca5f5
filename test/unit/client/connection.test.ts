import { describe, expect, test } from 'vitest';
import { DropWorld, openLot, otherLotId } from './drop-world.ts';

describe('taking a ticket and a socket', () => {
  test('each connection carries a fresh ticket in its address', async () => {
    const world = new DropWorld();
    const first = await world.goLive();
    first.close();
    const second = await world.reconnect();
    expect(first.url).toBe('wss://saleroom.test/live?ticket=T1');
    expect(second.url).toBe('wss://saleroom.test/live?ticket=T2');
  });

  test('a ticket is spelt so that it survives an address', async () => {
    const world = new DropWorld();
    world.ticket = async () => ({ kind: 'ticket', ticket: 'a+b/c=&d' });
    await world.connect();
    expect(world.socket.url).toBe('wss://saleroom.test/live?ticket=a%2Bb%2Fc%3D%26d');
  });

  test.each(['drop-unknown', 'not-signed-in'])(
    'a ticket refused with %s ends the tries and says why',
    async (code) => {
      const world = new DropWorld();
      world.ticket = async () => ({ kind: 'refused', code, message: 'no' });
      world.client.start();
      await world.advance(600_000);
      expect(world.client.state().connection).toEqual({ kind: 'refused', code, message: 'no' });
      expect(world.ticketsTaken).toBe(1);
      expect(world.timersRunning).toBe(0);
    },
  );

  test('after a refusal, starting again tries again', async () => {
    const world = new DropWorld();
    world.ticket = async () => ({ kind: 'refused', code: 'not-signed-in', message: 'no' });
    world.client.start();
    await world.settle();
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    await world.goLive();
    expect(world.client.state().connection).toEqual({ kind: 'live' });
  });

  test('a ticket refused with busy is tried again', async () => {
    const world = new DropWorld();
    world.ticket = async () => ({ kind: 'refused', code: 'busy', message: 'later' });
    world.client.start();
    await world.settle();
    expect(world.client.state().connection.kind).toBe('waiting');
    await world.advance(1_000);
    expect(world.ticketsTaken).toBeGreaterThan(1);
  });

  test('too many connections pass: it says why, and comes in once there is room', async () => {
    const world = new DropWorld();
    const why = { code: 'too-many-connections', message: 'you have 5 connections to this drop' };
    world.ticket = async () => ({ kind: 'refused', ...why });
    world.client.start();
    await world.settle();
    expect(world.client.state().connection).toEqual({
      ...{ kind: 'waiting', retryAtMs: world.serverNowMs + 250, why },
    });
    world.client.hint('online');
    expect(world.client.state().connection).toMatchObject({ kind: 'waiting', why });
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    await world.advance(250);
    expect(world.client.state().connection).toEqual({ kind: 'connecting' });
  });

  test('a throw is a passing fault', async () => {
    const world = new DropWorld();
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    await world.settle();
    expect(world.client.state().connection.kind).toBe('waiting');
  });

  test('a ticket that never comes is given up after 6 s, and coming later it is not used', async () => {
    const world = new DropWorld();
    let give: (result: { kind: 'ticket'; ticket: string }) => void = () => {};
    world.ticket = () => new Promise((resolve) => (give = resolve));
    world.client.start();
    await world.advance(5_999);
    expect(world.client.state().connection.kind).toBe('connecting');
    await world.advance(1);
    expect(world.client.state().connection.kind).toBe('waiting');
    give({ kind: 'ticket', ticket: 'late' });
    await world.settle();
    expect(world.sockets).toHaveLength(0);
  });

  test('a socket that does not open within 6 s is given up', async () => {
    const world = new DropWorld();
    world.client.start();
    await world.advance(5_999);
    expect(world.client.state().connection.kind).toBe('connecting');
    await world.advance(1);
    expect(world.client.state().connection.kind).toBe('waiting');
    expect(world.sockets[0]?.closedByPhone).toBe(true);
  });
});

describe('hello and welcome', () => {
  test('only a welcome makes a connection live', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    expect(socket.received).toEqual([{ action: 'hello', protocol: 1, have: {}, pending: [] }]);
    expect(world.client.state()).toMatchObject({ connection: { kind: 'connecting' }, welcomed: false });
    socket.say(world.welcome({ lots: [openLot()], more: true }));
    expect(world.client.state()).toMatchObject({
      connection: { kind: 'live' },
      welcomed: true,
      more: true,
      drop: { title: 'Spring drop', currency: 'EUR' },
      you: { role: 'bidder', paddleNumber: 7 },
      lots: [{ number: 1, sequence: 5 }],
    });
  });

  test('a hello unanswered for 5 s closes the socket and tries again', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    await world.advance(4_999);
    expect(socket.closedByPhone).toBe(false);
    await world.advance(1);
    expect(socket.closedByPhone).toBe(true);
    expect(world.client.state().connection.kind).toBe('waiting');
  });

  test('a reconnecting phone says the sequences it has of lots that are not final', async () => {
    const world = new DropWorld();
    const other = { lotId: otherLotId, number: 2 as never, sequence: 9 as never };
    const socket = await world.goLive([openLot(), openLot({ ...other, status: 'sold' })]);
    socket.close();
    const next = await world.reconnect();
    expect(next.of('hello')[0]?.have).toEqual({ 1: 5 });
  });

  test('a phone that heard of a lot before its first welcome still asks for all', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    socket.say(world.pushed(openLot()));
    socket.close();
    const next = await world.reconnect();
    expect(next.of('hello')[0]?.have).toEqual({});
  });

  test('a welcome merges: what was pushed and is newer stays', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([openLot({ sequence: 5 as never })]);
    socket.say(world.pushed(openLot({ sequence: 8 as never, priceCents: 1_500 as never })));
    socket.close();
    const next = await world.reconnect();
    next.say(world.welcome({ lots: [openLot({ sequence: 6 as never, priceCents: 1_200 as never })] }));
    expect(world.client.state().lots[0]).toMatchObject({ sequence: 8, priceCents: 1_500 });
  });
});

describe('back-off', () => {
  const waits = async (world: DropWorld, tries: number): Promise<number[]> => {
    const found: number[] = [];
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    for (let tried = 0; tried < tries; tried += 1) {
      await world.settle();
      const { connection } = world.client.state();
      if (connection.kind !== 'waiting') throw new Error(connection.kind);
      const waitMs = connection.retryAtMs - world.serverNowMs;
      found.push(waitMs);
      await world.advance(waitMs);
    }
    return found;
  };

  test('grows from half a second to eight at its longest', async () => {
    const world = new DropWorld();
    world.chance = 0.9999999;
    expect(await waits(world, 8)).toEqual([499, 999, 1_999, 3_999, 7_999, 7_999, 7_999, 7_999]);
  });

  test('of a page that nobody sees grows from two seconds to thirty, until somebody looks again', async () => {
    const world = new DropWorld();
    world.chance = 0.9999999;
    world.client.hint('hidden');
    expect(await waits(world, 6)).toEqual([1_999, 3_999, 7_999, 15_999, 29_999, 29_999]);
    world.client.hint('visible');
    await world.advance(250);
    expect(world.client.state().connection).toEqual({
      kind: 'waiting',
      retryAtMs: world.serverNowMs - 1 + 7_999,
    });
  });

  test('takes a random part of that, down to nothing', async () => {
    const world = new DropWorld();
    world.chance = 0.001;
    expect(await waits(world, 6)).toEqual([0, 1, 2, 4, 8, 8]);
    const halfWorld = new DropWorld();
    halfWorld.chance = 0.5;
    expect(await waits(halfWorld, 3)).toEqual([250, 500, 1_000]);
  });

  test.each(['visible', 'online'] as const)(
    'a hint that the page is %s leaves at most 250 ms',
    async (kind) => {
      const world = new DropWorld();
      world.chance = 0.9999999;
      await waits(world, 6);
      const before = world.ticketsTaken;
      world.client.hint(kind);
      expect(world.client.state().connection).toEqual({
        kind: 'waiting',
        retryAtMs: world.serverNowMs + 249,
      });
      await world.advance(248);
      expect(world.ticketsTaken).toBe(before);
      await world.advance(1);
      expect(world.ticketsTaken).toBe(before + 1);
    },
  );

  test('a hint never lengthens a wait', async () => {
    const world = new DropWorld();
    world.chance = 0.1;
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    await world.settle();
    world.chance = 0.9;
    world.client.hint('online');
    expect(world.client.state().connection).toEqual({ kind: 'waiting', retryAtMs: world.serverNowMs + 50 });
  });

  test('a connection that lived for 10 s counts its loss as the first', async () => {
    const world = new DropWorld();
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    await world.advance(5_000);
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    await world.advance(5_000);
    world.socket.open();
    world.socket.say(world.welcome());
    await world.advance(400);
    world.socket.say(world.pushed());
    await world.advance(400);
    world.socket.say(world.pushed());
    await world.advance(9_200);
    world.socket.close();
    const { connection } = world.client.state();
    expect(connection).toEqual({ kind: 'waiting', retryAtMs: world.serverNowMs + 250 });
  });

  test('one that lived less does not', async () => {
    const world = new DropWorld();
    (await world.goLive()).close();
    await world.reconnect();
    world.socket.say(world.welcome());
    world.socket.close();
    const { connection } = world.client.state();
    expect(connection).toEqual({ kind: 'waiting', retryAtMs: world.serverNowMs + 500 });
  });
});

describe('staying alive', () => {
  const pong = (world: DropWorld): void => {
    const ping = world.socket.of('ping').at(-1);
    world.socket.say({ type: 'pong', sentAtMs: ping?.sentAtMs, serverNowMs: world.serverNowMs, lots: [] });
  };

  test('three pings within a second of the welcome, then one every 25 s', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    const at: number[] = [];
    for (let ms = 0; ms <= 60_000; ms += 100) {
      while (at.length < socket.of('ping').length) {
        at.push(world.elapsedMs);
        pong(world);
      }
      await world.advance(100);
    }
    expect(at).toEqual([0, 400, 800, 25_800, 50_800]);
    expect(socket.of('ping').map(({ have }) => have)).toEqual([
      ...[undefined, undefined, undefined],
      ...[{ 1: 5 }, { 1: 5 }],
    ]);
    expect(socket.of('ping')[0]).toEqual({ action: 'ping', sentAtMs: 1_772_366_400_000 });
  });

  test('dead is a ping outstanding for 5 s with nothing heard since', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(4_999);
    expect(socket.closedByPhone).toBe(false);
    await world.advance(1);
    expect(socket.closedByPhone).toBe(true);
    expect(world.client.state().connection.kind).toBe('waiting');
  });

  test('anything heard proves it alive, whether a pong or not', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(1_000);
    socket.sayText('{"message":"Internal server error","connectionId":"c","requestId":"r"}');
    await world.advance(20_000);
    expect(socket.closedByPhone).toBe(false);
    expect(world.client.state().connection.kind).toBe('live');
  });

  test('silence alone, with no ping outstanding, kills nothing', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(900);
    pong(world);
    await world.advance(24_800);
    expect(socket.closedByPhone).toBe(false);
  });

  test('a hint makes sure of a live connection with a ping', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(900);
    pong(world);
    await world.advance(3_000);
    world.client.hint('visible');
    expect(socket.of('ping')).toHaveLength(4);
    await world.advance(5_000);
    expect(socket.closedByPhone).toBe(true);
  });

  test.each([
    { chance: 0, minutes: 90 },
    { chance: 0.5, minutes: 100 },
    { chance: 0.9999999, minutes: 110 },
  ])(
    'a connection is replaced before the gateway ends it: after $minutes minutes at $chance',
    async (planned) => {
      const world = new DropWorld();
      world.chance = planned.chance;
      const socket = await world.goLive([]);
      for (let ms = 0; ms < planned.minutes * 60_000 - 300; ms += 300) {
        pong(world);
        await world.advance(300);
      }
      expect(socket.closedByPhone).toBe(false);
      await world.advance(600);
      expect(socket.closedByPhone).toBe(true);
      expect(world.ticketsTaken).toBe(2);
      expect(world.sockets).toHaveLength(2);
      expect(world.client.state().connection.kind).toBe('connecting');
    },
  );
});

describe('stopping', () => {
  test('ends the socket and every timer, and what the old socket still does changes nothing', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    world.client.stop();
    expect(socket.closedByPhone).toBe(true);
    expect(world.timersRunning).toBe(0);
    expect(world.client.state().connection).toEqual({ kind: 'stopped' });
    socket.close();
    await world.advance(60_000);
    expect(world.client.state().connection).toEqual({ kind: 'stopped' });
    expect(world.sockets).toHaveLength(1);
  });

  test('what an earlier socket still says or does is not taken for the present one', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    await world.advance(5_000);
    const next = await world.reconnect();
    socket.sayLate(world.welcome());
    expect(world.client.state().welcomed).toBe(false);
    next.say(world.welcome());
    socket.sayLate(world.pushed(openLot()));
    socket.closeLate();
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, lots: [] });
  });
});

describe('what the server says that is not a message', () => {
  test('what is not understood is ignored, counted and named', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    socket.sayText('nonsense');
    socket.say({ type: 'lots', serverNowMs: -1, lots: [] });
    expect(world.client.state()).toMatchObject({
      connection: { kind: 'live' },
      invalidMessages: 2,
      lastError: { code: 'invalid-field', message: expect.stringContaining('serverNowMs') },
    });
  });

  test('an error is kept for people to read', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    socket.say({ type: 'error', code: 'invalid-field', message: 'amountCents: too big', of: 'ping' });
    expect(world.client.state().lastError).toEqual({
      code: 'invalid-field',
      message: 'amountCents: too big',
    });
  });
});

describe('subscribing', () => {
  test('listeners hear of each change once, and nothing after they left', async () => {
    const world = new DropWorld();
    const kinds: string[] = [];
    const leave = world.client.subscribe((state) => kinds.push(state.connection.kind));
    const socket = await world.goLive();
    socket.say(world.pushed(openLot()));
    expect(kinds).toEqual(['connecting', 'live']);
    leave();
    socket.close();
    expect(kinds).toEqual(['connecting', 'live']);
  });

  test('a listener that bids is not told of half a change', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    let bids = 0;
    world.client.subscribe((state) => {
      if (state.bids.length > 0) return;
      bids += 1;
      world.client.bid({ lotId: openLot().lotId, amountCents: 1_600 as never, kind: 'exact' });
    });
    socket.say(world.pushed(openLot({ sequence: 6 as never })));
    expect(bids).toBe(1);
    expect(world.client.state().bids).toHaveLength(1);
    expect(socket.of('bid')).toHaveLength(1);
  });
});
