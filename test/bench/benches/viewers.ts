import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoAudienceStore } from '@gaveldrop/adapters/aws/dynamo-audience-store';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import { assert, type DropId, epochMs } from '@gaveldrop/units';
import type { Heard, Phone } from '../../saleroom/phone.ts';
import { commandOn } from '../../saleroom/sold-drop.ts';
import { type BarePost, barePoster } from '../broadcast/bare-poster.ts';
import type { Bench } from '../figure.ts';
import { percentile } from '../percentile.ts';
import { type Door, doorOf, startPriceCents } from '../saleroom/door.ts';
import { type BenchSaleroom, startBenchSaleroom } from '../saleroom/start-bench-saleroom.ts';
import { figureOf, type Round } from '../side-by-side.ts';
import { amountsFrom, bidAt } from '../viewers/bid-at.ts';
import { bidTimes } from '../viewers/bid-times.ts';
import type { Arrival } from '../viewers/crowd-messages.ts';
import { holdLoad } from '../viewers/hold-load.ts';
import { agesOf, type Change, untilKnown } from '../viewers/lateness.ts';
import { queueTrip } from '../viewers/queue-trip.ts';
import { type Crowd, startCrowd } from '../viewers/start-crowd.ts';

/** Viewers of the drop that is measured, and of one that has as many as a single shard. */
const manyViewers = 1_000;
const fewViewers = 250;
/** People they belong to: one person may have five connections to a drop. */
const people = 200;
/** Viewers that come together: their tickets live no longer than 30 s. */
const comeTogether = 125;
const ticketsAtOnce = 5;
const bidderCount = 10;

/** A stretch of a lot: how long it takes, and how far apart its bids are on average. */
type Stretch = { readonly name: string; readonly forMs: number; readonly everyMs: number };
/** Bids too far apart to meet a window; then ten a second; then the same in the climax. */
const alone: Stretch = { name: 'the stretch of bids far apart', forMs: 3_000, everyMs: 600 };
const calm: Stretch = { name: 'the stretch before the climax', forMs: 3_500, everyMs: 100 };
const climax: Stretch = { name: 'the climax', forMs: 5_000, everyMs: 100 };
/** Between the stretches, so that what is told of one is not held up by the windows of the other. */
const betweenMs = 400;
/** How long the last messages of a lot may take. */
const lastMs = 500;

/** The bare posts of a round: how often everybody is posted to, and how far apart that begins. */
const bareTellings = 15;
const bareEveryMs = 150;
const queueTrips = 10;

/** A stretch as the viewers saw it, in milliseconds from the commit. */
type Seen = {
  readonly changes: readonly Change[];
  /** Of every change and every viewer. */
  readonly untilKnown: readonly number[];
  /** Of every message that came: until its worker began to post, until it was there. */
  readonly untilPosted: readonly number[];
  readonly untilArrived: readonly number[];
};

function seenOf(changes: readonly Change[], arrivals: readonly (readonly Arrival[])[]): Seen {
  const came = arrivals.flatMap((ofOne) => agesOf(changes, ofOne));
  return {
    changes,
    untilKnown: arrivals.flatMap((ofOne) => untilKnown(changes, ofOne)),
    untilPosted: came.map(({ untilPostedMs }) => untilPostedMs),
    untilArrived: came.map(({ untilArrivedMs }) => untilArrivedMs),
  };
}

const told = (all: readonly number[]): string => [50, 90, 99].map((at) => percentile(all, at)).join('/');
const toldOf = (name: string, seen: Seen): string =>
  `${name}: ${seen.changes.length} changes known after ${told(seen.untilKnown)} ms (p50/p90/p99); ` +
  `what came was posted after ${told(seen.untilPosted)}, there after ${told(seen.untilArrived)}`;

