import { describe, expect, test } from 'vitest';
import { DropWorld, lotId, never, openLot, type ServerEnd } from './drop-world.ts';

const pong = (world: DropWorld, socket: ServerEnd, fields: object = {}): void =>
  socket.say({
    type: 'pong',
    sentAtMs: world.serverNowMs,
    serverNowMs: world.serverNowMs,
    lots: [],
    ...fields,
  });
/** A live connection that is quiet, its first pings answered. */
async function settled(world: DropWorld, welcome: object = {}): Promise<ServerEnd> {
  const socket = await world.goLive([openLot()], welcome);
  await world.pass(12_000);
  return socket;
}
const waitMs = (world: DropWorld): number => {
  const { connection } = world.client.state();
  if (connection.kind !== 'waiting') throw new Error(`it is ${connection.kind}`);
  return connection.retryAtMs - world.serverNowMs;
};

describe('the network comes back', () => {
  test('a phone that was told it is offline finds out within 5 s, and is back a moment after it is online', async () => {
    const world = new DropWorld();
    const socket = await settled(world);
    world.client.hint('offline');
    expect(socket.of('ping').at(-1)).toEqual({ action: 'ping', sentAtMs: world.serverNowMs });
    world.ticket = async () => Promise.reject(new Error('offline'));
    await world.advance(5_000);
    expect(socket.closedByPhone).toBe(true);
    await world.advance(15_000);
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    world.client.hint('online');
    await world.advance(250);
    expect(world.sockets).toHaveLength(2);
  });

  test('the snapshot is read at once, whatever a connection may still take', async () => {
    const world = new DropWorld();
    const socket = await settled(world);
    socket.close();
    world.snapshot = async () => ({
      lots: [openLot({ sequence: 9 as never, priceCents: 9_000 as never })],
    });
    world.client.hint('online');
    await world.settle();
    expect(world.client.state()).toMatchObject({
      connection: { kind: 'waiting' },
      lots: [{ sequence: 9, priceCents: 9_000 }],
    });
  });

  test('a snapshot that cannot be read, or is older, changes nothing', async () => {
    const world = new DropWorld();
    (await settled(world)).close();
    const { lots } = world.client.state();
    world.snapshot = async () => Promise.reject(new Error('offline'));
    world.client.hint('online');
    await world.settle();
    expect(world.snapshotsRead).toBe(1);
    world.snapshot = async () => ({ lots: [openLot({ sequence: 4 as never })] });
    world.client.hint('visible');
    await world.settle();
    expect(world.snapshotsRead).toBe(2);
    expect(world.client.state().lots).toBe(lots);
  });

  test('it is read again until the connection tells', async () => {
    const world = new DropWorld();
    (await settled(world)).close();
    const reads: (() => void)[] = [];
    world.snapshot = () => new Promise((resolve) => reads.push(() => resolve({ lots: [] })));
    world.client.hint('online');
    await world.advance(250);
    reads.shift()?.();
    await world.settle();
    expect(world.freshSnapshotsRead).toBe(2);
    world.socket.open();
    world.socket.say(world.welcome());
    world.socket.say(world.pushed());
    reads.shift()?.();
    await world.advance(5_000);
    expect(world.snapshotsRead).toBe(2);
  });

  test('one that comes when the client was stopped is too late', async () => {
    const world = new DropWorld();
    (await settled(world)).close();
    const reads: (() => void)[] = [];
    const lots = [openLot({ sequence: 9 as never })];
    world.snapshot = () => new Promise((resolve) => reads.push(() => resolve({ lots })));
    world.client.hint('online');
    world.client.stop();
    reads.shift()?.();
    await world.settle();
    expect(world.client.state().lots[0]).toMatchObject({ sequence: 5 });
  });

  test('a try from before is given up for a new one, as its requests went nowhere', async () => {
    const world = new DropWorld();
    world.ticket = never;
    world.client.start();
    await world.settle();
    world.client.hint('online');
    expect(world.ticketsTaken).toBe(2);
  });

  test('one that is a second old is given up when somebody looks again: the phone may have slept', async () => {
    const world = new DropWorld();
    world.ticket = never;
    world.client.start();
    await world.advance(999);
    world.client.hint('visible');
    expect(world.ticketsTaken).toBe(1);
    await world.advance(1);
    world.client.hint('visible');
    expect(world.ticketsTaken).toBe(2);
  });

  test('a live connection is given 2 s to say so, and not more because a ping was out already', async () => {
    for (const pinged of [false, true]) {
      const world = new DropWorld();
      const socket = await settled(world);
      if (pinged) world.client.hint('offline');
      world.client.hint('online');
      await world.advance(1_999);
      expect(socket.closedByPhone).toBe(false);
      await world.advance(1);
      expect(socket.closedByPhone).toBe(true);
    }
  });

  test('a live connection that says so stays', async () => {
    const world = new DropWorld();
    const socket = await settled(world);
    world.client.hint('offline');
    world.client.hint('online');
    socket.say(world.pushed(openLot()));
    await world.advance(4_000);
    expect(world.client.state().connection).toEqual({ kind: 'live' });
  });

  test('failures before say nothing any more: the next wait is that of a first', async () => {
    const world = new DropWorld();
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    await world.advance(20_000);
    world.client.hint('online');
    await world.advance(125);
    expect(waitMs(world)).toBe(250);
  });

  test('a stopped or refused client is not woken', async () => {
    const world = new DropWorld();
    world.client.hint('online');
    world.ticket = async () => ({ kind: 'refused', code: 'drop-unknown', message: 'no' });
    world.client.start();
    await world.settle();
    world.client.hint('online');
    world.client.hint('visible');
    await world.advance(60_000);
    expect(world.ticketsTaken).toBe(1);
    expect(world.snapshotsRead).toBe(0);
  });
});

