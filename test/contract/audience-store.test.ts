import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoShardReads } from '@gaveldrop/adapters/aws/dynamo-shard-reads';
import { memoryAudienceStore } from '@gaveldrop/adapters/memory/memory-audience-store';
import type { AudienceStore, Connection, Lease, Ticket } from '@gaveldrop/saleroom';
import { type ConnectionId, cents, type DropId, epochMs, paddleNumber, type UserId } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { anId, startMs } from './sample-lots.ts';

const table = createKeyedTable();
const page = 'https://drops.example';
const now = epochMs(startMs);

const aTicket = (more: Partial<Ticket> = {}): Ticket => ({
  ticket: anId(),
  principal: {
    userId: 'ann' as UserId,
    dropId: anId<DropId>(),
    role: 'bidder',
    paddleNumber: paddleNumber(12),
    limitCents: cents(500_000),
    sellerIds: ['ann' as UserId],
  },
  origin: page,
  issuedAtMs: now,
  expiresAtMs: epochMs(startMs + 30_000),
  ...more,
});
const aConnection = (dropId: DropId, shard: number, more: Partial<Connection> = {}): Connection => ({
  connectionId: anId<ConnectionId>(),
  dropId,
  shard,
  paddleNumber: paddleNumber(12),
  expiresAtMs: epochMs(startMs + 7_200_000),
  ...more,
});

const ann = 'ann' as UserId;
const aLease = (connectionId: string): Lease => ({
  connectionId: connectionId as ConnectionId,
  sinceMs: now,
  expiresAtMs: epochMs(startMs + 60),
});
const byConnection = (one: Lease, other: Lease): number => (one.connectionId < other.connectionId ? -1 : 1);

