import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import { memoryKeys } from '@gaveldrop/adapters/memory/memory-keys';
import { isFinal, isLive, publicLot } from '@gaveldrop/bidding';
import {
  addLot,
  createAgreements,
  createDrop,
  type Outcome,
  type Person,
  readHistory,
  readStatement,
} from '@gaveldrop/saleroom';
import { assert, type DropId, epochMs, sequence } from '@gaveldrop/units';
import { createAuctioneer } from './auctioneer.ts';
import type { Violation } from './auditor/violation.ts';
import { createBidder } from './bidder.ts';
import { choicesOf, createTrace } from './choices.ts';
import { auctioneerId, type DropPlan, dropPlan, sellerIds } from './drop-plan.ts';
import { createFaults, type Faults } from './faults.ts';
import { createFunctionPool } from './function-pool.ts';
import { createGateway } from './gateway.ts';
import { createLotStream } from './lot-stream.ts';
import { createNudgeQueue } from './nudge-queue.ts';
import type { Observation } from './observation.ts';
import { createPhone, type Phone } from './phone.ts';
import { createPulseQueue } from './pulse-queue.ts';
import type { Saleroom } from './saleroom.ts';
import { createScheduler } from './scheduler.ts';
import { createStores } from './stores.ts';
import { drawTheme } from './theme.ts';
import type { World } from './world.ts';

/** When every simulated drop opens its doors. */
const startMs = 1_800_000_000_000;
/** How long before that it was created. */
const createdBeforeMs = 60_000;
/** How long it takes until everybody has come and the first lot may be open. */
const joiningMs = 1_500;
/** After this the drop is brought to its end, whatever it is at. */
const mainPartMs = 35_000;
/** How long everything has to heal once every lot is final and every phone thinks it is connected: pings, and a sweep. */
const healingMs = 62_000;
/** How long at most: what counts connections forgets one that died unnoticed only after 150 s. */
const healingMaxMs = 300_000;
/** How long after its close, in a world that is well, a lot counts as never closed. */
const neverClosedMs = 155_000;

export type Ran = {
  readonly steps: number;
  readonly trace: string;
  readonly faults: Faults['injected'];
  /** What was thrown that is no fault of the world: a belief of the code that did not hold. The drop ended there. */
  readonly bug: Violation | undefined;
};

/** Sees what happens; false ends the drop there. */
export type Watcher = (observation: Observation) => boolean;

function outcomeOf<T>(outcome: Outcome<T>): T {
  assert(outcome.kind === 'done', `refused: ${JSON.stringify(outcome)}`);
  return outcome.value;
}

const seals = { digest: systemDigest, keys: memoryKeys() };
const auctioneer: Person = { userId: auctioneerId, auctioneer: true };

/** The drop, its lots and its paddles, before anything can fail. */
async function setUp(world: World, plan: DropPlan): Promise<void> {
  const { stores, scheduler, tell } = world;
  const clock = { nowMs: () => epochMs(scheduler.nowMs()), sleep: async () => undefined };
  const chance = memoryChance(world.choices.whole(0, 2 ** 32 - 1), clock);
  const { drops, audience, paddles, lots } = stores;
  const { dropId } = world;
  tell({
    ...{ type: 'drop-set-up', atMs: scheduler.nowMs(), dropId },
    lotsOpenMax: plan.drop.lotsOpenMax ?? 1,
  });
  // Long enough ago that its audience may grow from the first on.
  const before = { ...clock, nowMs: () => epochMs(scheduler.nowMs() - createdBeforeMs) };
  const { shardCount } = plan;
  outcomeOf(await createDrop({ clock: before, chance, drops, audience, shardCount }, auctioneer, plan.drop));
  for (const lot of plan.lots) {
    const rules = {
      ...stores.rules,
      write: (version: Parameters<typeof stores.rules.write>[0]) => stores.rules.write(version, lot.lotId),
    };
    const catalogue = {
      ...seals,
      ...{ clock, chance, drops, rules, agreements: createAgreements(rules) },
      lots: {
        ...lots,
        create: (one: Parameters<typeof lots.create>[0]) =>
          stores.writeLot(undefined, () => lots.create(one)),
      },
    };
    outcomeOf(await addLot(catalogue, auctioneer, dropId, lot));
  }
  for (const bidder of plan.bidders) {
    const { paddleNumber } = await paddles.register(dropId, bidder.userId, undefined);
    const { limitCents, sellerId } = bidder;
    if (limitCents !== undefined) await paddles.change(dropId, paddleNumber, { limitCents });
    if (sellerId !== undefined) await paddles.change(dropId, paddleNumber, { sellerId });
  }
}

