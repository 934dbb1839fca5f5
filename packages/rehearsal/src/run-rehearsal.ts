import type { LotId, SellerId, UserId } from '@gaveldrop/units';
import { aFewAtATime } from './a-few-at-a-time.ts';
import { type Interest, planBidder } from './bidder-plan.ts';
import { allChecks, type Check } from './checks/all-checks.ts';
import type { Verdict } from './checks/verdict.ts';
import { type DropPlan, planDrop } from './drop-plan.ts';
import { type EnteredDrop, enterDrop } from './enter-drop.ts';
import type { EnteredLot, Evidence, Said } from './evidence.ts';
import { gather } from './gather.ts';
import { keepBidding } from './keep-bidding.ts';
import { persist } from './persist.ts';
import { connect, isLive, type Person, type Reach, type SignedIn, signedIn } from './person.ts';
import { readTestimony, textReader } from './read-testimony.ts';
import { rehearsalLimits } from './rehearsal-limits.ts';
import { type RehearsalReport, report } from './report.ts';
import type { SaleroomAddresses, TakeToken } from './saleroom-addresses.ts';
import { lotEnd } from './summary.ts';
import { textPool } from './transcript.ts';
import { pause, until } from './until.ts';

/** What a rehearsal has come to; whoever disturbs one on purpose hooks in here. */
export type RehearsalPhase =
  | { readonly kind: 'joined'; readonly drop: EnteredDrop; readonly people: readonly Person[] }
  | { readonly kind: 'lot-open'; readonly lot: EnteredLot }
  | { readonly kind: 'lot-over'; readonly lot: EnteredLot }
  /** Nobody bids any more; what was said is about to be gathered and judged. */
  | { readonly kind: 'all-over'; readonly drop: EnteredDrop };

export type RehearsalOptions = {
  readonly addresses: SaleroomAddresses;
  readonly takeToken: TakeToken;
  /** The group whose members may run drops. */
  readonly auctioneerGroup?: string;
  readonly lots: number;
  readonly bidders: number;
  readonly seed: number;
  /** Told of progress, a line at a time. */
  readonly tell: (line: string) => void;
  /** Awaited at each phase: while it is under way, the next does not begin. Bidding does not wait for it. */
  readonly onPhase?: (phase: RehearsalPhase) => Promise<void> | void;
  /** What is judged, unless it is all that can be asked of a saleroom that nobody disturbs. */
  readonly checks?: readonly Check[];
  /** How long a lot may take to open, for salerooms that are being disturbed. */
  readonly openWaitMs?: number;
  /** How long every answer and every end may take after the last hammer, for the same. */
  readonly settleWaitMs?: number;
  /** How long histories and statements may take to be complete, for the same. */
  readonly recordsWaitMs?: number;
};

export type Rehearsal = {
  readonly report: RehearsalReport;
  readonly verdicts: readonly Verdict[];
  readonly evidence: Evidence;
};

/**
 * A dry run of a drop on a running saleroom: people sign in, register and connect as they would from their phones, bid by
 * what the seed gives them, and everything they heard is judged afterwards. Ends in bounded time, whatever the saleroom does.
 * @throws SaleroomProblem when the drop cannot even be set up.
 */
export async function runRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const { seed, tell, onPhase = () => undefined } = options;
  const plan = planDrop(seed, options.lots);
  const said: Said[] = [];
  const reach: Reach = {
    addresses: options.addresses,
    seed,
    pool: textPool(),
    note: (one) => said.push(one),
  };
  const people: Person[] = [];
  try {
    const auctioneer = await signIn(options, reach, 'auctioneer', 'auctioneer');
    const sellers = new Map<SellerId, SignedIn>();
    for (const sellerId of plan.sellerIds)
      sellers.set(sellerId, await signIn(options, reach, sellerId, 'viewer', sellerId));
    const drop = await enterDrop(auctioneer, plan, seed);
    tell(`drop ${drop.dropId}: ${drop.lots.length} lots, ${plan.sellerIds.length} sellers`);
    const desk = connect(reach, auctioneer, drop.dropId, undefined);
    people.push(desk);
    people.push(...(await joinAll(options, reach, drop)));
    const live = people.filter(isLive).length;
    tell(`${live} of ${people.length} connections are live`);
    const bidders = people.filter(({ role }) => role === 'bidder');
    const stopBidding = bidders.map((bidder, at) => startBidding(bidder, at + 1, seed, plan, drop));
    await onPhase({ kind: 'joined', drop, people });

    for (const lot of drop.lots) {
      await runLot(desk, lot, drop, options);
      await pause(rehearsalLimits.betweenLotsMs);
    }
    for (const stop of stopBidding) stop();
    await settle(people, drop, options);
    await onPhase({ kind: 'all-over', drop });

    const recordsWaitMs = options.recordsWaitMs ?? rehearsalLimits.recordsWaitMs;
    const gathered = await gather({ drop, viewer: auctioneer, bidders, sellers, recordsWaitMs, tell });
    const read = textReader();
    const evidence: Evidence = {
      ...drop,
      ...gathered,
      people: people.map((person) => readTestimony(person, person.scribe.transcript(), read)),
      said: [...said, ...people.flatMap(heardOverSockets)],
      bidderIds: bidders.map(({ userId }) => userId),
    };
    const verdicts = (options.checks ?? allChecks).map((check) => check(evidence));
    return { report: report(evidence, verdicts), verdicts, evidence };
  } finally {
    for (const { client } of people) client.stop();
  }
}