describe('a phone that slept', () => {
  test.each([
    ['visible', (world: DropWorld) => world.client.hint('visible')],
    ['online', (world: DropWorld) => world.client.hint('online')],
    [
      'bidding',
      (world: DropWorld) => {
        world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
      },
    ],
  ])('tries in a moment when it is %s, although its timer should have rung long ago', async (_, wake) => {
    const world = new DropWorld();
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    await world.advance(10_000);
    const before = world.ticketsTaken;
    // Browsers' timers stand still meanwhile; the clock does not.
    world.deviceAheadMs += 600_000;
    wake(world);
    await world.advance(125);
    expect(world.ticketsTaken).toBe(before + 1);
  });

  test('pings anew on waking when a ping from before is overdue, and gives its socket 2 s', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { lots: [] });
    world.client.hint('offline');
    const before = socket.of('ping').length;
    world.deviceAheadMs += 600_000;
    world.client.hint('visible');
    expect(socket.of('ping')).toHaveLength(before + 1);
    await world.advance(1_999);
    expect(socket.closedByPhone).toBe(false);
    await world.advance(1);
    expect(socket.closedByPhone).toBe(true);
  });

  test('takes a close just after waking for its own, whatever crowd there may be', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    world.deviceAheadMs += 600_000;
    world.client.hint('visible');
    await world.advance(10);
    socket.close();
    expect(world.client.state().connection).toMatchObject({
      retryAtMs: world.serverNowMs + 600_000 + 250,
    });
  });

  test('a close after that hint was answered is the crowd’s again', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    world.client.hint('visible');
    pong(world, socket);
    socket.close();
    expect(waitMs(world)).toBe(12_500);
  });

  test('with timers that are always late still finds a dead socket: it listens anew once', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { lots: [] });
    world.client.hint('hidden');
    world.client.hint('offline');
    // Each timer rings a minute late by the device's clock: the one of 5 s, and the one of the 2 s after it.
    for (const timerMs of [5_000, 2_000]) {
      expect(socket.closedByPhone).toBe(false);
      world.deviceAheadMs += 60_000;
      await world.advance(timerMs);
    }
    expect(socket.closedByPhone).toBe(true);
  });

  test('listens first to what came meanwhile, although a ping is long unanswered', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { lots: [] });
    world.client.hint('visible');
    const before = socket.of('ping').length;
    world.deviceAheadMs += 600_000;
    await world.advance(2_000);
    expect(socket.of('ping')).toHaveLength(before + 1);
    pong(world, socket);
    await world.advance(8_000);
    expect(world.client.state().connection).toEqual({ kind: 'live' });
  });

  test('gives a socket up that then says nothing for 2 s', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { lots: [] });
    world.client.hint('visible');
    world.deviceAheadMs += 600_000;
    await world.advance(3_999);
    expect(socket.closedByPhone).toBe(false);
    await world.advance(1);
    expect(socket.closedByPhone).toBe(true);
  });
});