/** What everybody says in the end. */
async function conclude(world: World, plan: DropPlan, phones: readonly Phone[]): Promise<void> {
  const { stores, scheduler, tell, dropId } = world;
  const atMs = scheduler.nowMs();
  for (const { name, client } of phones) {
    const { connection, lots, bids } = client().state();
    tell({ type: 'phone-final', atMs, phone: name, connection: connection.kind, lots, bids });
  }
  const agreements = createAgreements(stores.rules);
  for (const lot of await stores.lots.readMany(plan.lots.map(({ lotId }) => lotId))) {
    const { rules } = await agreements.of(lot.rulesId);
    tell({ type: 'public-lot-final', atMs, lot: publicLot(lot, rules) });
    const ports = {
      history: stores.history,
      lots: stores.lots,
      paddles: stores.paddles,
      agreements,
      ...seals,
    };
    const { entries, opened } = outcomeOf(await readHistory(ports, dropId, lot.lotId, sequence(0)));
    tell({ type: 'history-final', atMs, lotId: lot.lotId, entries, opened });
  }
  const clock = { nowMs: () => epochMs(atMs), sleep: async () => undefined };
  const money = { clock, lots: stores.lots, drops: stores.drops, agreements, ledger: stores.ledger };
  for (const sellerId of new Set([...sellerIds, ...plan.lots.map((lot) => lot.sellerId)])) {
    const read = await readStatement(money, auctioneer, sellerId, dropId);
    if (read.kind !== 'done') continue;
    tell({ type: 'statement-final', atMs, ...read.value } as unknown as Observation);
  }
}

