import type { PublicLot } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { readClock, unknownClock, withRoundTrip } from '../../../packages/client/src/server-clock.ts';
import { DropWorld, openLot, worldStartMs } from './drop-world.ts';

/** A network of 200 ms there and back, with up to 100 ms of jitter, drawn from a fixed row. */
const jitter = [0.91, 0.02, 0.55, 0.37, 0.99, 0.13, 0.76, 0.28, 0.64, 0.08, 0.83, 0.46];

/** Answers hello and pings over that network until `ms` have passed, calling `look` every 50 ms. */
async function overNetwork(world: DropWorld, ms: number, look: () => void): Promise<void> {
  let drawn = 0;
  let handled = 0;
  const oneWayMs = (): number => {
    drawn += 1;
    return 50 + 100 * (jitter[drawn % jitter.length] ?? 0);
  };
  for (let passedMs = 0; passedMs < ms; passedMs += 5) {
    for (; handled < world.socket.received.length; handled += 1) {
      const message = world.socket.received[handled];
      const { socket } = world;
      world.after(oneWayMs(), () => {
        const said =
          message?.action === 'hello'
            ? world.welcome()
            : {
                type: 'pong',
                sentAtMs: message?.action === 'ping' ? message.sentAtMs : 0,
                serverNowMs: world.serverNowMs,
                lots: [],
              };
        world.after(oneWayMs(), () => socket.say(said));
      });
    }
    await world.advance(5);
    if (passedMs % 50 === 0) look();
  }
}
/** A whole number of milliseconds, as clocks give. */
const wholeMs = (world: DropWorld): number => Math.round(world.serverNowMs);

