import { ConditionalCheckFailedException, DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoHistoryReads } from '@gaveldrop/adapters/aws/dynamo-history-reads';
import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { dynamoRulesStore } from '@gaveldrop/adapters/aws/dynamo-rules-store';
import { lotKey } from '@gaveldrop/adapters/aws/lot-item';
import { quickDynamo } from '@gaveldrop/adapters/aws/quick-dynamo';
import { systemChance } from '@gaveldrop/adapters/aws/system-chance';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryAudienceStore } from '@gaveldrop/adapters/memory/memory-audience-store';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import { memoryPulses } from '@gaveldrop/adapters/memory/memory-pulses';
import { askingPriceCents } from '@gaveldrop/bidding';
import type { BidMessage } from '@gaveldrop/protocol';
import {
  createAgreements,
  createLotCopies,
  createPublisher,
  type Principal,
  placeBid,
} from '@gaveldrop/saleroom';
import {
  type BidId,
  cents,
  durationMs,
  epochMs,
  type LotId,
  paddleNumber,
  type RulesId,
  type SellerId,
  type UserId,
} from '@gaveldrop/units';
import { ulid } from 'ulid';
import { type Counts, countInto } from '../../contract/count-requests.ts';
import { newKeyedTable, newLotsTable } from '../../contract/create-tables.ts';
import { aBusyLot, busyDropId, busyRules } from '../a-busy-lot.ts';
import type { Bench } from '../figure.ts';
import { askingSeen } from '../hot-lot/asking-seen.ts';
import { burst } from '../hot-lot/burst.ts';
import { inTurn } from '../hot-lot/in-turn.ts';
import { type WriteBare, writeUntilThrough } from '../hot-lot/naive-engine.ts';
import { bothWays, figureOf, type Round } from '../side-by-side.ts';
import { startStandIns } from '../stand-ins.ts';

/** Who bids, and how often each. */
const crowd = { bidders: 200, times: 5 } as const;
/** Nobody begins a bid later than this. The engine is long done by then; those who wait to get through bare are not. */
const burstMaxMs = 5_000;
/** The same for the first of each, which warms up SDK, sockets and database, and does not count. */
const warmingMs = 1_000;
/** Function instances that take the bids, one bid at a time each. */
const instanceCount = 30;
/** How long a price takes to the phones. */
const pushTrailMs = 150;

const totalOf = (counts: Counts): number => Object.values(counts).reduce((all, one) => all + one, 0);

const hotRules = {
  ...busyRules,
  rulesId: ulid() as RulesId,
  // Long enough that no bid comes too late, however slow the machine.
  closing: { durationMs: durationMs(3_600_000), extension: { mode: 'none' } },
} as const;

/** What a burst came to: answers a second, those of them that were acceptances, and DynamoDB requests for each answer. */
type Burst = { readonly perSecond: number; readonly acceptedPerSecond: number; readonly requests: number };

const bidderOf = (paddle: number): Principal => ({
  ...{ userId: `user-${paddle}` as UserId, dropId: busyDropId, role: 'bidder', shard: 0 },
  ...{ paddleNumber: paddleNumber(paddle), limitCents: undefined },
  sellerIds: [`user-${paddle}` as SellerId],
});

/** A lots table and a records table with the rules, and fresh lots in them. */
async function aHotTable() {
  const patient = new DynamoDBClient({});
  const lotsTable = await newLotsTable(patient);
  const recordsTable = await newKeyedTable(patient);
  await dynamoRulesStore(patient, recordsTable).write({
    rules: hotRules,
    terms: { commission: { bands: [] }, processing: { rateBp: 0, fixedCents: 0, base: 'hammer' } } as never,
    termsVersion: 1,
    currency: 'EUR',
    lotTitle: 'a lot',
    shippingCents: cents(0),
  });
  const store = dynamoLotStore(patient, lotsTable);
  return {
    ...{ lotsTable, recordsTable },
    aLot: async () => {
      const openedAtMs = epochMs(Date.now() - 60_000);
      const lot = aBusyLot({ lotId: ulid() as LotId, rules: hotRules, openedAtMs });
      await store.create(lot as never);
      return lot;
    },
    close: () => patient.destroy(),
  };
}
type HotTable = Awaited<ReturnType<typeof aHotTable>>;

