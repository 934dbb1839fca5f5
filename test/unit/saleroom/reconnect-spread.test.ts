import { memoryClock } from '@gaveldrop/adapters/memory/memory-clock';
import { createReconnectSpread, fault, type ShardLoads, spreadOf } from '@gaveldrop/saleroom';
import { type DropId, epochMs } from '@gaveldrop/units';
import { expect, test } from 'vitest';

const dropId = '01KJM00000000000000000DRA1' as DropId;
const loads = (...connected: number[]): ShardLoads => ({
  ...{ shardCount: connected.length, grownAtMs: epochMs(0), countBefore: connected.length },
  connected,
});

test.each([
  [0, 0],
  [1, 3],
  [350, 1_000],
  [10_000, 28_572],
  [10_001, 28_575],
])('%i connections come back within %i ms: no more than 350 a second', (connections, spreadMs) => {
  expect(spreadOf(connections)).toBe(spreadMs);
});

/** An audience of this many by now, and how often it was counted. */
function counting(reads: (ShardLoads | undefined | 'fault' | 'bug')[]) {
  const clock = memoryClock(1_772_366_400_000);
  let counted = 0;
  const readShardLoads = async (): Promise<ShardLoads | undefined> => {
    const read = reads[Math.min(counted, reads.length - 1)];
    counted += 1;
    if (read === 'fault') throw fault('unavailable', 'no', undefined);
    if (read === 'bug') throw new Error('bug');
    return read;
  };
  const spread = createReconnectSpread({ clock, audience: { readShardLoads } });
  return { clock, spread: () => spread(dropId), counted: () => counted };
}

test('phones are told by how many they are, in all shards', async () => {
  const { spread } = counting([loads(200, 100, 50)]);
  expect(await spread()).toEqual({ reconnectSpreadMs: 1_000 });
});

test('the audience is counted once in five seconds', async () => {
  const { clock, spread, counted } = counting([loads(350), loads(700)]);
  await spread();
  await clock.advance(5_000);
  expect(await spread()).toEqual({ reconnectSpreadMs: 1_000 });
  expect(counted()).toBe(1);
  await clock.advance(1);
  expect(await spread()).toEqual({ reconnectSpreadMs: 2_000 });
});

test('what cannot be counted now is not told, and tried again the next time', async () => {
  const { spread } = counting(['fault', undefined, loads(350)]);
  expect(await spread()).toEqual({});
  expect(await spread()).toEqual({});
  expect(await spread()).toEqual({ reconnectSpreadMs: 1_000 });
});

test('what is slow to be counted is told as it was the last time, and known by the next', async () => {
  const clock = memoryClock(1_772_366_400_000);
  let slowMs = 0;
  let viewers = 350;
  const readShardLoads = async (): Promise<ShardLoads> => {
    await clock.sleep(slowMs);
    return loads(viewers);
  };
  const spread = createReconnectSpread({ clock, audience: { readShardLoads } });
  await spread(dropId);
  await clock.advance(5_001);
  slowMs = 1_000;
  viewers = 700;
  const told = spread(dropId);
  await clock.advance(200);
  expect(await told).toEqual({ reconnectSpreadMs: 1_000 });
  await clock.advance(800);
  expect(await spread(dropId)).toEqual({ reconnectSpreadMs: 2_000 });
});

test('a bug is not swallowed', async () => {
  await expect(counting(['bug']).spread()).rejects.toThrow('bug');
});