describe("the server's clock", () => {
  test.each([-3_600_000, -700, 0, 700, 3_600_000])(
    'is known within 50 ms a second after the welcome, on a phone that is %i ms ahead',
    async (aheadMs) => {
      const world = new DropWorld();
      world.deviceAheadMs = aheadMs;
      await world.connect();
      let worstMs = 0;
      await overNetwork(world, 90_000, () => {
        if (world.elapsedMs < 2_500) return;
        worstMs = Math.max(worstMs, Math.abs(world.client.serverNowMs() - wholeMs(world)));
      });
      expect(world.client.state().connection.kind).toBe('live');
      expect(worstMs).toBeLessThanOrEqual(50);
    },
  );

  test('stands still where it would run backwards', () => {
    // The second of these round trips, the quicker one, says that it is 100 ms earlier than the first had it.
    const first = withRoundTrip(unknownClock, { sentAtMs: 1_000, receivedAtMs: 1_200, serverNowMs: 5_200 });
    const [oneMs, read] = readClock(first, 1_300);
    const second = withRoundTrip(read, { sentAtMs: 1_300, receivedAtMs: 1_340, serverNowMs: 5_300 });
    const [otherMs, stood] = readClock(second, 1_340);
    const [laterMs] = readClock(stood, 1_540);
    expect([oneMs, otherMs, laterMs]).toEqual([5_400, 5_400, 5_540]);
  });

  test('never runs backwards', async () => {
    const world = new DropWorld();
    world.deviceAheadMs = 700;
    await world.connect();
    let lastMs = 0;
    let looked = 0;
    await overNetwork(world, 90_000, () => {
      const readMs = world.client.serverNowMs();
      if (!world.client.state().welcomed) return;
      expect(readMs).toBeGreaterThanOrEqual(lastMs);
      lastMs = readMs;
      looked += 1;
    });
    expect(looked).toBeGreaterThan(1_790);
  });

  test.each([5_000, 1_500])(
    "is the device's until the first welcome, and right at once then",
    async (aheadMs) => {
      const world = new DropWorld();
      world.deviceAheadMs = aheadMs;
      expect(world.client.serverNowMs()).toBe(worldStartMs + aheadMs);
      await world.goLive();
      expect(world.client.serverNowMs()).toBe(worldStartMs);
    },
  );

  test('goes by a newer round trip that is about as quick, as the device drifts', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([]);
    const pong = (roundTripMs: number): void =>
      socket.say({
        type: 'pong',
        sentAtMs: world.serverNowMs + world.deviceAheadMs - roundTripMs,
        serverNowMs: world.serverNowMs - roundTripMs / 2,
        lots: [],
      });
    await world.advance(900);
    pong(0);
    for (let breath = 0; breath < 9; breath += 1) {
      await world.advance(2_500);
      socket.sayText('{}');
    }
    // The first round trip bounds it to 0 ± 1 and the 3 ms that may be drift by now; this one to 4 ± 4.
    world.deviceAheadMs = -4;
    pong(6);
    await world.advance(10);
    expect(world.client.serverNowMs() - world.serverNowMs).toBe(-2);
    // One that is much slower says nothing that is not known.
    pong(60);
    expect(world.client.serverNowMs() - world.serverNowMs).toBe(-2);
  });

  test.each([
    { aheadMs: -500, pings: 1 },
    { aheadMs: 3_000, pings: 1 },
    { aheadMs: 0, pings: 0 },
  ])('a message stamped at another time than the clock can be at asks for it: $aheadMs', async (set) => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(900);
    socket.say({ type: 'pong', sentAtMs: world.serverNowMs, serverNowMs: world.serverNowMs, lots: [] });
    await world.advance(9_000);
    const before = socket.of('ping').length;
    world.deviceAheadMs = set.aheadMs;
    socket.say(world.pushed(openLot()));
    socket.say(world.pushed(openLot()));
    const asked = socket.of('ping').slice(before);
    expect(asked).toHaveLength(set.pings);
    for (const { sentAtMs, have } of asked) {
      expect(have).toBeUndefined();
      socket.say({ type: 'pong', sentAtMs, serverNowMs: world.serverNowMs, lots: [] });
    }
    expect(world.client.serverNowMs() - world.serverNowMs).toBe(0);
  });

  test('goes by the quickest round trip', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(1_000);
    socket.say({ type: 'pong', sentAtMs: worldStartMs, serverNowMs: worldStartMs + 900, lots: [] });
    expect(world.client.serverNowMs()).toBe(worldStartMs + 1_000);
  });

  test('follows a device clock that is set forward or back by the next round trip', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(1_000);
    for (const aheadMs of [60_000, -60_000, 3_600_000, -3_600_000]) {
      world.deviceAheadMs = aheadMs;
      world.client.serverNowMs();
      const deviceMs = world.serverNowMs + aheadMs;
      socket.say({ type: 'pong', sentAtMs: deviceMs - 100, serverNowMs: world.serverNowMs - 50, lots: [] });
      expect(world.client.serverNowMs()).toBe(worldStartMs + 1_000);
    }
  });

  test('a round trip in which the device clock jumped says nothing', async () => {
    const world = new DropWorld();
    const socket = await world.goLive();
    await world.advance(1_000);
    const { serverNowMs } = world;
    socket.say({ type: 'pong', sentAtMs: serverNowMs + 60_000, serverNowMs: serverNowMs + 9, lots: [] });
    socket.say({ type: 'pong', sentAtMs: serverNowMs - 60_000, serverNowMs: serverNowMs + 9, lots: [] });
    expect(world.client.serverNowMs()).toBe(worldStartMs + 1_000);
  });

  test('a sample older than five minutes gives way, however quick it was', async () => {
    const world = new DropWorld();
    const socket = await world.goLive([]);
    world.deviceAheadMs = -40;
    for (let trip = 0; trip < 14; trip += 1) {
      for (let breath = 0; breath < 10; breath += 1) {
        await world.advance(2_500);
        socket.sayText('{"message":"Endpoint request timed out"}');
      }
      const sentAtMs = world.serverNowMs - 40 - 100;
      socket.say({ type: 'pong', sentAtMs, serverNowMs: world.serverNowMs - 50, lots: [] });
    }
    expect(world.client.serverNowMs() - world.serverNowMs).toBe(0);
  });
});

