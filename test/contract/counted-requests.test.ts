import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { dynamoHistoryReads } from '@gaveldrop/adapters/aws/dynamo-history-reads';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { dynamoShardReads, shardReadInABidsWay } from '@gaveldrop/adapters/aws/dynamo-shard-reads';
import { queueCalls } from '@gaveldrop/adapters/aws/queue-calls';
import type { SignedCall } from '@gaveldrop/adapters/aws/signed-calls';
import { sqsPulses } from '@gaveldrop/adapters/aws/sqs-pulses';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { decideCommand } from '@gaveldrop/bidding';
import type { BidAnswer } from '@gaveldrop/protocol';
import {
  type BidPorts,
  createAgreements,
  createLotCopies,
  createPublisher,
  historyEntry,
  letHammerFall,
  type Principal,
  placeBid,
  sealedChange,
  sealedLot,
} from '@gaveldrop/saleroom';
import {
  assert,
  type BidId,
  type CommandId,
  cents,
  type DropId,
  durationMs,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  type RulesId,
  type UserId,
} from '@gaveldrop/units';
import { ulid } from 'ulid';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Counts, countInto } from './count-requests.ts';
import { createKeyedTable, createLotsTable, patientDynamo } from './emulated-aws.ts';
import { createQueue } from './queues.ts';

const nowMs = 1_800_000_000_000;
const shardCount = 20;

/** One function instance's worth of a saleroom on DynamoDB Local, every request of which is counted. */
async function aFunction(names: { lots: string; records: string; connections: string; queue: string }) {
  const counts: Counts = {};
  const dynamo = patientDynamo();
  const callQueues = queueCalls(names.queue, systemClock());
  const queues: SignedCall = (operation, input, timeoutMs) => {
    counts[operation] = (counts[operation] ?? 0) + 1;
    return callQueues(operation, input, timeoutMs);
  };
  const tables = { [names.lots]: 'Lots', [names.records]: 'Records', [names.connections]: 'Connections' };
  countInto(counts, dynamo, tables);
  const clock = { now: nowMs, nowMs: () => epochMs(clock.now), sleep: async () => undefined };
  const metrics = memoryMetrics();
  const ports: BidPorts = {
    clock,
    metrics,
    chance: { ulid, secret: () => '', below: () => 0 },
    digest: systemDigest,
    keys: memoryKeys(),
    lots: dynamoLotStore(dynamo, names.lots),
    history: dynamoHistoryReads(dynamo, names.records),
    agreements: createAgreements(dynamoRulesStore(dynamo, names.records)),
    copies: createLotCopies(),
    publisher: createPublisher({
      clock,
      metrics,
      audience: dynamoShardReads(dynamo, names.connections, shardReadInABidsWay),
      pulses: {
        send: (dropId, count, lot) => sqsPulses(queues, names.queue).send(dropId, count, lot, 5_000),
      },
    }),
  };
  return {
    ports,
    clock,
    /** What was asked since the last time. */
    counted: (): Counts => {
      const taken = { ...counts };
      for (const name of Object.keys(counts)) delete counts[name];
      return taken;
    },
  };
}