/** The bid engine in warm instances, each with adapters, clients and memory of its own. Its pulses go nowhere. */
async function engineBurst({ lotsTable, recordsTable, aLot }: HotTable, withinMs: number): Promise<Burst> {
  const lot = await aLot();
  const counts: Counts = {};
  const clock = systemClock();
  const metrics = memoryMetrics();
  const audience = memoryAudienceStore();
  await audience.createShards(busyDropId, 1, clock.nowMs());
  const instances = Array.from({ length: instanceCount }, () => {
    const client = quickDynamo();
    countInto(counts, client, { [lotsTable]: 'Lots', [recordsTable]: 'Records' });
    const ports = {
      ...{ clock, metrics, chance: systemChance(clock), digest: systemDigest, keys: memoryKeys() },
      lots: dynamoLotStore(client, lotsTable),
      history: dynamoHistoryReads(client, recordsTable),
      agreements: createAgreements(dynamoRulesStore(client, recordsTable)),
      copies: createLotCopies(),
      publisher: createPublisher({ clock, metrics, audience, pulses: memoryPulses() }),
    };
    return { client, ports };
  });
  const place = (
    ports: (typeof instances)[number]['ports'],
    paddle: number,
    amount: number,
    kind: BidMessage['kind'],
  ) =>
    placeBid(
      ports,
      bidderOf(paddle),
      {
        ...{ action: 'bid', bidId: ulid() as BidId, lotId: lot.lotId },
        amountCents: cents(amount),
        kind,
        attempt: 1,
      },
      clock.nowMs(),
    );
  const asking = askingPriceCents(lot, hotRules) ?? 0;
  // Too low, so that nothing changes; but each has the lot, the rules and a socket now.
  for (const { ports } of instances) await place(ports, 1, 1_000, 'exact');
  for (const name of Object.keys(counts)) delete counts[name];

  const chance = memoryChance(1, clock);
  const seen = askingSeen(asking, pushTrailMs, () => performance.now());
  /** What each bidder's own last answer said. */
  const told = new Map<number, number>();
  const lend = inTurn(instances);
  let accepted = 0;
  const bid = async (bidder: number): Promise<boolean> => {
    const known = Math.max(seen.now(), told.get(bidder) ?? 0);
    const style = chance.below(10);
    const kind = style < 8 ? 'exact' : 'maximum';
    const above = style < 6 ? 0 : 500 * chance.below(style < 8 ? 10 : 60);
    const answer = await lend(({ ports }) => place(ports, bidder, known + above, kind));
    const askingNow = answer.lot?.askingPriceCents ?? 0;
    told.set(bidder, Math.max(known, askingNow));
    const isAccepted = answer.outcome === 'leading' || answer.outcome === 'outbid';
    if (isAccepted) {
      accepted += 1;
      seen.changed(askingNow);
    }
    return isAccepted || answer.outcome === 'refused';
  };
  const { answers, tookMs } = await burst({ ...crowd, withinMs, bid, nowMs: () => performance.now() });
  for (const { client } of instances) client.destroy();
  return {
    perSecond: (answers * 1_000) / tookMs,
    acceptedPerSecond: (accepted * 1_000) / tookMs,
    requests: totalOf(counts) / answers,
  };
}

/**
 * As many bare clients, each of which writes the next sequence of the same item, and where another was faster the next after
 * that, which the refusal tells it, until it is through.
 */
async function naiveBurst({ lotsTable, aLot }: HotTable, withinMs: number): Promise<Burst> {
  const lot = await aLot();
  const counts: Counts = {};
  const at = { TableName: lotsTable, Key: lotKey(lot.lotId) };
  const instances = Array.from({ length: instanceCount }, () => {
    const client = new DynamoDBClient({ maxAttempts: 1 });
    countInto(counts, client, { [lotsTable]: 'Lots' });
    const write: WriteBare = async (before) => {
      const update = new UpdateItemCommand({
        ...at,
        ConditionExpression: '#sequence = :before',
        UpdateExpression: 'SET #sequence = :next, #price = :price',
        ExpressionAttributeNames: { '#sequence': 'sequence', '#price': 'priceCents' },
        ExpressionAttributeValues: {
          ':before': { N: String(before) },
          ':next': { N: String(before + 1) },
          ':price': { N: String(1_000 + 100 * before) },
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      });
      try {
        await client.send(update);
        return { through: true, sequence: before + 1 };
      } catch (thrown) {
        if (!(thrown instanceof ConditionalCheckFailedException)) throw thrown;
        return { through: false, sequence: Number(thrown.Item?.sequence?.N) };
      }
    };
    return { client, write, seen: lot.sequence as number };
  });
  // All but one are refused; but each has a socket now.
  for (const instance of instances) instance.seen = (await instance.write(instance.seen)).sequence;
  for (const name of Object.keys(counts)) delete counts[name];

  const lend = inTurn(instances);
  const bid = (_: number, isOver: () => boolean): Promise<boolean> =>
    lend(async (instance) => {
      if (isOver()) return false;
      instance.seen = await writeUntilThrough(instance.write, instance.seen);
      return true;
    });
  const { answers, tookMs } = await burst({ ...crowd, withinMs, bid, nowMs: () => performance.now() });
  for (const { client } of instances) client.destroy();
  const perSecond = (answers * 1_000) / tookMs;
  // Whoever is answered got through.
  return { perSecond, acceptedPerSecond: perSecond, requests: totalOf(counts) / answers };
}

export const hotLot: Bench = {
  name: 'hot-lot',
  about: `${crowd.bidders} bidders on one lot, ${crowd.times} bids each as fast as they are answered, through ${instanceCount} warm instances`,
  rounds: 3,
  figures: {
    'hot-lot': {
      what: 'answers a second, accepted or refused',
      floor: 'bare contended conditional updates that got through a second',
      bound: { of: 'ratio', atLeast: 2 },
    },
    'hot-lot.accepted': {
      what: 'of the answers, the accepted bids a second',
      floor: 'the same bare updates that got through a second',
    },
    'hot-lot.requests': {
      what: 'DynamoDB requests for one answer',
      floor: 'DynamoDB requests for one bare update that got through',
    },
  },
  run: async ({ rounds, tell }) => {
    const standIns = await startStandIns();
    try {
      const table = await aHotTable();
      const measured: { readonly ours: Burst; readonly floor: Burst }[] = [];
      await engineBurst(table, warmingMs);
      await naiveBurst(table, warmingMs);
      for (let round = 0; round < rounds; round += 1) {
        const { ours, floor } = await bothWays(
          round,
          () => engineBurst(table, burstMaxMs),
          () => naiveBurst(table, burstMaxMs),
        );
        tell(JSON.stringify({ ours, floor }));
        measured.push({ ours, floor });
      }
      table.close();
      const of = (unit: string, one: keyof Burst) =>
        figureOf(
          unit,
          measured.map(({ ours, floor }): Round => ({ ours: ours[one], floor: floor[one] })),
        );
      return {
        'hot-lot': of('answers/s', 'perSecond'),
        'hot-lot.accepted': of('accepted/s', 'acceptedPerSecond'),
        'hot-lot.requests': of('requests', 'requests'),
      };
    } finally {
      await standIns.stop();
    }
  },
};