describe('one of a crowd', () => {
  test.each([
    { chance: 0, firstMs: 0 },
    { chance: 0.5, firstMs: 12_500 },
    { chance: 0.9999999, firstMs: 24_999 },
  ])('a socket ended from the other side waits for its place in the spread: $firstMs', async (drawn) => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    world.chance = drawn.chance;
    socket.close();
    expect(waitMs(world)).toBe(drawn.firstMs);
  });

  test('keeps its place: its turn comes again after each spread', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    world.chance = 0.1;
    world.ticket = async () => Promise.reject(new Error('down'));
    socket.close();
    expect(waitMs(world)).toBe(2_500);
    for (let tried = 0; tried < 3; tried += 1) {
      await world.advance(waitMs(world));
      expect(waitMs(world)).toBe(25_000);
    }
  });

  test('the newest word counts, which comes with every pong that tells of lots too', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 1_000 });
    await world.advance(14_000);
    pong(world, socket, { reconnectSpreadMs: 6_000 });
    socket.close();
    expect(waitMs(world)).toBe(3_000);
  });

  test('sent away again on its way back, it waits for its turn, as those do who were not back yet', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 10_000 });
    world.chance = 0.01;
    socket.close();
    const back = await world.reconnect();
    back.say(world.welcome());
    await world.advance(4_000);
    back.close();
    expect(waitMs(world)).toBe(6_000);
  });

  test('goes by the larger word when it comes back: the others are still to come', async () => {
    const world = new DropWorld();
    (await settled(world, { reconnectSpreadMs: 10_000 })).close();
    const back = await world.reconnect();
    back.say(world.welcome({ reconnectSpreadMs: 40 }));
    for (let breath = 0; breath < 11; breath += 1) {
      await world.advance(1_000);
      pong(world, back);
    }
    back.close();
    expect(waitMs(world)).toBe(5_000);
  });

  test('being told to come more slowly makes a crowd of those who were never welcomed', async () => {
    const world = new DropWorld();
    world.ticket = async () => ({ kind: 'refused', code: 'too-many-requests', message: 'too many' });
    world.client.start();
    await world.settle();
    expect(waitMs(world)).toBe(2_500);
    await world.advance(2_500);
    expect(waitMs(world)).toBe(5_000);
  });

  test.each([
    ['it says that it is offline', (world: DropWorld) => world.client.hint('offline')],
    [
      'a ping has gone unheard for a second',
      async (world: DropWorld) => {
        world.client.hint('visible');
        await world.advance(1_000);
      },
    ],
  ])('a phone is alone when %s', async (_, lose) => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    await lose(world);
    socket.close();
    expect(waitMs(world)).toBe(250);
  });

  /** Its next ping meets silence, and so does every try; nothing has hinted at its device. */
  async function fallenSilent(world: DropWorld, ...[chance = 0.5]: number[]): Promise<ServerEnd> {
    const socket = await settled(world, {
      reconnectSpreadMs: 25_000,
      lots: [openLot({ closesAtMs: (world.serverNowMs + 3_600_000) as never })],
    });
    for (let pinged = socket.of('ping').length; socket.of('ping').length === pinged; )
      await world.advance(100);
    world.chance = chance;
    return socket;
  }

  test('a socket that died in silence may not be the only one: its phone waits for a place, and keeps it', async () => {
    const world = new DropWorld();
    await fallenSilent(world, 0.9);
    world.ticket = async () => Promise.reject(new Error('down'));
    await world.advance(5_000);
    for (const ms of [22_500, 25_000, 25_000]) {
      expect(waitMs(world)).toBe(ms);
      await world.advance(ms);
    }
  });

  test('so it does where its device closes it after a second of silence', async () => {
    const world = new DropWorld();
    const socket = await fallenSilent(world, 0.9);
    await world.advance(1_000);
    socket.close();
    expect(waitMs(world)).toBe(22_500);
  });

  test.each(['under way', 'given while it waits'])(
    'with a bid %s it tries at once, and in turn from then on',
    async (when) => {
      const world = new DropWorld();
      const bid = (): void => {
        world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
      };
      await fallenSilent(world, 0.9);
      world.ticket = async () => Promise.reject(new Error('down'));
      if (when === 'under way') bid();
      await world.advance(5_000);
      if (when !== 'under way') bid();
      const firstMs = when === 'under way' ? 450 : 225;
      expect(waitMs(world)).toBe(firstMs);
      await world.advance(firstMs);
      // 0.9 of what all spread over, less three whole turns of a quarter of that each; or the place it had, 225 ms on.
      expect(waitMs(world)).toBe(when === 'under way' ? 3_750 : 3_525);
      await world.advance(waitMs(world));
      expect(waitMs(world)).toBe(6_250);
    },
  );

  test('a bid given when a try in turn has failed already waits for a turn too', async () => {
    const world = new DropWorld();
    await fallenSilent(world, 0.9);
    world.ticket = async () => Promise.reject(new Error('down'));
    await world.advance(5_000 + 22_500 + 1_000);
    world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    expect(waitMs(world)).toBe(5_250);
  });

  test('who finds its socket dead on waking is alone with its first loss; from the second on there may be a crowd of such', async () => {
    const world = new DropWorld();
    await settled(world, { reconnectSpreadMs: 25_000 });
    world.ticket = async () => Promise.reject(new Error('down'));
    world.client.hint('visible');
    await world.advance(2_000);
    const waits: number[] = [];
    for (let lost = 0; lost < 4; lost += 1) {
      waits.push(waitMs(world));
      await world.advance(waitMs(world));
    }
    expect(waits).toEqual([250, 12_500, 25_000, 25_000]);
    world.client.hint('online');
    await world.advance(125);
    expect(waitMs(world)).toBe(250);
  });

  test('one that was told it is offline stays alone, however often it fails', async () => {
    const world = new DropWorld();
    await settled(world, { reconnectSpreadMs: 25_000 });
    world.ticket = async () => Promise.reject(new Error('down'));
    world.client.hint('offline');
    await world.advance(5_000);
    for (const ms of [250, 500, 1_000, 2_000, 4_000, 4_000]) {
      expect(waitMs(world)).toBe(ms);
      await world.advance(ms);
    }
  });

  test('nor is its device believed once it went live: it waits with the others then, and reads the snapshot', async () => {
    const world = new DropWorld();
    world.client.hint('offline');
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    world.chance = 0.9;
    socket.close();
    expect(waitMs(world)).toBe(22_500);
    await world.advance(10_000);
    expect(world.snapshotsRead).toBeGreaterThanOrEqual(5);
  });

  test('nor does a small crowd have such a phone try more often than alone', async () => {
    const world = new DropWorld();
    await settled(world, { reconnectSpreadMs: 40 });
    world.ticket = async () => Promise.reject(new Error('down'));
    world.client.hint('visible');
    await world.advance(2_000);
    for (const ms of [250, 500, 1_000, 2_000]) {
      expect(waitMs(world)).toBeGreaterThanOrEqual(ms);
      expect(waitMs(world)).toBeLessThanOrEqual(ms + 40);
      await world.advance(waitMs(world));
    }
  });

  test.each(['visible', 'online'] as const)('a hint that the page is %s ends the wait', async (hint) => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    socket.close();
    world.client.hint(hint);
    expect(waitMs(world)).toBe(125);
  });

  test.each([
    { spreadMs: 25_000, chance: 0.9, firstMs: 3_750, nextMs: 6_250 },
    { spreadMs: 2_000, chance: 0.9, firstMs: 800, nextMs: 1_000 },
  ])('with a bid under way its turn comes four times as often, or once a second', async (drawn) => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: drawn.spreadMs });
    world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    world.chance = drawn.chance;
    world.ticket = async () => Promise.reject(new Error('down'));
    socket.close();
    expect(waitMs(world)).toBe(drawn.firstMs);
    await world.advance(drawn.firstMs);
    expect(waitMs(world)).toBe(drawn.nextMs);
  });

  test.each(['bid', 'command'] as const)('a %s given while it waits brings such a turn on', async (kind) => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 25_000 });
    world.chance = 0.9;
    socket.close();
    expect(waitMs(world)).toBe(22_500);
    if (kind === 'bid') world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    else world.client.command({ lotId, command: 'pause' }).catch(() => undefined);
    expect(waitMs(world)).toBe(3_750);
  });

  test('who is alone and gives a bid waits even less', async () => {
    const world = new DropWorld();
    world.ticket = async () => Promise.reject(new Error('offline'));
    world.client.start();
    await world.advance(10_000);
    world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    expect(waitMs(world)).toBe(125);
  });

  test('no word is believed beyond 45 minutes', async () => {
    const world = new DropWorld();
    const socket = await settled(world, { reconnectSpreadMs: 1e12 });
    world.chance = 0.9999999;
    socket.close();
    expect(waitMs(world)).toBe(2_699_999);
  });
});

