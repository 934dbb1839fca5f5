import type { PublicLot } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { saleroomProblem } from '../../../packages/client/src/saleroom-problem.ts';
import { DropWorld, never, openLot } from './drop-world.ts';

const at = (sequence: number): PublicLot => openLot({ sequence: sequence as never });
const sequenceOn = (world: DropWorld): number | undefined => world.client.state().lots[0]?.sequence;

/** Nothing is pushed to this phone, and nothing will be. */
async function cutOff(told: object = {}): Promise<DropWorld> {
  const world = new DropWorld('feed');
  await world.goLive([openLot()], told);
  world.token = async () => Promise.reject(new Error('down'));
  world.ticket = async () => Promise.reject(new Error('down'));
  world.feed.close();
  world.socket.close();
  await world.advance(2_000);
  return world;
}
/** The feed is back, and nothing is told of what it missed. */
async function flowAgain(world: DropWorld): Promise<void> {
  world.token = async () => 'another';
  world.client.hint('hidden');
  world.client.hint('visible');
  await world.advance(250);
  world.feed.flow();
}

describe('fresh snapshots, while nothing is sure', () => {
  test('that come at once are 200 ms apart, for 4 s', async () => {
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
    await world.advance(3_600);
    expect(read()).toBe(20);
    await world.advance(20_000);
    expect(read()).toBe(20);
  });

  test('that fail are followed by another, as a device may say that it is online before it is', async () => {
    const world = await cutOff();
    world.snapshot = async () => Promise.reject(new Error('no such name'));
    const before = world.freshSnapshotsRead;
    world.client.hint('online');
    await world.advance(399);
    expect(world.freshSnapshotsRead - before).toBe(2);
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(1);
    expect(world.freshSnapshotsRead - before).toBe(3);
    expect(sequenceOn(world)).toBe(9);
  });

  test('one that hangs is overtaken after a second, and still taken when it comes; but it begins no other', async () => {
    const world = await cutOff();
    const answers: ((snapshot: { lots: PublicLot[] }) => void)[] = [];
    world.snapshot = () => new Promise((resolve) => answers.push(resolve));
    world.client.hint('hidden');
    world.client.hint('online');
    await world.advance(999);
    expect(answers).toHaveLength(1);
    await world.advance(1);
    expect(answers).toHaveLength(2);
    await world.advance(500);
    answers[0]?.({ lots: [at(9)] });
    await world.settle();
    expect(sequenceOn(world)).toBe(9);
    await world.advance(499);
    expect(answers).toHaveLength(2);
  });

  test('are read no more when too many ask', async () => {
    const world = await cutOff();
    world.snapshot = async () =>
      Promise.reject(saleroomProblem({ status: 429, code: 'too-many-requests', detail: 'no' }));
    const before = world.freshSnapshotsRead;
    world.client.hint('online');
    await world.advance(10_000);
    expect(world.freshSnapshotsRead - before).toBe(1);
  });

  test('have their place and their distance in a crowd of 10,000, if no kept one tells, which each reads at once', async () => {
    const world = await cutOff({ reconnectSpreadMs: 28_572 });
    world.snapshot = async () => Promise.reject(new Error('down'));
    world.client.hint('offline');
    const [fresh, all] = [world.freshSnapshotsRead, world.snapshotsRead];
    world.client.hint('online');
    await world.settle();
    expect(world.freshSnapshotsRead - fresh).toBe(0);
    expect(world.snapshotsRead - all).toBe(1);
    await world.advance(713);
    expect(world.freshSnapshotsRead - fresh).toBe(0);
    await world.advance(1);
    expect(world.freshSnapshotsRead - fresh).toBe(1);
    await world.advance(3_570);
    expect(world.freshSnapshotsRead - fresh).toBe(1);
    await world.advance(1);
    expect(world.freshSnapshotsRead - fresh).toBe(2);
    await world.advance(20_000);
    expect(world.freshSnapshotsRead - fresh).toBe(2);
  });

  test('are not read further by one of a large crowd that a kept one told, though its place was among the first', async () => {
    const world = await cutOff({ reconnectSpreadMs: 28_572 });
    world.chance = 0.1;
    const before = world.freshSnapshotsRead;
    world.client.hint('online');
    await world.advance(141);
    expect(world.freshSnapshotsRead - before).toBe(0);
    await world.advance(1);
    expect(world.freshSnapshotsRead - before).toBe(1);
    await world.advance(20_000);
    expect(world.freshSnapshotsRead - before).toBe(1);
  });

  test('are at once in a drop of 100, 200 ms apart', async () => {
    const world = await cutOff({ reconnectSpreadMs: 286 });
    world.chance = 0.99;
    const before = world.freshSnapshotsRead;
    world.client.hint('online');
    await world.advance(14);
    expect(world.freshSnapshotsRead - before).toBe(1);
    await world.advance(600);
    expect(world.freshSnapshotsRead - before).toBe(4);
  });

  test('are not read by one of a crowd whose connection answers before its place comes', async () => {
    const world = new DropWorld();
    const socket = await world.connect();
    socket.say(world.welcome({ lots: [openLot()], reconnectSpreadMs: 28_572 }));
    await world.pass(12_000);
    world.client.hint('visible');
    await world.advance(300);
    world.socket.say(world.pushed());
    await world.pass(20_000);
    expect(world.freshSnapshotsRead).toBe(0);
  });

  test('tell what a subscription missed, if they are surely stamped after it', async () => {
    const world = await cutOff();
    await flowAgain(world);
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(249);
    world.client.hint('visible');
    await world.settle();
    expect(sequenceOn(world)).toBe(9);
    world.feed.say({ type: 'ka' });
    expect(world.client.state().pushed).toBe(false);
    await world.advance(1);
    world.client.hint('visible');
    await world.settle();
    world.feed.say({ type: 'ka' });
    expect(world.client.state().pushed).toBe(true);
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
    await world.pass(4_000);
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
    world.snapshot = never;
    await world.advance(2_000);
    await flowAgain(world);
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(8_000);
    expect(sequenceOn(world)).toBe(9);
  });

  test('that were to tell what a subscription missed are read on, at the usual pace, until one does', async () => {
    const world = await cutOff();
    world.snapshot = async () => Promise.reject(new Error('down'));
    await flowAgain(world);
    await world.advance(5_000);
    expect(world.client.state().pushed).toBe(false);
    const before = world.snapshotsRead;
    await world.advance(15_000);
    expect(world.snapshotsRead - before).toBe(10);
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(1_500);
    expect(sequenceOn(world)).toBe(9);
    expect(world.client.state()).toMatchObject({ connection: { kind: 'waiting' }, pushed: true });
    const told = world.snapshotsRead;
    await world.advance(30_000);
    expect(world.snapshotsRead).toBe(told);
  });

  test('that were to tell what a subscription missed say nothing of what the next one did', async () => {
    const world = await cutOff();
    const answers: (() => void)[] = [];
    world.snapshot = () => new Promise((resolve) => answers.push(() => resolve({ lots: [at(9)] })));
    await flowAgain(world);
    await world.advance(1_499);
    for (const answer of answers.splice(0)) answer();
    await world.advance(1);
    expect(answers).toHaveLength(1);
    world.feed.close();
    await flowAgain(world);
    answers[0]?.();
    await world.settle();
    expect(sequenceOn(world)).toBe(9);
    expect(world.client.state().pushed).toBe(false);
    world.snapshot = async () => ({ lots: [at(10)] });
    await world.advance(1_500);
    expect(sequenceOn(world)).toBe(10);
    expect(world.client.state().pushed).toBe(true);
  });

  test('stamped before a subscription do not tell what it missed, however long an edge goes on with them', async () => {
    const world = await cutOff();
    const serverNowMs = world.serverNowMs - 500;
    world.snapshot = async () => ({ serverNowMs, lots: [at(8)] });
    await flowAgain(world);
    await world.advance(60_000);
    expect(sequenceOn(world)).toBe(8);
    expect(world.client.state().pushed).toBe(false);
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(2_000);
    expect(sequenceOn(world)).toBe(9);
    expect(world.client.state().pushed).toBe(true);
  });

  test('tell what was missed before the first welcome, once that has set the clock', async () => {
    const world = new DropWorld('feed');
    const socket = await world.connect();
    world.feed.flow();
    socket.say(world.welcome({ lots: [openLot()] }));
    socket.say({ type: 'error', code: 'busy', message: 'no', of: 'ping' });
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(1_499);
    expect(world.client.state().pushed).toBe(false);
    await world.advance(1);
    expect(world.client.state()).toMatchObject({ pushed: true, lots: [{ sequence: 9 }] });
  });

  test('do not tell as long as they may be older than what was missed, on a network that leaves the clock in doubt', async () => {
    const world = new DropWorld('feed');
    const socket = await world.connect();
    const { serverNowMs } = world;
    await world.advance(3_000);
    // The message took no time, its answer 3 s: the phone's clock is 1.5 s behind.
    socket.say(world.welcome({ lots: [openLot()], serverNowMs }));
    world.ticket = async () => Promise.reject(new Error('down'));
    socket.close();
    const fromBefore = world.serverNowMs - 1;
    world.snapshot = async () => ({ serverNowMs: fromBefore, lots: [at(8)] });
    world.feed.flow();
    await world.advance(10_000);
    expect(sequenceOn(world)).toBe(8);
    expect(world.client.state().pushed).toBe(false);
  });

  test('tell of no instant that the phone cannot name: before its first welcome, it knows no clock but its own', async () => {
    const world = new DropWorld('feed');
    world.deviceAheadMs = -60_000;
    world.ticket = async () => Promise.reject(new Error('down'));
    world.client.start();
    await world.settle();
    world.snapshot = async () => ({ lots: [at(9)] });
    world.feed.flow();
    await world.advance(30_000);
    expect(sequenceOn(world)).toBe(9);
    expect(world.client.state().pushed).toBe(false);
  });

  test('are read on while the feed flows, though the device says it is offline, until one tells', async () => {
    const world = await cutOff();
    world.snapshot = async () => Promise.reject(new Error('down'));
    await flowAgain(world);
    world.client.hint('offline');
    world.feed.say({ type: 'ka' });
    await world.advance(3_000);
    world.snapshot = async () => ({ lots: [at(9)] });
    await world.advance(2_000);
    expect(world.client.state().pushed).toBe(true);
  });

  test('of a crowd that hurries come at the usual pace again once its hurry is over', async () => {
    const world = await cutOff({ reconnectSpreadMs: 28_572 });
    world.client.hint('online');
    await world.advance(10_000);
    const before = world.snapshotsRead;
    await world.advance(30_000);
    expect(world.snapshotsRead - before).toBe(20);
  });

  test('are not needed for it any more once a connection has told', async () => {
    const world = await cutOff();
    world.snapshot = never;
    await flowAgain(world);
    await world.advance(3_000);
    expect(world.client.state().pushed).toBe(false);
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    (await world.reconnect()).say(world.welcome());
    expect(world.client.state().pushed).toBe(true);
  });
});
