import { createPublisher } from '@gaveldrop/saleroom';
import { describe, expect, it } from 'vitest';
import { failing, noted } from './a-lot-store.ts';
import { anOpenSaleroom, dropId } from './a-saleroom.ts';

async function publishing() {
  const room = await anOpenSaleroom({ shards: 2 });
  const calls: string[] = [];
  const timeouts: number[] = [];
  const sent: number[] = [];
  let shardCount = 2;
  const audience = noted(
    { readShards: async () => ({ shardCount, grownAtMs: room.clock.nowMs(), countBefore: 2 }) },
    calls,
  );
  const pulses = {
    send: async (_: unknown, count: number, __: unknown, timeoutMs: number) => {
      sent.push(count);
      timeouts.push(timeoutMs);
    },
  };
  const publisher = createPublisher({ ...room.ports, audience, pulses });
  const [entered, opened] = room.stored.images;
  if (entered === undefined || opened === undefined) throw new Error('two changes');
  const agreement = await room.ports.agreements.of(opened.after.rulesId);
  return {
    ...{
      room,
      calls,
      sent,
      timeouts,
      publisher,
      audience,
      agreement,
      before: entered.after,
      after: opened.after,
    },
    grow: () => {
      shardCount = 3;
    },
  };
}

describe('the publisher', () => {
  it('[L4] sends what changed in public, once a shard', async () => {
    const { publisher, sent, timeouts, before, after, agreement } = await publishing();
    await publisher.publish(before, after, agreement);
    expect(sent).toEqual([2]);
    expect(timeouts).toEqual([150]);
  });

  it('[L4] sends nothing, and asks for nothing, when nothing public changed', async () => {
    const { publisher, sent, calls, after, agreement } = await publishing();
    await publisher.publish(after, after, agreement);
    await publisher.repair(after, after, agreement);
    expect([sent, calls]).toEqual([[], []]);
  });

  it('believes a shard count for five seconds, no longer', async () => {
    const { room, publisher, sent, calls, grow, before, after, agreement } = await publishing();
    await publisher.publish(before, after, agreement);
    grow();
    await room.clock.advance(5_000);
    await publisher.publish(before, after, agreement);
    await room.clock.advance(1);
    await publisher.publish(before, after, agreement);
    expect(sent).toEqual([2, 2, 3]);
    expect(calls).toEqual(['readShards', 'readShards']);
  });

  it('counts a fault and goes on; a repair throws it', async () => {
    const { room, audience, before, after, agreement } = await publishing();
    const publisher = createPublisher({ ...room.ports, audience, pulses: { send: failing } });
    await publisher.publish(before, after, agreement);
    expect(room.metrics.counted('pulseNotSent')).toBe(1);
    await expect(publisher.repair(before, after, agreement)).rejects.toThrow('no such luck');
  });

  it('gives the pulse what reading the shard count has left of its time', async () => {
    const { room, timeouts, before, after, agreement } = await publishing();
    const slow = {
      readShards: async () => {
        await room.clock.sleep(100);
        return { shardCount: 2, grownAtMs: room.clock.nowMs(), countBefore: 2 };
      },
    };
    const pulses = {
      send: async (_: unknown, __: unknown, ___: unknown, timeoutMs: number) => {
        timeouts.push(timeoutMs);
      },
    };
    const late = createPublisher({ ...room.ports, audience: slow, pulses }).publish(before, after, agreement);
    await room.clock.advance(100);
    await late;
    expect(timeouts).toEqual([50]);
  });

  it('does not swallow a bug', async () => {
    const { room, before, after, agreement } = await publishing();
    const nobody = { readShards: async () => undefined };
    const publisher = createPublisher({ ...room.ports, audience: nobody });
    await expect(publisher.publish(before, after, agreement)).rejects.toThrow(
      `drop ${dropId} has no audience`,
    );
  });
});