/** Lets viewers in, some at a time: while those connect, the next get their tickets. */
async function letIn({ signIn, address }: Door, crowd: Crowd, origin: string, dropId: string, count: number) {
  const tokens = await Promise.all(Array.from({ length: people }, (_, at) => signIn(`user-viewer-${at}`)));
  let connecting: Promise<void> = Promise.resolve();
  for (let from = 0; from < count; from += comeTogether) {
    const addresses: string[] = [];
    for (let at = from; at < from + comeTogether; at += ticketsAtOnce) {
      const some = Array.from({ length: ticketsAtOnce }, (_, nth) => tokens[(at + nth) % people] ?? '');
      addresses.push(...(await Promise.all(some.map((token) => address(token, dropId)))));
    }
    await connecting;
    connecting = crowd.connect(addresses, origin);
    // It is awaited in any case, but maybe only after tickets have failed.
    connecting.catch(() => undefined);
  }
  await connecting;
}

/** Everybody's connection ids, from the table that the workers list them from. */
async function connectionIds(
  { connectionsTable }: BenchSaleroom,
  dropId: string,
): Promise<readonly string[]> {
  const client = new DynamoDBClient({});
  const audience = dynamoAudienceStore(client, connectionsTable);
  const shards = await audience.readShards(dropId as DropId);
  const nowMs = epochMs(Date.now());
  const listed = await Promise.all(
    Array.from({ length: shards?.shardCount ?? 0 }, (_, shard) =>
      audience.list(dropId as DropId, shard, nowMs),
    ),
  );
  client.destroy();
  return listed.flat().map(({ connectionId }) => connectionId);
}

/** The people of one drop who do something. */
type Cast = { readonly auctioneer: Phone; readonly bidders: readonly Phone[] };

/**
 * Opens a lot that closes when the stretches are over, bids in each, and waits for the hammer.
 * @returns the changes of each stretch
 * @throws when one of them did not have the load that it is measured for.
 */
async function sellLot(
  { auctioneer, bidders }: Cast,
  lotId: string,
  stretches: readonly Stretch[],
  next: () => number,
  tell: (line: string) => void,
): Promise<readonly (readonly Change[])[]> {
  const opened = await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  const { closesAtMs } = opened.lot as { readonly closesAtMs: number };
  let untilMs = closesAtMs - stretches.reduce((all, { forMs }) => all + forMs, 0);
  const amounts = amountsFrom(startPriceCents);
  const changes: (readonly Change[])[] = [];
  for (const { name, forMs, everyMs } of stretches) {
    const fromMs = untilMs;
    untilMs += forMs;
    const instantsMs = bidTimes(fromMs, untilMs - betweenMs, everyMs, next);
    const made = await bidAt(bidders, lotId, instantsMs, amounts);
    tell(
      `${name}: ${instantsMs.length} bids, ${made.changes.length} accepted, ${JSON.stringify(made.inVain)} in vain`,
    );
    holdLoad(name, instantsMs.length, untilMs, made.changes, made.inVain);
    changes.push(made.changes);
  }
  const isSold = ({ type, lots }: Heard): boolean =>
    type === 'lots' && (lots as readonly Heard[]).some((lot) => lot.lotId === lotId && lot.status === 'sold');
  await auctioneer.next(isSold);
  await sleep(lastMs);
  return changes;
}

/** The same text to everybody, again and again, past queue and workers. @returns how long each took to its socket. */
async function bareTrips(
  post: BarePost,
  ids: readonly string[],
  text: string,
  crowd: Crowd,
): Promise<readonly number[]> {
  const message = JSON.parse(text) as object;
  for (let telling = 0; telling < bareTellings; telling += 1) {
    const untilMs = Date.now() + bareEveryMs;
    const now = JSON.stringify({ ...message, serverNowMs: Date.now() });
    const statuses = await Promise.all(ids.map((id) => post(id, now)));
    assert(
      statuses.every((status) => status === 200),
      'every bare post is answered',
    );
    await sleep(Math.max(0, untilMs - Date.now()));
  }
  const { arrivals } = await crowd.heard();
  return arrivals.flat().map(({ postedAtMs, arrivedAtMs }) => arrivedAtMs - postedAtMs);
}

