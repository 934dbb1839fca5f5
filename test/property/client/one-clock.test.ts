import { describe, expect, test } from 'vitest';
import { worldStartMs } from '../../unit/client/drop-world.ts';
import { chanceOf, ModelledDrop, type ModelledPhone, type Network } from './a-modelled-drop.ts';

type MakeNetwork = (random: () => number) => Network;

/** Round trips of 200 ms with 100 ms of jitter, wherever on the way that lies. */
const networks: Readonly<Record<string, MakeNetwork>> = {
  'as much either way': (random) => ({ upMs: () => 50 + 100 * random(), downMs: () => 50 + 100 * random() }),
  'on the way up': (random) => ({ upMs: () => 100 + 100 * random(), downMs: () => 100 }),
  'on the way down': (random) => ({ upMs: () => 100, downMs: () => 100 + 100 * random() }),
  'now up, now down, for minutes': (random) => {
    let [up, left] = [true, 0];
    const drawn = (isUp: boolean): number => {
      if (left <= 0) [up, left] = [random() < 0.5, 4 + Math.floor(20 * random())];
      left -= 1;
      return 100 + (up === isUp ? 100 * random() : 0);
    };
    return { upMs: () => drawn(true), downMs: () => drawn(false) };
  },
  'and some frames that are late by seconds': (random) => {
    const drawn = (): number => 50 + 100 * random() + (random() < 0.04 ? 3_000 * random() : 0);
    return { upMs: drawn, downMs: drawn };
  },
};

/** From three hours behind to three hours ahead, and drifting as much as a bad quartz does. */
const deviceOf = (random: () => number) => ({
  aheadMs: random() < 0.3 ? Math.floor(4_000 * random() - 2_000) : Math.floor(2.16e7 * random() - 1.08e7),
  driftPpm: 200 * random() - 100,
});

function aDropOn(network: MakeNetwork, seed: number, count: number): ModelledDrop {
  const drop = new ModelledDrop();
  drop.lots = [];
  for (let nth = 0; nth < count; nth += 1) {
    const random = chanceOf(seed * 7_919 + nth);
    const phone = drop.addPhone(network(random), deviceOf(random), random);
    drop.time.after(2_000 * random(), () => phone.client.start());
  }
  return drop;
}

const aheadOf = (drop: ModelledDrop, phone: ModelledPhone): number =>
  phone.client.serverNowMs() - drop.time.nowMs();

/** How far each phone's clock is ahead of the server's, looked at every quarter of a second from one instant to another. */
async function look(drop: ModelledDrop, fromMs: number, toMs: number, see: (aheadMs: number[]) => void) {
  for (let atMs = fromMs; atMs <= toMs; atMs += 250) {
    await drop.time.runUntil(worldStartMs + atMs);
    see(drop.phones.filter(({ isLive }) => isLive).map((phone) => aheadOf(drop, phone)));
  }
}
const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

describe('all phones count down together', () => {
  test.each(
    Object.entries(networks).map(([jitter, network], place) => ({ jitter, network, seed: place + 1 })),
  )(
    'within 50 ms of the server, over ten minutes, with jitter $jitter',
    async ({ jitter, network, seed }) => {
      const drop = aDropOn(network, seed, 200);
      // A first round trip that was late by seconds leaves a clock that is ahead, and stands still for as long.
      const fromMs = jitter.includes('late') ? 10_000 : 3_500;
      const wrong: number[] = [];
      await look(drop, fromMs, 600_000, (ahead) => {
        for (const aheadMs of ahead) wrong.push(Math.abs(aheadMs));
      });
      wrong.sort((one, other) => one - other);
      expect(wrong.length).toBeGreaterThan(470_000);
      expect(wrong.at(-1)).toBeLessThanOrEqual(50);
      expect(percentile(wrong, 0.99)).toBeLessThanOrEqual(35);
    },
  );

  test('and never backwards, whatever the networks bring', async () => {
    for (const [place, network] of Object.values(networks).entries()) {
      const drop = aDropOn(network, 100 + place, 40);
      const last = new Map<ModelledPhone, number>();
      let [read, wentBack] = [0, 0];
      for (let atMs = 0; atMs <= 120_000; atMs += 20) {
        await drop.time.runUntil(worldStartMs + atMs);
        for (const phone of drop.phones) {
          if (!phone.client.state().welcomed) continue;
          const readMs = phone.client.serverNowMs();
          if (readMs < (last.get(phone) ?? 0)) wentBack += 1;
          last.set(phone, readMs);
          read += 1;
        }
      }
      expect(wentBack).toBe(0);
      expect(read).toBeGreaterThan(200_000);
    }
  });

  test('also on phones that sleep for minutes: as they wake, and better a moment later', async () => {
    const drop = aDropOn(networks['as much either way'] as MakeNetwork, 7, 200);
    await drop.time.runUntil(worldStartMs + 60_000);
    for (const phone of drop.phones) phone.sleep(240_000);
    await drop.time.runUntil(worldStartMs + 300_001);
    for (const phone of drop.phones) expect(Math.abs(aheadOf(drop, phone))).toBeLessThanOrEqual(75);
    await drop.time.runUntil(worldStartMs + 303_000);
    expect(drop.phones.filter(({ isLive }) => isLive)).toHaveLength(200);
    for (const phone of drop.phones) expect(Math.abs(aheadOf(drop, phone))).toBeLessThanOrEqual(50);
  });

  test('also half a minute after their clocks were set by 150 to 240 ms, on a network of 60 to 120 ms', async () => {
    const drop = new ModelledDrop();
    drop.lots = [];
    const devices = Array.from({ length: 200 }, () => ({ aheadMs: 0, driftPpm: 0 }));
    for (const [nth, device] of devices.entries()) {
      const random = chanceOf(8 * 7_919 + nth);
      const wayMs = (): number => 30 + 30 * random();
      const phone = drop.addPhone({ upMs: wayMs, downMs: wayMs }, device, random);
      drop.time.after(25_000 * random(), () => phone.client.start());
      drop.time.after(120_000, () => {
        device.aheadMs += (random() < 0.5 ? -1 : 1) * (150 + 90 * random());
      });
    }
    await drop.time.runUntil(worldStartMs + 120_001);
    for (const phone of drop.phones) expect(Math.abs(aheadOf(drop, phone))).toBeGreaterThan(100);
    await look(drop, 150_000, 300_000, (ahead) => {
      expect(ahead).toHaveLength(200);
      for (const aheadMs of ahead) expect(Math.abs(aheadMs)).toBeLessThanOrEqual(50);
    });
  });
});
