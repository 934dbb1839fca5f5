import { leaveDrop, type ShardLoads, shardsWanted, usableShards } from '@gaveldrop/saleroom';
import type { ConnectionId, UserId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import { aSaleroom, at, dropId, type Saleroom } from './a-saleroom.ts';
import { shakeHands, ticketFor } from './a-socket.ts';

let people = 0;

/** Somebody new who comes in. @returns the principal. */
async function comeIn(room: Saleroom, ports = room.ports) {
  people += 1;
  const viewer = { userId: `viewer-${people}` as UserId, auctioneer: false };
  const principal = await shakeHands(room, await ticketFor(room, viewer), `c-${people}`, ports);
  if (principal === undefined) throw new Error('nobody is let in');
  return principal;
}

/** How many of so many who come are given each shard. */
async function given(room: Saleroom, count: number, ports = room.ports): Promise<number[]> {
  const shards: number[] = [];
  for (let one = 0; one < count; one += 1) {
    const { shard } = await comeIn(room, ports);
    shards[shard] = (shards[shard] ?? 0) + 1;
  }
  return Array.from(shards, (some = 0) => some);
}
const connected = async (room: Saleroom) => (await room.ports.audience.readShardLoads(dropId))?.connected;
const shards = (room: Saleroom) => room.ports.audience.readShards(dropId);
const loads = (some: Partial<ShardLoads>): ShardLoads => ({
  ...{ shardCount: 4, grownAtMs: at(0), countBefore: 4, connected: [0, 0, 0, 0] },
  ...some,
});

describe('a connection’s shard', () => {
  it('is the less full of two by chance, so that all fill up alike', async () => {
    const room = await aSaleroom({ shards: 4 });
    const each = await given(room, 100);
    expect(each.reduce((sum, some) => sum + some, 0)).toBe(100);
    for (const some of each) expect(Math.abs(some - 25)).toBeLessThanOrEqual(4);
    expect(await connected(room)).toEqual(each);
  });

  it('is one of the others where one is full, though nobody is turned away', async () => {
    const room = await aSaleroom({ shards: 2 });
    await room.ports.audience.recount(dropId, 0, 250, at(0));
    // By chance it is asked about twice for every fourth.
    const [full = 0, empty = 0] = await given(room, 40);
    expect(full + empty).toBe(40);
    expect(full).toBeLessThan(20);
  });

  it('is given back to the count when it ends', async () => {
    const room = await aSaleroom();
    const principal = await comeIn(room);
    expect(await connected(room)).toEqual([1]);
    await leaveDrop(room.ports, principal, `c-${people}` as ConnectionId);
    expect(await connected(room)).toEqual([0]);
  });

  it('is given back, and its lease, though it could not be forgotten', async () => {
    const room = await aSaleroom();
    const principal = await comeIn(room);
    const ports = { audience: { ...room.ports.audience, forget: failing } };
    await expect(leaveDrop(ports, principal, `c-${people}` as ConnectionId)).rejects.toThrow();
    expect(await connected(room)).toEqual([0]);
    expect((await room.ports.audience.readLeases(dropId, principal.userId)).leases).toEqual([]);
  });

  it('that could not be counted is given all the same', async () => {
    const room = await aSaleroom();
    const audience = { ...room.ports.audience, countIn: failing };
    expect(await comeIn(room, { ...room.ports, audience })).toMatchObject({ shard: 0 });
    expect(room.metrics.counted('shardNotCounted')).toBe(1);
  });

  it('is not counted where nobody is let in', async () => {
    const room = await aSaleroom();
    await comeIn(room);
    const viewer = { userId: `viewer-${people}` as UserId, auctioneer: false };
    for (const name of ['second', 'third', 'fourth', 'fifth'])
      expect(await shakeHands(room, await ticketFor(room, viewer), name)).toBeDefined();
    expect(await connected(room)).toEqual([5]);
    expect(await shakeHands(room, 'f'.repeat(32), 'sixth')).toBeUndefined();
    expect(await connected(room)).toEqual([5]);
  });
});

describe('new shards', () => {
  it('take nobody until every sender must have heard: eight seconds after the growth was sent', async () => {
    const room = await aSaleroom({ shards: 2 });
    await room.ports.audience.growShards(dropId, 2, 4, at(0));
    expect((await given(room, 30)).length).toBe(2);
    await room.clock.advance(at(8_000) - room.clock.nowMs());
    expect((await given(room, 30)).length).toBe(2);
    await room.clock.advance(1);
    expect((await given(room, 30)).length).toBe(4);
  });

  it('of a first count take connections at once', async () => {
    const room = await aSaleroom({ shards: 3 });
    expect((await given(room, 30)).length).toBe(3);
  });

  it('are usable by what has grown and when', () => {
    const grown = loads({ shardCount: 8, countBefore: 4, grownAtMs: at(100) });
    expect([8_100, 8_101].map((ms) => usableShards(grown, at(ms)))).toEqual([4, 8]);
  });
});

describe('an audience grows', () => {
  it('once its shards are on average more than half full', () => {
    const of = (...counts: number[]) => shardsWanted(loads({ connected: counts }), at(8_001), 250);
    expect(of(125, 125, 125, 125)).toBeUndefined();
    expect(of(250, 250, 0, 0)).toBeUndefined();
    expect(of(500, 0, 1, 0)).toBe(8);
  });

  it('never, where one event reaches any number', () => {
    const one = loads({ shardCount: 1, countBefore: 1, connected: [100_000] });
    expect(shardsWanted(one, at(8_001), Number.POSITIVE_INFINITY)).toBeUndefined();
  });

  it('twice, and twice again, until its shards are a third full, but not beyond what a drop may have', () => {
    const from = (shardCount: number, viewers: number) =>
      shardsWanted(loads({ shardCount, countBefore: shardCount, connected: [viewers] }), at(8_001), 250);
    expect([126, 166, 167, 333, 334, 4_000].map((viewers) => from(1, viewers))).toEqual([
      ...[2, 2, 4, 4, 8, 64],
    ]);
    expect([from(1, 125), from(3, 376), from(32, 4_001), from(32, 100_000)]).toEqual([
      ...[undefined, 6, 64, 64],
    ]);
    expect([from(64, 100_000), from(48, 100_000)]).toEqual([undefined, 64]);
  });

  it('not again before the last growth is in force', () => {
    const full = loads({ grownAtMs: at(100), connected: [200, 200, 200, 200] });
    expect([8_100, 8_101].map((ms) => shardsWanted(full, at(ms), 250))).toEqual([undefined, 16]);
  });

  it('when somebody comes in and finds it so, by one write, whoever else does', async () => {
    const room = await aSaleroom();
    await room.clock.advance(8_001);
    const ports = { ...room.ports, shardConnectionsMax: 4 };
    const firsts = await given(room, 3, ports);
    expect([firsts, await shards(room)]).toEqual([[3], { shardCount: 1, grownAtMs: at(0), countBefore: 1 }]);
    await comeIn(room, ports);
    const grown = { shardCount: 4, grownAtMs: at(8_001), countBefore: 1 };
    expect(await shards(room)).toEqual(grown);
    await Promise.all([comeIn(room, ports), comeIn(room, ports), comeIn(room, ports)]);
    expect(await shards(room)).toEqual(grown);
    expect(await connected(room)).toEqual([7, 0, 0, 0]);
  });

  it('at the instant at which the growth is sent, however long admitting took until then', async () => {
    const room = await aSaleroom();
    await room.ports.audience.recount(dropId, 0, 200, at(0));
    await room.clock.advance(9_000);
    const audience = {
      ...room.ports.audience,
      readLeases: async (...of: Parameters<typeof room.ports.audience.readLeases>) => {
        await room.clock.sleep(700);
        return room.ports.audience.readLeases(...of);
      },
    };
    await comeIn(room, { ...room.ports, audience });
    expect(await shards(room)).toEqual({ shardCount: 4, grownAtMs: at(9_700), countBefore: 1 });
  });

  it('or else at the next who comes, when it could not be written', async () => {
    const room = await aSaleroom();
    await room.ports.audience.recount(dropId, 0, 200, at(0));
    await room.clock.advance(8_001);
    const audience = { ...room.ports.audience, growShards: failing };
    expect(await comeIn(room, { ...room.ports, audience })).toMatchObject({ shard: 0 });
    expect(room.metrics.counted('shardNotCounted', 'growth')).toBe(1);
    expect(await shards(room)).toMatchObject({ shardCount: 1 });
    await comeIn(room);
    expect(await shards(room)).toMatchObject({ shardCount: 4 });
  });
});