describe('a planned end', () => {
  /** A connection that is due to be replaced in a moment: chance 0 makes it 90 minutes. */
  async function due(
    lots: readonly ReturnType<typeof openLot>[],
    reconnectSpreadMs = 0,
  ): Promise<[DropWorld, ServerEnd]> {
    const world = new DropWorld();
    world.chance = 0;
    const socket = await world.connect();
    socket.say(world.welcome({ lots: [...lots], reconnectSpreadMs }));
    for (let seconds = 0; seconds < 5_399; seconds += 1) {
      await world.advance(1_000);
      pong(world, socket);
    }
    return [world, socket];
  }
  const minutesOn = (minutes: number): never => (1_772_366_400_000 + minutes * 60_000) as never;

  test('is put off while a lot is in its climax', async () => {
    const [world, socket] = await due([openLot({ closesAtMs: minutesOn(90) })]);
    await world.advance(4_000);
    expect(socket.closedByPhone).toBe(false);
    socket.say(world.pushed(openLot({ sequence: 6 as never, status: 'sold' })));
    await world.advance(2_000);
    expect(socket.closedByPhone).toBe(true);
    expect(world.client.state().connection).toEqual({ kind: 'connecting' });
  });

  test('once put off comes at a time of its own, or all would end when the hammer falls', async () => {
    const [world, socket] = await due([openLot({ closesAtMs: minutesOn(90) })], 25_000);
    world.chance = 0.5;
    await world.advance(2_000);
    socket.say(world.pushed(openLot({ sequence: 6 as never, status: 'sold' })));
    for (let seconds = 0; seconds < 15; seconds += 1) {
      await world.advance(1_000);
      pong(world, socket);
    }
    expect(socket.closedByPhone).toBe(false);
    await world.advance(2_000);
    expect(socket.closedByPhone).toBe(true);
  });

  test('is put off while a bid is under way', async () => {
    const [world, socket] = await due([openLot({ closesAtMs: minutesOn(200) })]);
    world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    await world.advance(3_000);
    expect(socket.closedByPhone).toBe(false);
  });

  test('comes in the end, eight minutes later, whatever goes on', async () => {
    const [world, socket] = await due([openLot({ closesAtMs: minutesOn(200) })]);
    world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    for (let seconds = 0; seconds < 8 * 60; seconds += 1) {
      await world.advance(1_000);
      pong(world, socket);
    }
    expect(socket.closedByPhone).toBe(false);
    await world.advance(1_500);
    expect(socket.closedByPhone).toBe(true);
  });
});
