import { memoryFeed } from '@gaveldrop/adapters/memory/memory-feed';
import {
  broadcastPulses,
  createBroadcastMemory,
  type PublishResult,
  type ReceivedPulse,
  reachByFeed,
} from '@gaveldrop/saleroom';
import { describe, expect, it } from 'vitest';
import { anOpenSaleroom, at, dropId, finish, place, type Saleroom } from './a-saleroom.ts';

/** A worker whose viewers are on a feed, and what those of its drop have heard. */
async function aFeed(shards = 1, results: PublishResult[] = []) {
  const room = await anOpenSaleroom({ shards });
  /** The drop of each publication. */
  const asked: string[] = [];
  const told: string[] = [];
  const feed = memoryFeed();
  feed.listen(dropId, (text) => told.push(text));
  const reach = reachByFeed({
    ...{ clock: room.clock, metrics: room.metrics },
    feed: {
      publish: async (id, text) => {
        const result = results.shift() ?? 'sent';
        asked.push(id);
        return result === 'sent' ? feed.publish(id, text) : result;
      },
    },
  });
  const memory = createBroadcastMemory();
  const work = (received: readonly ReceivedPulse[]) =>
    finish(room, broadcastPulses({ ...room.ports, reach }, memory, received));
  return { room, asked, told, work };
}

async function pulsesOf(room: Saleroom, count: number, from = 1_000, paddle = 1): Promise<ReceivedPulse[]> {
  for (let bid = 0; bid < count; bid += 1) await place(room, paddle + (bid % 2), from + bid * 100);
  const sentAtMs = room.clock.nowMs();
  return room.ports.pulses.drain().map((pulse) => ({ pulse, sentAtMs }));
}
const sequencesOf = (told: readonly string[]) =>
  told.map((text) => (JSON.parse(text).lots as { sequence: number }[]).map(({ sequence }) => sequence));

describe('a batch of pulses', () => {
  it("is one publication of the newest to its drop, and its shard's group is held for the window", async () => {
    const { room, asked, told, work } = await aFeed();
    const pulses = await pulsesOf(room, 3);
    room.requests();
    await work(pulses);
    expect(asked).toEqual([dropId]);
    expect(sequencesOf(told)).toEqual([[5]]);
    expect(JSON.parse(told[0] ?? '')).toMatchObject({ type: 'lots', serverNowMs: at(0) });
    expect(room.clock.nowMs()).toBe(at(250));
    // Nobody is looked for.
    expect(room.requests()).toEqual([]);
  });

  it('that has been told is not told again, and nothing is waited for', async () => {
    const { room, asked, work } = await aFeed();
    const pulses = await pulsesOf(room, 1);
    await work(pulses);
    await work(pulses);
    expect([asked.length, room.clock.nowMs()]).toEqual([1, at(250)]);
  });

  it('of a drop with more shards is told once: the first shard speaks for all', async () => {
    const { room, asked, told, work } = await aFeed(4);
    const pulses = await pulsesOf(room, 1);
    expect(pulses.map(({ pulse }) => pulse.shard)).toEqual([0, 1, 2, 3]);
    await work(pulses);
    expect([asked.length, sequencesOf(told)]).toEqual([1, [[3]]]);
  });
});

describe('a publication that is not taken', () => {
  it.each(['slow', 'unanswered', 'failed'] as const)(
    '%s, is counted and sent once more after 250 ms, which nobody counts as missed',
    async (result) => {
      const { room, asked, told, work } = await aFeed(1, [result]);
      await work(await pulsesOf(room, 1));
      expect(room.metrics.counted('postFailed', result)).toBe(1);
      expect([asked.length, sequencesOf(told)]).toEqual([2, [[3]]]);
      expect(room.clock.nowMs()).toBe(at(250));
      expect(room.metrics.counted('shardMissed')).toBe(0);
    },
  );

  it('twice, is counted as missed by all and not sent again; the next change is told', async () => {
    const { room, asked, told, work } = await aFeed(1, ['slow', 'failed']);
    await work(await pulsesOf(room, 1));
    expect([asked.length, told.length]).toEqual([2, 0]);
    expect(room.metrics.counted('postFailed')).toBe(2);
    expect(room.metrics.counted('shardMissed')).toBe(1);
    await work(await pulsesOf(room, 1, 2_000, 2));
    expect([asked.length, sequencesOf(told)]).toEqual([3, [[4]]]);
    expect(room.metrics.counted('shardMissed')).toBe(1);
  });
});
