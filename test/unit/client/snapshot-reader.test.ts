import type { PublicLot } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { DropWorld, openLot } from './drop-world.ts';

const at = (sequence: number): PublicLot => openLot({ sequence: sequence as never });
const sequenceOn = (world: DropWorld): number | undefined => world.client.state().lots[0]?.sequence;

/** Lets time pass while the saleroom's socket answers. */
async function pass(world: DropWorld, ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 500) {
    await world.advance(500);
    const { serverNowMs } = world;
    world.socket.say({ type: 'pong', sentAtMs: serverNowMs, serverNowMs, lots: [] });
  }
}
/** Nothing is pushed to this phone, and nothing will be. */
async function cutOff(): Promise<DropWorld> {
  const world = new DropWorld('feed');
  await world.goLive();
  world.token = async () => Promise.reject(new Error('down'));
  world.ticket = async () => Promise.reject(new Error('down'));
  world.feed.close();
  world.socket.close();
  await world.advance(2_000);
  return world;
}

describe('fresh snapshots, while nothing is sure', () => {
  test('that come at once are 200 ms apart, so that sixteen of them last 3 s', async () => {
    const world = await cutOff();
    const before = world.freshSnapshotsRead;
    const read = (): number => world.freshSnapshotsRead - before;
    world.client.hint('online');
    await world.settle();
    expect(read()).toBe(1);
    await world.advance(199);
    expect(read()).toBe(1);
    await world.advance(1);
    expect(read()).toBe(2);
    await world.advance(2_799);
    expect(read()).toBe(15);
    await world.advance(1);
    expect(read()).toBe(16);
    await world.advance(10_000);
    expect(read()).toBe(16);
  });

  test('that take longer follow each other at once', async () => {
    const world = await cutOff();
    world.snapshot = () => new Promise((resolve) => world.after(300, () => resolve({ lots: [] })));
    const before = world.freshSnapshotsRead;
    world.client.hint('online');
    await world.advance(299);
    expect(world.freshSnapshotsRead - before).toBe(1);
    await world.advance(1);
    expect(world.freshSnapshotsRead - before).toBe(2);
  });

  test('are asked for no more once it is stopped', async () => {
    const world = await cutOff();
    world.client.hint('online');
    await world.settle();
    const before = world.snapshotsRead;
    world.client.stop();
    expect(world.timersRunning).toBe(0);
    await world.advance(10_000);
    expect(world.snapshotsRead).toBe(before);
  });
});

describe('kept snapshots', () => {
  test('are read while a live connection answers, whatever the device says of its network', async () => {
    const world = await cutOff();
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    (await world.reconnect()).say(world.welcome({ lots: [openLot()] }));
    world.client.hint('offline');
    world.snapshot = async () => ({ lots: [at(9)] });
    await pass(world, 4_000);
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, pushed: false });
    expect(sequenceOn(world)).toBe(9);
  });

  test('are taken by a client that was stopped, and then started while nobody looked', async () => {
    const world = await cutOff();
    world.client.hint('hidden');
    world.client.stop();
    world.token = async () => 'another';
    world.client.start();
    await world.settle();
    world.snapshot = async () => ({ lots: [at(9)] });
    world.feed.flow();
    await world.advance(1_500);
    expect(sequenceOn(world)).toBe(9);
  });

  test('that were asked for before it was stopped are not', async () => {
    const world = await cutOff();
    const answers: (() => void)[] = [];
    world.snapshot = () => new Promise((resolve) => answers.push(() => resolve({ lots: [at(9)] })));
    await world.advance(3_000);
    expect(answers).not.toHaveLength(0);
    world.client.stop();
    world.client.start();
    for (const answer of answers) answer();
    await world.settle();
    expect(sequenceOn(world)).toBe(5);
  });

  test('tell what a subscription missed although an older reading hangs', async () => {
    const world = await cutOff();
    world.snapshot = () => new Promise(() => undefined);
    await world.advance(2_000);
    world.token = async () => 'another';
    world.client.hint('hidden');
    world.client.hint('visible');
    await world.advance(250);
    world.snapshot = async () => ({ lots: [at(9)] });
    world.feed.flow();
    await world.advance(8_000);
    expect(sequenceOn(world)).toBe(9);
  });
});
