import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoShardReads } from '@gaveldrop/adapters/aws/dynamo-shard-reads';
import { memoryAudienceStore } from '@gaveldrop/adapters/memory/memory-audience-store';
import type { AudienceStore, Connection, Ticket } from '@gaveldrop/saleroom';
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

bothVersions<AudienceStore>(
  'audience store',
  {
    memory: async () => memoryAudienceStore(),
    aws: async () => {
      const name = await table;
      // A sender's own read must see what the store keeps.
      return { ...dynamoAudienceStore(patientDynamo(), name), ...dynamoShardReads(patientDynamo(), name) };
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
  },
);