/** One round. */
type Measured = {
  readonly alone: Seen;
  readonly calm: Seen;
  readonly climax: Seen;
  /** The climax of the drop with few viewers. */
  readonly few: Seen;
  /** Milliseconds of bare posts and of bare queues. */
  readonly bare: readonly number[];
  readonly queue: readonly number[];
  /** Microseconds of processor for a message: of saleroom and sockets together, and of gateway, pollers and sockets. */
  readonly usedUs: Round;
  /** Of the latter, what a bare post takes. */
  readonly bareUsedUs: number;
};

export const viewers: Bench = {
  name: 'viewers',
  about: `${manyViewers} sockets on the local saleroom, each told of ten accepted bids a second`,
  rounds: 3,
  figures: {
    viewers: {
      what: 'commit to socket in the climax: of every change and every viewer, until it has that or a later one, p50',
      floor: 'bare posts of the same text to the same sockets, past queue and workers, p50',
      bound: { of: 'value', atMost: 100 },
    },
    'viewers.p99': {
      what: 'the same, p99',
      floor: 'the same bare posts, p99',
      bound: { of: 'value', atMost: 300 },
    },
    'viewers.shard': {
      what: `the first figure in a drop with ${fewViewers} viewers, as many as one worker is meant for`,
      floor: 'the bare posts to all viewers, p50',
    },
    'viewers.shard-p99': { what: 'the same, p99', floor: 'the bare posts to all viewers, p99' },
    'viewers.age': {
      what: 'age of what arrives in the climax, from its commit, p50',
      floor: 'the bare posts, p50',
    },
    'viewers.age-p99': { what: 'the same, p99', floor: 'the bare posts, p99' },
    'viewers.calm': {
      what: 'the first figure before the climax, where a shard is told four times a second at the most',
      floor: 'the bare posts, p50',
    },
    'viewers.calm-p99': { what: 'the same, p99', floor: 'the bare posts, p99' },
    'viewers.alone': {
      what: 'commit to socket of changes too far apart to wait for a window, p50',
      floor: 'the bare posts, p50',
    },
    'viewers.queue': {
      what: 'of that, from the commit until a worker begins to post, p50',
      floor: 'a message through a queue of the same emulator, to who waits there, p50',
    },
    'viewers.messages': {
      what: 'messages to a viewer a second in the climax',
      floor: 'changes made a second: the ratio is messages for a change',
    },
    'viewers.processor': {
      what: 'processor for a message to a socket: saleroom and sockets together, without the database',
      floor:
        'of that, what no function takes: gateway, pollers and sockets, which stand in for AWS and phones',
    },
  },
  run: async ({ rounds, tell }) => {
    const saleroom = await startBenchSaleroom({ authorize: 2, hello: 2, http: 2 });
    const crowd = startCrowd();
    const bare = barePoster(saleroom.webSocketUrl.replace(/^ws/, 'http'), 256);
    try {
      const door = doorOf(saleroom);
      const ava = await door.signIn('user-ava', ['auctioneers']);
      const dropOf = async (stretches: readonly Stretch[], count: number) => {
        const durationMs = betweenMs + stretches.reduce((all, { forMs }) => all + forMs, 0);
        const closing = { durationMs, climaxMs: climax.forMs, extension: { mode: 'none' } };
        const { dropId, lotIds } = await door.enterDrop(ava, closing, rounds);
        tell(`letting ${count} viewers in`);
        await letIn(door, crowd, saleroom.siteUrl, dropId, count);
        const auctioneer = await door.join(ava, dropId);
        const bidders: Phone[] = [];
        for (let at = 0; at < bidderCount; at += 1)
          bidders.push(await door.joinToBid(await door.signIn(`user-bidder-${at}`), dropId));
        return { dropId, lotIds, cast: { auctioneer, bidders } };
      };
      const many = await dropOf([alone, calm, climax], manyViewers);
      const few = await dropOf([climax], fewViewers);
      const chance = memoryChance(1, systemClock());
      const next = (): number => chance.below(1_000_000) / 1_000_000;
      const trip = await queueTrip();
      const ids = await connectionIds(saleroom, many.dropId);
      assert(ids.length >= manyViewers, `all viewers are listed, not ${ids.length}`);
      const used = async () => {
        const { arrivals, usedUs } = await crowd.heard();
        const ofRoom = await saleroom.used();
        return { arrivals, usedUs: usedUs + ofRoom.usedUs, standInsUs: usedUs + ofRoom.standInsUs };
      };
      const messagesIn = (arrivals: readonly (readonly Arrival[])[]) => arrivals.flat().length;

      const measured: Measured[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const [fewLotId, lotId] = [few.lotIds[round], many.lotIds[round]];
        assert(fewLotId !== undefined && lotId !== undefined, 'there is a lot for each round');
        // The few first: that also warms up everybody's code.
        await crowd.heard();
        const [ofFew = []] = await sellLot(few.cast, fewLotId, [climax], next, tell);
        const before = await used();
        const [ofAlone = [], ofCalm = [], ofClimax = []] = await sellLot(
          many.cast,
          lotId,
          [alone, calm, climax],
          next,
          tell,
        );
        const after = await used();
        const push = many.cast.auctioneer.texts.findLast((text) => text.startsWith('{"type":"lots"')) ?? '';
        const bareTook = await bareTrips(bare.post, ids, push, crowd);
        const afterBare = await used();
        const queue: number[] = [];
        for (let at = 0; at < queueTrips; at += 1) queue.push(await trip.take(push));
        const heard = after.arrivals.slice(0, manyViewers);
        const one: Measured = {
          few: seenOf(ofFew, before.arrivals.slice(manyViewers)),
          alone: seenOf(ofAlone, heard),
          calm: seenOf(ofCalm, heard),
          climax: seenOf(ofClimax, heard),
          ...{ bare: bareTook, queue },
          usedUs: {
            ours: (after.usedUs - before.usedUs) / messagesIn(after.arrivals),
            floor: (after.standInsUs - before.standInsUs) / messagesIn(after.arrivals),
          },
          bareUsedUs: (afterBare.standInsUs - after.standInsUs) / bareTook.length,
        };
        for (const name of ['few', 'alone', 'calm', 'climax'] as const) tell(toldOf(name, one[name]));
        tell(
          `bare posts ${told(bareTook)} ms, queue ${told(queue)} ms; processor for a message ${JSON.stringify(one.usedUs)} µs, ` +
            `a bare post ${one.bareUsedUs.toFixed(0)} µs`,
        );
        measured.push(one);
      }
      trip.close();
      for (const { cast } of [many, few])
        for (const phone of [cast.auctioneer, ...cast.bidders]) phone.hangUp();

      const of = (unit: string, round: (one: Measured) => Round) => figureOf(unit, measured.map(round));
      const against = (percent: number, ours: (one: Measured) => readonly number[]) =>
        of('ms', (one) => ({ ours: percentile(ours(one), percent), floor: percentile(one.bare, percent) }));
      return {
        viewers: against(50, ({ climax }) => climax.untilKnown),
        'viewers.p99': against(99, ({ climax }) => climax.untilKnown),
        'viewers.shard': against(50, ({ few }) => few.untilKnown),
        'viewers.shard-p99': against(99, ({ few }) => few.untilKnown),
        'viewers.age': against(50, ({ climax }) => climax.untilArrived),
        'viewers.age-p99': against(99, ({ climax }) => climax.untilArrived),
        'viewers.calm': against(50, ({ calm }) => calm.untilKnown),
        'viewers.calm-p99': against(99, ({ calm }) => calm.untilKnown),
        'viewers.alone': against(50, ({ alone }) => alone.untilKnown),
        'viewers.queue': of('ms', ({ alone, queue }) => ({
          ours: percentile(alone.untilPosted, 50),
          floor: percentile(queue, 50),
        })),
        'viewers.messages': of('messages/s', (one) => {
          const seconds = (climax.forMs - betweenMs) / 1_000;
          return {
            ours: one.climax.untilArrived.length / manyViewers / seconds,
            floor: one.climax.changes.length / seconds,
          };
        }),
        'viewers.processor': of('µs', ({ usedUs }) => usedUs),
      };
    } finally {
      bare.close();
      await crowd.stop();
      await saleroom.stop();
    }
  },
};