describe('[data] requests of one bid, counted where they leave us', () => {
  let names: { lots: string; records: string; connections: string; queue: string };
  let warm: Awaited<ReturnType<typeof aFunction>>;
  const dropId = ulid() as DropId;
  let lotId: LotId;

  const principal = (paddle: number): Principal => ({
    userId: `user-${paddle}` as UserId,
    dropId,
    role: 'bidder',
    paddleNumber: paddleNumber(paddle),
    limitCents: undefined,
    sellerIds: [],
    shard: 0,
  });
  const bid = (
    where: { ports: BidPorts; clock: { now: number } },
    paddle: number,
    amount: number,
    more: { bidId?: BidId; attempt?: number } = {},
  ): Promise<BidAnswer> => {
    const { bidId = ulid(where.clock.now) as BidId, attempt = 1 } = more;
    const message = {
      action: 'bid',
      bidId,
      lotId,
      amountCents: cents(amount),
      kind: 'exact',
      attempt,
    } as const;
    return placeBid(where.ports, principal(paddle), message, epochMs(where.clock.now));
  };

  beforeAll(async () => {
    const [lots, records, connections, queue] = await Promise.all([
      createLotsTable(),
      createKeyedTable(),
      createKeyedTable(),
      createQueue('fifo'),
    ]);
    names = { lots, records, connections, queue };
    await dynamoAudienceStore(patientDynamo(), connections).createShards(dropId, shardCount, epochMs(nowMs));
  });

  /** Each test has an open lot of its own, closing in a minute, with paddle 1 leading at 1,000, and a warm function. */
  beforeEach(async () => {
    lotId = ulid() as LotId;
    const rules = {
      rulesId: ulid() as RulesId,
      sellerId: 'user-seller' as UserId,
      startPriceCents: cents(1_000),
      ladder: [{ fromCents: cents(0), incrementCents: cents(100) }],
      closing: { durationMs: durationMs(60_000), extension: { mode: 'none' } },
    } as const;
    const store = dynamoLotStore(patientDynamo(), names.lots);
    await dynamoRulesStore(patientDynamo(), names.records).write({
      rules,
      terms: { commission: { bands: [] }, processing: { rateBp: 0, fixedCents: 0, base: 'hammer' } } as never,
      termsVersion: 1,
      currency: 'EUR',
      lotTitle: 'a lot',
      shippingCents: cents(0),
    });
    const veil = { digest: systemDigest, rules };
    const scheduled = sealedLot(veil, { lotId, dropId, number: lotNumber(1) }, epochMs(nowMs));
    await store.create(scheduled);
    const open = { command: 'open', commandId: ulid() as CommandId, suspendedPaddles: [] } as const;
    const decided = decideCommand(scheduled, rules, open, epochMs(nowMs), epochMs(nowMs));
    assert(decided.kind === 'done', 'a scheduled lot opens');
    await store.commit(sealedChange(veil, scheduled, epochMs(nowMs), decided.events));
    warm = await aFunction(names);
    expect(await bid(warm, 1, 1_000)).toMatchObject({ outcome: 'leading', sequence: 3 });
  });

  test('the first a cold function sees: + 1 GetItem on the lot, + 1 rules, + 1 shard count', () => {
    expect(warm.counted()).toEqual({
      'GetItem Lots': 1,
      'GetItem Records': 1,
      'GetItem Connections': 1,
      'UpdateItem Lots': 1,
      SendMessageBatch: 2,
    });
  });

  test('accepted, warm, copy current: 1 conditional UpdateItem, 1 pulse batch per 10 shards', async () => {
    warm.counted();
    expect(await bid(warm, 2, 1_100)).toMatchObject({ outcome: 'leading' });
    expect(warm.counted()).toEqual({ 'UpdateItem Lots': 1, SendMessageBatch: 2 });
  });

  test('refused below the asking price from a fresh copy: nothing', async () => {
    warm.counted();
    expect(await bid(warm, 2, 1_050)).toMatchObject({ outcome: 'refused', code: 'below-asking-price' });
    expect(warm.counted()).toEqual({});
  });

  test('refused below the asking price from a copy that is too old: 1 GetItem', async () => {
    warm.counted();
    warm.clock.now += 1_001;
    expect(await bid(warm, 2, 1_050)).toMatchObject({ outcome: 'refused', code: 'below-asking-price' });
    expect(warm.counted()).toEqual({ 'GetItem Lots': 1 });
  });

  test('refused otherwise, warm: 1 GetItem', async () => {
    warm.counted();
    expect(await bid(warm, 1, 1_100)).toMatchObject({ outcome: 'refused', code: 'already-leading' });
    expect(warm.counted()).toEqual({ 'GetItem Lots': 1 });
  });

  test('on a final lot, warm: nothing', async () => {
    warm.clock.now += 61_000;
    await letHammerFall({ ...warm.ports, nudges: { send: async () => undefined } }, lotId);
    await bid(warm, 2, 5_000);
    warm.counted();
    expect(await bid(warm, 2, 5_000)).toMatchObject({ outcome: 'refused', code: 'lot-closed' });
    expect(warm.counted()).toEqual({});
  });

  test('accepted, warm, copy older than 200 ms: 1 GetItem, then 1 UpdateItem', async () => {
    warm.counted();
    warm.clock.now += 201;
    expect(await bid(warm, 2, 1_100)).toMatchObject({ outcome: 'leading' });
    expect(warm.counted()).toEqual({ 'GetItem Lots': 1, 'UpdateItem Lots': 1, SendMessageBatch: 2 });
  });

  test('accepted, warm, copy behind another function: 1 lost UpdateItem, then 1 UpdateItem, and no read', async () => {
    const other = await aFunction(names);
    expect(await bid(other, 2, 1_100)).toMatchObject({ outcome: 'leading' });
    warm.counted();
    expect(await bid(warm, 3, 1_500)).toMatchObject({ outcome: 'leading' });
    expect(warm.counted()).toEqual({ 'UpdateItem Lots': 2, SendMessageBatch: 2 });
  });

  test('a resend that was accepted, not the newest: 1 GetItem on the lot, 1 in the history', async () => {
    const bidId = ulid(nowMs) as BidId;
    await bid(warm, 2, 1_100, { bidId });
    await bid(warm, 3, 1_200);
    warm.counted();
    await bid(warm, 2, 1_100, { bidId, attempt: 2 });
    expect(warm.counted()).toEqual({ 'GetItem Lots': 1, 'GetItem Records': 1 });
  });

  test('a resend older than the recent ids: 1 GetItem on the lot, at most 2 in the history', async () => {
    const bidId = ulid(nowMs) as BidId;
    const history = dynamoHistoryStore(patientDynamo(), names.records);
    const record = async (): Promise<void> => {
      const lot = await warm.ports.lots.read(lotId);
      assert(lot !== undefined, 'the lot is there');
      await history.append(historyEntry({ before: undefined, after: lot }));
    };
    await bid(warm, 2, 1_100, { bidId });
    for (let more = 0; more < 9; more += 1) await bid(warm, 3 + (more % 2), 1_200 + more * 100);
    await record();
    warm.counted();
    await bid(warm, 2, 1_100, { bidId, attempt: 2 });
    expect(warm.counted()).toEqual({ 'GetItem Lots': 1, 'GetItem Records': 2 });
  });
});