bothVersions<AudienceStore>(
  'audience store',
  {
    memory: async () => memoryAudienceStore(),
    aws: async () => {
      const name = await table;
      // A sender's own read must see what the store keeps.
      return {
        ...dynamoAudienceStore(patientDynamo(), name),
        ...dynamoShardReads(patientDynamo(), name, { timeoutMs: 10_000, waitsMs: [] }),
      };
    },
  },
  (make) => {
    test('a ticket works once', async () => {
      const audience = await make();
      const ticket = aTicket();
      await audience.keepTicket(ticket);
      expect(await audience.takeTicket(ticket.ticket, page, now)).toEqual(ticket);
      expect(await audience.takeTicket(ticket.ticket, page, now)).toBeUndefined();
      expect(await audience.takeTicket(anId(), page, now)).toBeUndefined();
    });

    test('a ticket taken many times at once is given once', async () => {
      const audience = await make();
      const { ticket, ...rest } = aTicket();
      await audience.keepTicket({ ticket, ...rest });
      const taken = await Promise.all([1, 2, 3, 4].map(() => audience.takeTicket(ticket, page, now)));
      expect(taken.filter((got) => got !== undefined)).toHaveLength(1);
    });

    test('a ticket works up to its expiry, whether or not it is still there', async () => {
      const audience = await make();
      const [late, inTime] = [aTicket(), aTicket()];
      await audience.keepTicket(late);
      await audience.keepTicket(inTime);
      expect(await audience.takeTicket(late.ticket, page, epochMs(startMs + 30_000))).toBeUndefined();
      expect(await audience.takeTicket(inTime.ticket, page, epochMs(startMs + 29_999))).toEqual(inTime);
    });

    test('a ticket works for the origin it was made for, and a wrong one does not spend it', async () => {
      const audience = await make();
      const ofPage = aTicket();
      const ofNoPage = aTicket({ origin: undefined });
      for (const ticket of [ofPage, ofNoPage]) await audience.keepTicket(ticket);
      expect(await audience.takeTicket(ofPage.ticket, 'https://evil.example', now)).toBeUndefined();
      expect(await audience.takeTicket(ofPage.ticket, undefined, now)).toBeUndefined();
      expect(await audience.takeTicket(ofNoPage.ticket, page, now)).toBeUndefined();
      expect(await audience.takeTicket(ofPage.ticket, page, now)).toEqual(ofPage);
      expect(await audience.takeTicket(ofNoPage.ticket, undefined, now)).toEqual(ofNoPage);
    });

    test('a ticket for a viewer without paddle, limit or seller reads back without them', async () => {
      const audience = await make();
      const principal = { ...aTicket().principal, sellerIds: [] };
      const viewer = aTicket({ principal: { ...principal, paddleNumber: undefined, limitCents: undefined } });
      await audience.keepTicket(viewer);
      expect(await audience.takeTicket(viewer.ticket, page, now)).toEqual(viewer);
    });

    test('an audience is created once, and all its first shards may be used', async () => {
      const audience = await make();
      const dropId = anId<DropId>();
      expect(await audience.readShards(dropId)).toBeUndefined();
      await audience.createShards(dropId, 4, now);
      await audience.createShards(dropId, 9, epochMs(startMs + 1));
      const shards = { shardCount: 4, grownAtMs: 1_790_000_000_000, countBefore: 4 };
      expect(await audience.readShards(dropId)).toEqual(shards);
    });

    test('shards grow once from what they were', async () => {
      const audience = await make();
      const dropId = anId<DropId>();
      expect(await audience.growShards(dropId, 1, 2, now)).toBe(false);
      await audience.createShards(dropId, 1, now);
      const tries = [1, 2, 3, 4].map(() => audience.growShards(dropId, 1, 4, epochMs(startMs + 9)));
      expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      const shards = { shardCount: 4, grownAtMs: 1_790_000_000_009, countBefore: 1 };
      expect(await audience.readShards(dropId)).toEqual(shards);
      expect(await audience.growShards(dropId, 1, 2, now)).toBe(false);
      expect(await audience.growShards(dropId, 4, 12, epochMs(startMs + 10))).toBe(true);
      const loads = { shardCount: 12, grownAtMs: 1_790_000_000_010, countBefore: 4 };
      expect(await audience.readShardLoads(dropId)).toEqual({ ...loads, connected: Array(12).fill(0) });
    });

    test('connections are counted by shard, in and out, and recounted', async () => {
      const audience = await make();
      const dropId = anId<DropId>();
      const other = anId<DropId>();
      expect(await audience.readShardLoads(dropId)).toBeUndefined();
      for (const drop of [dropId, other]) await audience.createShards(drop, 11, now);
      const connected = async () => (await audience.readShardLoads(dropId))?.connected;
      await Promise.all([0, 10, 10, 3].map((shard) => audience.countIn(dropId, shard, now)));
      expect(await connected()).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2]);
      await audience.countOut(dropId, 10);
      await audience.recount(dropId, 7, 200, now);
      await audience.recount(dropId, 0, 6, now);
      expect(await connected()).toEqual([6, 0, 0, 1, 0, 0, 0, 200, 0, 0, 1]);
      // What was never counted is not counted out, and no count is less than none.
      for (const shard of [5, 3, 3]) await audience.countOut(dropId, shard);
      expect(await connected()).toEqual([6, 0, 0, 0, 0, 0, 0, 200, 0, 0, 1]);
      await audience.countIn(dropId, 5, now);
      expect((await connected())?.[5]).toBe(1);
      expect((await audience.readShardLoads(other))?.connected).toEqual(Array(11).fill(0));
    });

    test('connections are listed by drop and shard until they are forgotten', async () => {
      const audience = await make();
      const dropId = anId<DropId>();
      const [one, two, elsewhere] = [
        aConnection(dropId, 0),
        aConnection(dropId, 0, { paddleNumber: undefined }),
        aConnection(dropId, 1),
      ];
      for (const connection of [one, two, elsewhere, two]) await audience.register(connection);
      const listed = await audience.list(dropId, 0, now);
      expect(listed).toHaveLength(2);
      expect(listed).toEqual(expect.arrayContaining([one, two]));
      await audience.forget(dropId, 0, one.connectionId);
      await audience.forget(dropId, 0, one.connectionId);
      expect(await audience.list(dropId, 0, now)).toEqual([two]);
      expect(await audience.list(dropId, 1, now)).toEqual([elsewhere]);
      expect(await audience.list(anId<DropId>(), 0, now)).toEqual([]);
    });

    test('an expired connection is not listed, whether or not it is still there', async () => {
      const audience = await make();
      const dropId = anId<DropId>();
      await audience.register(aConnection(dropId, 0, { expiresAtMs: epochMs(startMs + 5) }));
      expect(await audience.list(dropId, 0, epochMs(startMs + 4))).toHaveLength(1);
      expect(await audience.list(dropId, 0, epochMs(startMs + 5))).toEqual([]);
    });

    test('leases are written on the version before, and read back', async () => {
      const audience = await make();
      const none = await audience.readLeases(anId<DropId>(), ann);
      expect(none).toMatchObject({ userId: 'ann', leases: [], ticketsFromMs: 0, version: 0 });
      const two = { ...none, leases: [aLease('one='), aLease('two-')], version: 1 };
      expect(await audience.commitLeases(two)).toBe(true);
      const read = await audience.readLeases(none.dropId, ann);
      expect(read).toMatchObject({ dropId: none.dropId, userId: 'ann', ticketsFromMs: 0, version: 1 });
      expect(read.leases.toSorted(byConnection)).toEqual(two.leases);
      for (const version of [1, 3]) expect(await audience.commitLeases({ ...none, version })).toBe(false);
      const ended = { ...none, ticketsFromMs: epochMs(startMs + 7), version: 2 };
      expect(await audience.commitLeases(ended)).toBe(true);
      expect(await audience.readLeases(none.dropId, ann)).toEqual(ended);
      expect(await audience.readLeases(none.dropId, 'ben' as UserId)).toMatchObject({ version: 0 });
      expect(await audience.readLeases(anId<DropId>(), ann)).toMatchObject({ version: 0 });
    });

    test('of many who write leases at once, one does', async () => {
      const audience = await make();
      const none = await audience.readLeases(anId<DropId>(), ann);
      for (const version of [1, 2]) {
        const tries = ['a', 'b', 'c', 'd'].map((id) =>
          audience.commitLeases({ ...none, leases: [aLease(id)], version }),
        );
        expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
      }
      expect(await audience.readLeases(none.dropId, ann)).toMatchObject({ version: 2 });
    });

    test('one lease is renewed or given back, the others left; that changes the version', async () => {
      const audience = await make();
      const none = await audience.readLeases(anId<DropId>(), ann);
      const { dropId } = none;
      await audience.commitLeases({ ...none, leases: [aLease('one='), aLease('two-')], version: 1 });
      await audience.renewLease(dropId, ann, 'one=' as ConnectionId, epochMs(startMs + 90));
      const renewed = await audience.readLeases(dropId, ann);
      expect(renewed.leases.toSorted(byConnection)).toEqual([
        { connectionId: 'one=', sinceMs: startMs, expiresAtMs: startMs + 90 },
        { connectionId: 'two-', sinceMs: startMs, expiresAtMs: startMs + 60 },
      ]);
      await audience.giveBackLease(dropId, ann, 'one=' as ConnectionId);
      const { leases, version } = await audience.readLeases(dropId, ann);
      expect(leases).toEqual([aLease('two-')]);
      // Whoever read before either may not write what they read.
      expect(await audience.commitLeases({ ...none, version: 2 })).toBe(false);
      expect(await audience.commitLeases({ ...renewed, version: renewed.version + 1 })).toBe(false);
      expect(await audience.commitLeases({ ...none, version: version + 1 })).toBe(true);
    });

    test('a lease that is not there is neither renewed nor missed', async () => {
      const audience = await make();
      const none = await audience.readLeases(anId<DropId>(), ann);
      const { dropId } = none;
      const away = 'away' as ConnectionId;
      await audience.renewLease(dropId, ann, away, now);
      await audience.giveBackLease(dropId, ann, away);
      expect(await audience.readLeases(dropId, ann)).toMatchObject({ leases: [] });
      await audience.commitLeases({ ...none, leases: [aLease('one=')], version: 1 });
      await audience.renewLease(dropId, ann, away, now);
      await audience.giveBackLease(dropId, ann, away);
      expect((await audience.readLeases(dropId, ann)).leases).toEqual([aLease('one=')]);
    });
  },
);
