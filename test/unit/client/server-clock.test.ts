import { describe, expect, test } from 'vitest';
import { DropWorld, worldStartMs } from './drop-world.ts';

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

  test('never runs backwards', async () => {
    const world = new DropWorld();
    world.deviceAheadMs = 700;
    await world.connect();
    let lastMs = 0;
    let looked = 0;
    await overNetwork(world, 90_000, () => {
      const readMs = world.client.serverNowMs();
      expect(readMs).toBeGreaterThanOrEqual(lastMs);
      lastMs = readMs;
      looked += 1;
    });
    expect(looked).toBe(1_800);
  });

  test("is the device's until the first message", async () => {
    const world = new DropWorld();
    world.deviceAheadMs = 5_000;
    expect(world.client.serverNowMs()).toBe(worldStartMs + 5_000);
    await world.goLive();
    expect(world.client.serverNowMs()).toBe(worldStartMs);
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
