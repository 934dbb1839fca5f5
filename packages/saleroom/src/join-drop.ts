import { isLive, type Lot } from '@gaveldrop/bidding';
import type { Have, HelloMessage, PendingBid, PendingOutcome, WelcomeMessage } from '@gaveldrop/protocol';
import { assert, type ConnectionId, epochMs, type LotId, type LotNumber, limits } from '@gaveldrop/units';
import { findBid } from './find-bid.ts';
import { type LotsOfDropPorts, type Numberings, publicLots } from './lots-of-drop.ts';
import { mayStillLand } from './may-still-land.ts';
import type { AudienceStore } from './ports/audience-store.ts';
import type { DropStore } from './ports/drop-store.ts';
import type { HistoryStore } from './ports/history-store.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { Principal } from './principal.ts';

export type JoinPorts = LotsOfDropPorts & {
  readonly lots: Pick<LotStore, 'read' | 'readMany' | 'readOpenLots'>;
  readonly drops: Pick<DropStore, 'read' | 'listEntries'>;
  readonly numberings: Numberings;
  readonly audience: Pick<AudienceStore, 'register'>;
  readonly history: Pick<HistoryStore, 'reached' | 'bidById'>;
};

/** What has become of a bid whose answer a phone does not have. [B10] */
async function pendingOutcome(
  ports: JoinPorts,
  principal: Principal,
  pending: PendingBid,
): Promise<PendingOutcome> {
  const lot = await ports.lots.read(pending.lotId);
  if (lot === undefined || lot.dropId !== principal.dropId) return 'not-accepted';
  const found = await findBid(ports.history, lot, pending.bidId);
  if (found.kind === 'unknown') return 'unknown';
  if (found.kind === 'accepted') {
    const another = found.bid !== undefined && found.bid.paddleNumber !== principal.paddleNumber;
    return another ? 'not-accepted' : found.outcome;
  }
  const open = mayStillLand(lot, pending.bidId, pending.afterSequence, ports.clock.nowMs());
  return open ? 'unknown' : 'not-accepted';
}

const isNews = (have: Have, lot: Lot): boolean => lot.sequence > (have[String(lot.number)] ?? 0);

/** Live lots first, then by number. */
const inOrder = (one: Lot, other: Lot): number =>
  Number(isLive(other)) - Number(isLive(one)) || one.number - other.number;

/** The lots a phone says it has. */
const numbersIn = (have: Have): LotNumber[] => Object.keys(have).map((number) => Number(number) as LotNumber);

/** What to read for a phone: every open lot, and then those asked for by number, or all in order. */
async function lotIdsFor(
  { lots, numberings }: JoinPorts,
  principal: Principal,
  asked: readonly LotNumber[] | 'all',
): Promise<{ lotIds: readonly LotId[]; more: boolean }> {
  const [open, numbering] = await Promise.all([
    lots.readOpenLots(principal.dropId),
    numberings(principal.dropId),
  ]);
  const named = asked === 'all' ? numbering.values() : asked.map((number) => numbering.get(number));
  const wanted = new Set([...open.lotIds, ...named].filter((id) => id !== undefined));
  const lotIds = [...wanted].slice(0, limits.welcomeLotsMax);
  return { lotIds, more: lotIds.length < wanted.size };
}

/**
 * A phone says hello: it is registered first and only then are the lots read, so that every change is either in this
 * answer or pushed. Sends back full public lots, open ones first, and what became of each pending bid.
 * @throws a `Fault` when the world fails; the phone says hello again.
 */
export async function joinDrop(
  ports: JoinPorts,
  principal: Principal,
  connectionId: ConnectionId,
  hello: HelloMessage,
): Promise<WelcomeMessage> {
  const { dropId, shard, paddleNumber, role } = principal;
  const expiresAtMs = epochMs(ports.clock.nowMs() + limits.connectionLifeMs);
  await ports.audience.register({ connectionId, dropId, shard, paddleNumber, expiresAtMs });
  const known = numbersIn(hello.have);
  const [drop, { lotIds, more }] = await Promise.all([
    ports.drops.read(dropId),
    lotIdsFor(ports, principal, known.length === 0 ? 'all' : known),
  ]);
  assert(drop !== undefined, `a principal is of drop ${dropId}, which does not exist`);
  const lots = await ports.lots.readMany(lotIds);
  const news = lots.filter((lot) => isNews(hello.have, lot)).sort(inOrder);
  const pending = await Promise.all(
    hello.pending.map(async (bid) => ({
      bidId: bid.bidId,
      outcome: await pendingOutcome(ports, principal, bid),
    })),
  );
  return {
    type: 'welcome',
    serverNowMs: ports.clock.nowMs(),
    drop: { dropId, title: drop.title, currency: drop.currency },
    lots: await publicLots(ports.agreements, news),
    more,
    you: { role, ...(paddleNumber === undefined ? {} : { paddleNumber }) },
    pending,
  };
}

/** What is newer than a phone has, of the lots that are open and of those it names. */
export async function newerLots(ports: JoinPorts, principal: Principal, have: Have | undefined) {
  if (have === undefined) return [];
  const { lotIds } = await lotIdsFor(ports, principal, numbersIn(have).slice(0, limits.pingLotsMax));
  const lots = await ports.lots.readMany(lotIds);
  return publicLots(ports.agreements, lots.filter((lot) => isNews(have, lot)).sort(inOrder));
}
