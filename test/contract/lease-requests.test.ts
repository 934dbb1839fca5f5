import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { admit, leaveDrop, type Principal, renewLease } from '@gaveldrop/saleroom';
import { type ConnectionId, type DropId, epochMs, type UserId } from '@gaveldrop/units';
import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { type Counts, countInto } from './count-requests.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { anId, startMs } from './sample-lots.ts';

const table = createKeyedTable();
const now = epochMs(startMs);
const ann = 'ann' as UserId;

/** One function's worth of a drop's audience, whose requests are counted. */
async function aDoor() {
  const counts: Counts = {};
  const client = patientDynamo();
  const audience = dynamoAudienceStore(client, await table);
  const dropId = anId<DropId>();
  await audience.createShards(dropId, 4, now);
  const principal: Omit<Principal, 'shard'> = {
    ...{ userId: ann, dropId, role: 'bidder', sellerIds: [ann] },
    ...{ paddleNumber: undefined, limitCents: undefined },
  };
  const ticket = anId();
  const expiresAtMs = epochMs(startMs + 30_000);
  await audience.keepTicket({ ticket, principal, origin: undefined, issuedAtMs: now, expiresAtMs });
  countInto(counts, client, { [await table]: 'Connections' });
  const ports = {
    clock: { nowMs: () => now, sleep: async () => undefined },
    metrics: memoryMetrics(),
    chance: { ulid, secret: () => '', below: () => 0 },
    ...{ audience, allowedOrigins: [], shardConnectionsMax: 250 },
  };
  const here = 'L0SM9cOFvHcCIhw=' as ConnectionId;
  return {
    ...{ ports, audience, here },
    principal: { ...principal, shard: 0 },
    comeIn: (some = ports) => admit(some, ticket, undefined, here),
    /** Requests since last asked. */
    asked: (): Counts => {
      const since = { ...counts };
      for (const name of Object.keys(counts)) delete counts[name];
      return since;
    },
  };
}

test('a connection costs five requests to open, one a minute to keep, three to end, and none otherwise', async () => {
  const { ports, principal, here, comeIn, audience, asked } = await aDoor();
  expect(await comeIn()).toMatchObject({ userId: 'ann' });
  // The ticket, the shards with their counts, the lease read and written, and the count of its shard.
  expect(asked()).toEqual({
    'DeleteItem Connections': 1,
    'Query Connections': 1,
    'GetItem Connections': 1,
    'PutItem Connections': 1,
    'UpdateItem Connections': 1,
  });

  const ping = (afterMs: number) => renewLease(ports, principal, here, now, epochMs(startMs + afterMs));
  for (const afterMs of [0, 400, 800, 25_000, 50_000]) await ping(afterMs);
  expect(asked()).toEqual({});
  for (const afterMs of [75_000, 100_000]) await ping(afterMs);
  expect(asked()).toEqual({ 'UpdateItem Connections': 1 });

  await leaveDrop(ports, principal, here);
  expect(asked()).toEqual({ 'DeleteItem Connections': 1, 'UpdateItem Connections': 2 });
  expect((await audience.readLeases(principal.dropId, ann)).leases).toEqual([]);
  expect((await audience.readShardLoads(principal.dropId))?.connected).toEqual([0, 0, 0, 0]);
});

test('growing the shards costs whoever does it one request more', async () => {
  const { ports, principal, comeIn, audience, asked } = await aDoor();
  for (const shard of [0, 1, 2, 3]) await audience.recount(principal.dropId, shard, 126, now);
  asked();
  const later = { ...ports.clock, nowMs: () => epochMs(startMs + 8_001) };
  expect(await comeIn({ ...ports, clock: later })).toMatchObject({ shard: 0 });
  expect(asked()['UpdateItem Connections']).toBe(2);
  expect(await audience.readShards(principal.dropId)).toEqual({
    ...{ shardCount: 8, grownAtMs: 1_790_000_008_001, countBefore: 4 },
  });
});