const heardOverSockets = ({ name, scribe }: Person): Said[] =>
  scribe.transcript().heard.map(({ text }) => ({ to: name, over: 'socket', text }));

async function signIn(
  { takeToken, auctioneerGroup = 'auctioneers' }: RehearsalOptions,
  reach: Reach,
  name: string,
  role: Person['role'],
  userId: string = `rehearsal-${name.replace(' ', '-')}`,
): Promise<SignedIn> {
  const token = await takeToken(userId, role === 'auctioneer' ? [auctioneerGroup] : []);
  return signedIn(reach, { name, role, userId: userId as UserId }, token);
}

/** Bidders and those who only watch, in that order, a few at a time; who is not live in time is left to try on. */
async function joinAll(options: RehearsalOptions, reach: Reach, drop: EnteredDrop): Promise<Person[]> {
  const names = [
    ...Array.from({ length: options.bidders }, (_, at) => ['bidder', `bidder ${at + 1}`] as const),
    ...Array.from({ length: rehearsalLimits.viewers }, (_, at) => ['viewer', `viewer ${at + 1}`] as const),
  ];
  const { dropId } = drop;
  const waitMs = rehearsalLimits.joinWaitMs;
  return aFewAtATime(names, rehearsalLimits.joiningAtOnce, async ([role, name]) => {
    const who = await signIn(options, reach, name, role);
    const paddle = role === 'bidder' ? await persist(() => who.http.register(dropId), waitMs) : undefined;
    const person = connect(reach, who, dropId, paddle);
    if (!(await until(() => isLive(person), waitMs)))
      options.tell(`${name} is not live after ${waitMs / 1_000} s`);
    return person;
  });
}

function startBidding(
  { client, paddleNumber }: Person,
  bidder: number,
  seed: number,
  plan: DropPlan,
  drop: EnteredDrop,
): () => void {
  if (paddleNumber === undefined) return () => undefined;
  const interests = new Map<LotId, Interest>();
  for (const [at, interest] of planBidder(seed, bidder, plan.lots).entries()) {
    const lot = drop.lots[at];
    if (lot !== undefined && interest !== undefined) interests.set(lot.lotId, interest);
  }
  return keepBidding(client, paddleNumber, interests);
}

/** Opens a lot and waits for its end as the auctioneer sees it, for as long as it could possibly take. */
async function runLot(
  { client }: Person,
  lot: EnteredLot,
  drop: EnteredDrop,
  { tell, onPhase = () => undefined, openWaitMs = rehearsalLimits.openWaitMs }: RehearsalOptions,
): Promise<void> {
  const what = `lot ${lot.number} of ${drop.lots.length}`;
  const answer = await within(client.command({ lotId: lot.lotId, command: 'open' }), openWaitMs);
  if (answer?.outcome !== 'done') {
    tell(`${what} did not open: ${answer === undefined ? 'no answer' : (answer.code ?? answer.outcome)}`);
    return;
  }
  tell(`${what} is open`);
  await onPhase({ kind: 'lot-open', lot });
  const seen = () => client.state().lots.find(({ lotId }) => lotId === lot.lotId);
  const { lotDurationMs, extensionCapMs, hammerWaitMs } = rehearsalLimits;
  const isOver = (): boolean => seen()?.outcome !== undefined;
  const over = await until(isOver, lotDurationMs + extensionCapMs + hammerWaitMs);
  const final = seen();
  tell(`${what}: ${over && final !== undefined ? lotEnd(final) : 'no hammer was heard'}`);
  await onPhase({ kind: 'lot-over', lot });
}

/** Waits until every bid is answered and everybody has heard the end of every lot, within limits. */
async function settle(
  people: readonly Person[],
  drop: EnteredDrop,
  { tell, settleWaitMs = rehearsalLimits.settleWaitMs }: RehearsalOptions,
): Promise<void> {
  const isSettled = ({ client }: Person): boolean => {
    const { bids, lots } = client.state();
    const ended = new Set(lots.filter(({ outcome }) => outcome !== undefined).map(({ lotId }) => lotId));
    return bids.every(({ state }) => state !== 'pending') && drop.lots.every(({ lotId }) => ended.has(lotId));
  };
  if (await until(() => people.every(isSettled), settleWaitMs)) return;
  const waiting = people.filter((person) => !isSettled(person)).map(({ name }) => name);
  tell(
    `still waiting for an answer or an end: ${waiting.slice(0, 10).join(', ')}${waiting.length > 10 ? ', …' : ''}`,
  );
}

/** What is asked for, or undefined when it does not come in time. */
async function within<T>(asked: Promise<T>, waitMs: number): Promise<T | undefined> {
  let late: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    late = setTimeout(() => resolve(undefined), waitMs);
  });
  try {
    return await Promise.race([asked, tooLate]);
  } finally {
    clearTimeout(late);
  }
}