describe('a clock that the first round trips say too little about', () => {
  /** When it pings for the time alone, on a network where each takes so long. */
  async function pingedAt(roundTripMs: (nth: number) => number): Promise<number[]> {
    const world = new DropWorld();
    const socket = await world.connect();
    world.after(600, () => socket.say(world.welcome({ serverNowMs: worldStartMs + 300 })));
    const atMs: number[] = [];
    let heard = 0;
    for (let passedMs = 0; passedMs < 24_000; passedMs += 20) {
      await world.advance(20);
      for (const { sentAtMs } of socket.of('ping').slice(heard)) {
        atMs.push(sentAtMs - worldStartMs - 600);
        const tripMs = roundTripMs(heard);
        heard += 1;
        const stampMs = world.serverNowMs + tripMs / 2;
        world.after(tripMs, () => socket.say({ type: 'pong', sentAtMs, serverNowMs: stampMs, lots: [] }));
      }
    }
    return atMs;
  }

  test('is asked about each second until one says enough', async () => {
    expect(await pingedAt((nth) => (nth < 4 ? 600 : 300))).toEqual([0, 400, 800, 1_800, 2_800, 3_800]);
  });
  test('for twelve times at the most: then the network is like that', async () => {
    const atMs = await pingedAt(() => 600);
    expect(atMs).toHaveLength(13);
    expect(atMs.at(-1)).toBe(10_800);
  });
  test('of a third of a second says enough', async () => {
    expect(await pingedAt(() => 320)).toEqual([0, 400, 800]);
  });
});

describe('a device clock that is set by less than a quarter of a second', () => {
  const lot = (sequence: number): PublicLot =>
    openLot({ sequence: sequence as never, closesAtMs: (worldStartMs + 3_600_000) as never });
  /** Answers pings over such ways until so much time has passed; `pushing` has a lot pushed every second. */
  function answering(world: DropWorld, ways: { upMs: number; downMs: number }, pushing: boolean) {
    let sequence = 5;
    let pinged = 0;
    return async (ms: number): Promise<void> => {
      for (let passedMs = 0; passedMs < ms; passedMs += 10) {
        await world.advance(10);
        const { socket } = world;
        for (const { sentAtMs } of socket.of('ping').slice(pinged)) {
          pinged += 1;
          world.after(ways.upMs, () => {
            const serverNowMs = world.serverNowMs;
            world.after(ways.downMs, () => socket.say({ type: 'pong', sentAtMs, serverNowMs, lots: [] }));
          });
        }
        if (!pushing || passedMs % 1_000 !== 0) continue;
        sequence += 1;
        const pushed = world.pushed(lot(sequence));
        world.after(ways.downMs, () => socket.say(pushed));
      }
    };
  }
  const aheadMs = (world: DropWorld): number => world.client.serverNowMs() - world.serverNowMs;

  test.each([
    // What is pushed cannot come before it was sent: such a clock is asked about at once.
    { setMs: -200, pushing: true, withinMs: 2_500, pings: 5 },
    { setMs: -120, pushing: true, withinMs: 27_000, pings: 5 },
    { setMs: 200, pushing: true, withinMs: 27_000, pings: 5 },
    { setMs: -240, pushing: false, withinMs: 27_000, pings: 5 },
    { setMs: 240, pushing: false, withinMs: 27_000, pings: 5 },
  ])('is followed as soon as two slower round trips agree on it: $setMs ms', async (told) => {
    const world = new DropWorld();
    await world.goLive([lot(5)]);
    const ways = { upMs: 10, downMs: 10 };
    const pass = answering(world, ways, told.pushing);
    await pass(60_000);
    expect(Math.abs(aheadMs(world))).toBeLessThanOrEqual(10);
    world.deviceAheadMs = told.setMs;
    Object.assign(ways, { upMs: 30, downMs: 30 });
    const before = world.socket.of('ping').length;
    await pass(told.withinMs);
    expect(Math.abs(aheadMs(world))).toBeLessThanOrEqual(10);
    // Then it is right, and asked for no more often than ever.
    await pass(60_000 - told.withinMs);
    expect(world.socket.of('ping').length - before).toBeLessThanOrEqual(told.pings);
    expect(Math.abs(aheadMs(world))).toBeLessThanOrEqual(10);
  });
});