/** Plays the whole drop of one seed in virtual time, and tells everything that happens in it. */
export async function runDrop(seed: number, saleroom: Saleroom, watch: Watcher): Promise<Ran> {
  const trace = createTrace();
  const choices = choicesOf(seed, trace);
  const scheduler = createScheduler(startMs, choices.split('ties'), trace);
  const theme = drawTheme(choices.split('theme'));
  let stopped = false;
  let bug: Violation | undefined;
  const tell = (observation: Observation): void => {
    if (!stopped) stopped = !watch(observation);
  };
  const faults = createFaults(choices.split('faults'), theme, (fault) =>
    tell({ type: 'fault-injected', atMs: scheduler.nowMs(), fault }),
  );
  const stream = createLotStream(() => world);
  const stores = createStores(scheduler.nowMs, tell, stream.flow);
  const ids = memoryChance(choices.whole(0, 2 ** 32 - 1), { nowMs: () => epochMs(startMs - 1_000_000) });
  const plan = dropPlan(choices.split('plan'), theme, () => ids.ulid());
  const world: World = {
    ...{ scheduler, choices: choices.split('world'), faults, saleroom, stores, stream, tell },
    dropId: plan.drop.dropId as DropId,
    shardConnectionsMax: plan.shardConnectionsMax,
    functions: createFunctionPool(() => world),
    gateway: createGateway(() => world),
    pulseQueue: createPulseQueue(() => world),
    nudgeQueue: createNudgeQueue(() => world),
    bug: (where, thrown) => {
      stopped = true;
      const message = `${where}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`;
      bug ??= { rule: 'bug', check: 'engine', message, atMs: scheduler.nowMs() };
    },
  };
  await setUp(world, plan);

  const hosted = createPhone(world, 'auctioneer', auctioneer, choices.split('auctioneer phone'));
  const host = createAuctioneer(world, hosted, plan, choices.split('auctioneer'));
  const phones = [hosted];
  for (const { userId, phones: count } of plan.bidders)
    for (let nth = 1; nth <= count; nth += 1) {
      const name = nth === 1 ? userId : `${userId}-${nth}`;
      const phone = createPhone(world, name, { userId, auctioneer: false }, choices.split(`phone ${name}`));
      createBidder(world, phone, plan, choices.split(name));
      phones.push(phone);
    }
  const people = choices.split('people');
  for (const phone of phones) scheduler.after(people.whole(0, 400), phone.start);

  // Most drops begin on a good day: everybody is there when it gets bad.
  scheduler.after(people.happens(0.8) ? joiningMs : 0, faults.begin);
  let healed = false;
  /** Phones lose the network, are loaded again, have their clocks set. */
  const trouble = (phone: Phone): void => {
    if (healed) return;
    if (faults.strikes('phoneCutOff')) {
      const ms = people.happens(0.25) ? people.whole(2_000, 9_000) : people.whole(50, 1_000);
      phone.link.cutOffUntilMs = scheduler.nowMs() + ms;
      if (people.happens(0.5)) world.gateway.loseSockets(phone.link);
      if (people.happens(0.5)) scheduler.after(ms, () => phone.client().hint('online'));
    }
    if (faults.strikes('phoneRestarted')) phone.restart();
    if (faults.strikes('phoneAsleep'))
      phone.link.asleepUntilMs = scheduler.nowMs() + people.whole(100, 9_000);
    if (faults.strikes('phoneStopped')) {
      phone.client().stop();
      scheduler.after(people.whole(0, 5_000), phone.start);
    }
    if (people.happens(0.1)) phone.client().hint('visible');
    phone.clock.maybeStep();
    scheduler.after(people.whole(1_000, 7_000), () => trouble(phone));
  };
  for (const phone of phones)
    if (phone !== hosted || people.happens(0.3))
      scheduler.after(people.whole(500, 4_000), () => trouble(phone));

  const sweep = (): void => {
    world.functions.invoke({
      of: 'sweep',
      handle: ({ ports }) => saleroom.sweepLots(ports),
      done: () => undefined,
      failed: () => undefined,
    });
    scheduler.after(60_000 + (faults.strikes('sweepLate') ? people.whole(0, 9_000) : 0), sweep);
  };
  scheduler.after(people.whole(5_000, 60_000), sweep);

  /** Ends the trouble once every lot is final, or time is up; and the drop, once all has had time to heal. */
  let healedAtMs = Number.POSITIVE_INFINITY;
  let endsAtMs = Number.POSITIVE_INFINITY;
  const oversee = (): void => {
    const lots = [...stores.latest.values()];
    const nowMs = scheduler.nowMs();
    if (!healed && (lots.every(isFinal) || nowMs - startMs > mainPartMs)) {
      healed = true;
      healedAtMs = nowMs;
      faults.heal();
      host.conclude();
      for (const { link } of phones) [link.cutOffUntilMs, link.asleepUntilMs] = [0, 0];
      tell({ type: 'healed', atMs: nowMs });
    }
    if (!healed) return;
    const live = lots.filter(isLive);
    if (live.length > 0) {
      const closes = live.map((lot) => (lot.status === 'open' ? (lot.closesAtMs ?? nowMs) : nowMs));
      endsAtMs = Math.max(...closes, healedAtMs) + neverClosedMs;
      return;
    }
    if (endsAtMs > nowMs + healingMs) endsAtMs = nowMs + healingMs;
    const connected = phones.every(({ client }) => client().state().connection.kind === 'live');
    if (!connected && nowMs < healedAtMs + healingMaxMs) endsAtMs = Math.max(endsAtMs, nowMs + 30_000);
  };
  const look = (): void => {
    oversee();
    scheduler.after(500, look);
  };
  scheduler.after(500, look);

  await scheduler.run(() => stopped || scheduler.nowMs() >= endsAtMs);
  if (!stopped) await conclude(world, plan, phones);
  return { steps: scheduler.steps(), trace: trace.digest(), faults: faults.injected, bug };
}