describe('what round trips say together', () => {
  /** How far ahead of the server's the clock of a phone is whose own is right, after messages that took so long each way. */
  const aheadAfter = (...trips: { up: number; there?: number; down: number; saysWhenItCame?: boolean }[]) => {
    let [clock, atMs] = [unknownClock, worldStartMs];
    for (const { up, there = 0, down, saysWhenItCame = true } of trips) {
      const serverReceivedAtMs = atMs + up;
      const serverNowMs = serverReceivedAtMs + there;
      const trip = { sentAtMs: atMs, receivedAtMs: serverNowMs + down, serverNowMs };
      clock = withRoundTrip(clock, saysWhenItCame ? { ...trip, serverReceivedAtMs } : trip);
      atMs = serverNowMs + down;
    }
    return readClock(clock, atMs)[0] - atMs;
  };

  test('one is wrong by half of what its two ways differ', () => {
    expect(aheadAfter({ up: 140, down: 60 })).toBe(40);
    expect(aheadAfter({ up: 60, down: 140 })).toBe(-40);
  });

  test('a slower one narrows it whose one way was quicker', () => {
    expect(aheadAfter({ up: 140, down: 60 }, { up: 50, down: 200 })).toBe(-5);
  });

  test('a slower one that was slow both ways says nothing', () => {
    expect(aheadAfter({ up: 140, down: 60 }, { up: 900, down: 800 })).toBe(40);
  });

  test('what the server took for its answer does not count, if it says when the message came', () => {
    expect(aheadAfter({ up: 50, there: 300, down: 50 })).toBe(0);
    expect(aheadAfter({ up: 50, there: 300, down: 50, saysWhenItCame: false })).toBe(150);
  });

  /** How far ahead the clock is at the end, for a device set forward by so much before each of these round trips. */
  const aheadAfterSetting = (...trips: { aheadMs: number; up: number; down: number }[]): number[] => {
    let clock = unknownClock;
    return trips.map(({ aheadMs, up, down }, nth) => {
      const sentAtMs = worldStartMs + nth * 5_000;
      const receivedAtMs = sentAtMs + up + down;
      clock = withRoundTrip(clock, {
        sentAtMs: sentAtMs + aheadMs,
        receivedAtMs: receivedAtMs + aheadMs,
        serverNowMs: sentAtMs + up,
      });
      return readClock({ ...clock, floorMs: 0 }, receivedAtMs + aheadMs)[0] - receivedAtMs;
    });
  };
  const quick = { aheadMs: 0, up: 10, down: 10 };

  test('one round trip that contradicts the others is not believed, two that agree are', () => {
    const slower = { aheadMs: -200, up: 30, down: 30 };
    expect(aheadAfterSetting(quick, quick, slower, slower, slower)).toEqual([0, 0, -200, 0, 0]);
  });

  test('a stamp that is behind the answer’s clock by more than the whole way contradicts nothing', () => {
    let clock = unknownClock;
    for (const sentAtMs of [worldStartMs, worldStartMs + 5_000]) {
      const serverNowMs = sentAtMs + 10;
      const trip = {
        sentAtMs,
        receivedAtMs: sentAtMs + 20,
        serverReceivedAtMs: serverNowMs - 40,
        serverNowMs,
      };
      clock = withRoundTrip(clock, trip);
    }
    expect(clock).toMatchObject({ contradicted: false, offsetMs: -20 });
  });

  test('two that contradict the others and each other are not believed', () => {
    const [sooner, later] = [
      { aheadMs: -100, up: 30, down: 30 },
      { aheadMs: 100, up: 30, down: 30 },
    ];
    expect(aheadAfterSetting(quick, sooner, later, quick)).toEqual([0, -100, 100, 0]);
  });

  test('one in between that agrees with all of them decides nothing', () => {
    const [slower, slow] = [
      { aheadMs: -120, up: 30, down: 30 },
      { aheadMs: -120, up: 30, down: 190 },
    ];
    expect(aheadAfterSetting(quick, slower, slow, slower)).toEqual([0, -120, -120, 0]);
  });

  test('slow and crooked ones, however many, contradict nothing', () => {
    const [up, down] = [
      { aheadMs: 0, up: 900, down: 10 },
      { aheadMs: 0, up: 10, down: 900 },
    ];
    for (const aheadMs of aheadAfterSetting(quick, up, up, up, down, down, down))
      expect(Math.abs(aheadMs)).toBeLessThanOrEqual(1);
  });

  test('two servers whose clocks differ are not both believed: the quicker is', () => {
    const clock = [0, 90].reduce(
      (known, skewMs, nth) =>
        withRoundTrip(known, {
          sentAtMs: worldStartMs + nth * 100,
          receivedAtMs: worldStartMs + nth * 100 + 20 + nth,
          serverNowMs: worldStartMs + nth * 100 + 10 + skewMs,
        }),
      unknownClock,
    );
    expect(readClock(clock, worldStartMs + 200)[0] - worldStartMs).toBe(200);
  });
});
