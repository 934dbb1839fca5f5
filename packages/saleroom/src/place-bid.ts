import {
  type BidAcceptance,
  type BidDecision,
  type BidRefusalCode,
  commitDeadlineMs,
  decideBid,
  isFinal,
  type Lot,
  receivedAt,
} from '@gaveldrop/bidding';
import type { BidAnswer, BidMessage } from '@gaveldrop/protocol';
import { type EpochMs, epochMs, limits, type Sequence } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import {
  acceptedAnswer,
  busyAnswer,
  refusedAnswer,
  repeatedAnswer,
  type Sending,
  unknownAnswer,
} from './bid-answers.ts';
import { type FoundBid, findBid, recentReachesBackTo } from './find-bid.ts';
import type { LotCopies } from './lot-copies.ts';
import { mayStillLand } from './may-still-land.ts';
import { pauseBeforeAttempt } from './pause-before-attempt.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { Digest } from './ports/digest.ts';
import { isFault } from './ports/fault.ts';
import type { HistoryStore } from './ports/history-store.ts';
import type { Keys } from './ports/keys.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { Metrics } from './ports/metrics.ts';
import type { LotAgreement } from './ports/rules-store.ts';
import type { Principal } from './principal.ts';
import type { Veil } from './public-change.ts';
import type { Publisher } from './publisher.ts';
import { sealedChange } from './sealed-change.ts';

export type BidPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly digest: Digest;
  /** Awaited only to sign a refusal or to commit to a maximum. */
  readonly keys: Keys;
  readonly metrics: Metrics;
  readonly lots: Pick<LotStore, 'read' | 'commit'>;
  readonly history: Pick<HistoryStore, 'reached' | 'bidById'>;
  readonly agreements: Agreements;
  readonly copies: LotCopies;
  readonly publisher: Publisher;
};

/** Everything one sending is decided with. */
type Case = Sending & {
  readonly ports: BidPorts;
  readonly principal: Principal;
  /** When the gateway had the message, by our clock: what the time for committing is counted from. */
  readonly arrivedAtMs: EpochMs;
  /** How often this sending has tried to write. */
  readonly attempts: { count: number };
};

type Seen = { readonly lot: Lot; readonly agreement: LotAgreement };

/** A lot as it was seen, with what the rules say of the bid on it. */
type Decided = Seen & { readonly decision: BidDecision };

const decideOn = ({ bid, principal, receivedAtMs }: Case, { lot, agreement }: Seen): Decided => ({
  ...{ lot, agreement },
  decision: decideBid(lot, agreement.rules, bid, principal, receivedAtMs),
});

/** What an acceptance is sealed with: the keys only if there is a maximum to commit to. */
const veilOf = async ({ ports, bid }: Case): Promise<Veil> => ({
  digest: ports.digest,
  keys: bid.kind === 'maximum' ? await ports.keys.load() : undefined,
});

/** A refusal, signed. */
const refuse = async (of: Case, code: BidRefusalCode, seen?: Seen): Promise<BidAnswer> =>
  refusedAnswer(of, await of.ports.keys.load(), code, seen?.lot, seen?.agreement);

async function readSeen({ ports, bid, principal }: Case): Promise<Seen | undefined> {
  const sentAtMs = ports.clock.nowMs();
  const lot = await ports.lots.read(bid.lotId);
  if (lot === undefined || lot.dropId !== principal.dropId) return undefined;
  ports.copies.keep(lot, sentAtMs);
  return { lot, agreement: await ports.agreements.of(lot.rulesId) };
}

/** What a warm copy may settle without a request: a refusal that no later state could turn, or what to begin committing with. */
async function decidedOnCopy(of: Case): Promise<{ refusal?: BidAnswer; start?: Decided }> {
  const { ports, bid, principal } = of;
  const copy = ports.copies.get(bid.lotId);
  if (copy === undefined || copy.lot.dropId !== principal.dropId) return {};
  const { lot } = copy;
  if (bid.attempt > 1 || lot.recent.some((act) => act.id === bid.bidId)) return {};
  const start = decideOn(of, { lot, agreement: await ports.agreements.of(lot.rulesId) });
  const { decision } = start;
  const ageMs = ports.clock.nowMs() - copy.readSentAtMs;
  if (decision.kind === 'accepted') return ageMs <= limits.lotCopyCommitAgeMaxMs ? { start } : {};
  const settled =
    isFinal(lot) ||
    (decision.code === 'below-asking-price' &&
      lot.status === 'open' &&
      lot.leader !== undefined &&
      lot.leader.paddleNumber !== principal.paddleNumber &&
      ageMs <= limits.lotCopyAgeMaxMs);
  return settled ? { refusal: await refuse(of, decision.code, start) } : {};
}

/** The answer to an id that was accepted before. [B10] */
async function answerFound(
  of: Case,
  seen: Seen,
  found: Extract<FoundBid, { kind: 'accepted' }>,
): Promise<BidAnswer> {
  const { bid, principal } = of;
  const first = found.bid;
  if (first === undefined) return unknownAnswer(of, undefined);
  const same =
    first.paddleNumber === principal.paddleNumber &&
    first.amountCents === bid.amountCents &&
    first.kind === bid.kind;
  if (!same) return refuse(of, 'bid-id-reused', seen);
  const { outcome, sequence } = found;
  // The history may know of a change that came after the lot was read: what is told of the lot has to hold it.
  const { lot, agreement } = sequence > seen.lot.sequence ? ((await readSeen(of)) ?? seen) : seen;
  return repeatedAnswer(of, { outcome, sequence, receivedAtMs: first.receivedAtMs }, lot, agreement);
}

/** Whether this id, met again, has its answer already. [B10] */
async function answerResend(of: Case, seen: Seen): Promise<BidAnswer | undefined> {
  const found = await findBid(of.ports.history, seen.lot, of.bid.bidId);
  if (found.kind === 'accepted') return answerFound(of, seen, found);
  return found.kind === 'unknown' ? unknownAnswer(of, of.bid.afterSequence) : undefined;
}

type Written =
  | { readonly kind: 'committed'; readonly sentAtMs: EpochMs }
  /** Somebody was faster; ours did not happen. */
  | { readonly kind: 'lost'; readonly lot: Lot; readonly sentAtMs: EpochMs }
  /** Ours did happen, as an earlier try of it, and more has since. */
  | { readonly kind: 'landed'; readonly lot: Lot; readonly sentAtMs: EpochMs }
  | { readonly kind: 'answer'; readonly answer: BidAnswer };

/** What stands where our write would have put its bid: ours, another, or too long ago to be seen in the lot. */
function settledBy(lot: Lot, of: Case, sequence: Sequence): 'ours' | 'another' | 'unseen' {
  const act = lot.recent.find((recent) => recent.sequence === sequence);
  if (act !== undefined) return act.id === of.bid.bidId ? 'ours' : 'another';
  return recentReachesBackTo(lot) <= sequence ? 'another' : 'unseen';
}

/**
 * Commits one decided state, sending the same write again while its fate is open.
 * A lost reply is settled by what stands at its sequence, never by a read; until then nothing else is tried.
 */
async function write(of: Case, from: Lot, next: Lot): Promise<Written> {
  const { ports, attempts } = of;
  const deadlineMs = commitDeadlineMs('closesAtMs' in from ? from.closesAtMs : undefined);
  let inDoubt = false;
  let setbacks = 0;
  for (;;) {
    await pauseBeforeAttempt(ports, attempts.count, setbacks);
    const sentAtMs = ports.clock.nowMs();
    const late = deadlineMs !== undefined && sentAtMs > deadlineMs;
    const spent =
      attempts.count >= limits.commitAttemptsMax || sentAtMs - of.arrivedAtMs > limits.commitTimeMaxMs;
    if (inDoubt && (late || spent)) return { kind: 'answer', answer: unknownAnswer(of, from.sequence) };
    if (late) {
      // Somebody may have moved the close while this waited to write: the refusal is for the lot as it stands.
      const fresh = (await ports.lots.read(from.lotId)) ?? from;
      if (fresh.sequence > from.sequence) return { kind: 'lost', lot: fresh, sentAtMs };
      const agreement = await ports.agreements.of(from.rulesId);
      return { kind: 'answer', answer: await refuseIfSettled(of, { lot: from, agreement }, 'lot-closed') };
    }
    if (spent) return { kind: 'answer', answer: busyAnswer(of) };
    attempts.count += 1;
    const result = await ports.lots.commit(next);
    if (result.kind === 'committed') return { kind: 'committed', sentAtMs };
    if (result.kind === 'missing') return { kind: 'answer', answer: await refuse(of, 'lot-unknown') };
    if (result.kind === 'ambiguous') inDoubt = true;
    setbacks = result.kind === 'lost' ? 0 : setbacks + 1;
    if (result.kind !== 'lost') continue;
    const settled = settledBy(result.lot, of, next.sequence);
    if (inDoubt && settled === 'ours') return { kind: 'landed', lot: result.lot, sentAtMs };
    if (inDoubt && settled === 'unseen') return { kind: 'answer', answer: unknownAnswer(of, from.sequence) };
    return { kind: 'lost', lot: result.lot, sentAtMs };
  }
}

/** A refusal, unless an earlier sending may yet be accepted: then `unknown`. [B10] */
async function refuseIfSettled(of: Case, seen: Seen, code: BidRefusalCode): Promise<BidAnswer> {
  const { bid, ports } = of;
  if (bid.attempt > 1 && mayStillLand(seen.lot, bid.bidId, bid.afterSequence, ports.clock.nowMs()))
    return unknownAnswer(of, bid.afterSequence);
  return refuse(of, code, seen);
}

async function accept(of: Case, seen: Seen, next: Lot, decision: BidAcceptance): Promise<BidAnswer> {
  await of.ports.publisher.publish(seen.lot, next, seen.agreement);
  return acceptedAnswer(of, decision.outcome, next.sequence, next, seen.agreement);
}

/**
 * The answer to a write that landed without a word. Another sending of this very bid may have aimed at the same place:
 * whose it was shows in the receipt, which is the first one's for ever. [B10]
 */
async function answerLanded(
  of: Case,
  seen: Seen,
  { outcome }: BidAcceptance,
  sequence: Sequence,
): Promise<BidAnswer> {
  const found = await findBid(of.ports.history, seen.lot, of.bid.bidId);
  if (found.kind !== 'accepted') return unknownAnswer(of, undefined);
  const ours = found.bid?.receivedAtMs === of.receivedAtMs;
  return ours
    ? acceptedAnswer(of, outcome, sequence, seen.lot, seen.agreement)
    : answerFound(of, seen, found);
}

/** Commits what was decided, and decides again on each state that was faster, until there is an answer. */
async function commitDecided(of: Case, start: Decided): Promise<BidAnswer> {
  const { ports } = of;
  let decided = start;
  for (;;) {
    const { lot, agreement, decision } = decided;
    if (decision.kind === 'refused') return refuseIfSettled(of, decided, decision.code);
    const next = sealedChange(await veilOf(of), lot, ports.clock.nowMs(), decision.events);
    const written = await write(of, lot, next);
    switch (written.kind) {
      case 'committed':
        ports.copies.keep(next, written.sentAtMs);
        return accept(of, decided, next, decision);
      case 'landed':
        ports.copies.keep(written.lot, written.sentAtMs);
        return answerLanded(of, { lot: written.lot, agreement }, decision, next.sequence);
      case 'answer':
        return written.answer;
      case 'lost': {
        ports.copies.keep(written.lot, written.sentAtMs);
        const seen = { lot: written.lot, agreement: await ports.agreements.of(written.lot.rulesId) };
        // Another sending of this very bid may have been the faster one.
        if (written.lot.recent.some((act) => act.id === of.bid.bidId)) {
          const answered = await answerResend(of, seen);
          if (answered !== undefined) return answered;
        }
        decided = decideOn(of, seen);
      }
    }
  }
}

async function answer(of: Case): Promise<BidAnswer> {
  const { refusal, start } = await decidedOnCopy(of);
  if (refusal !== undefined) return refusal;
  if (start !== undefined) return commitDecided(of, start);
  const seen = await readSeen(of);
  if (seen === undefined) return refuse(of, 'lot-unknown');
  const met = of.bid.attempt > 1 || seen.lot.recent.some((act) => act.id === of.bid.bidId);
  const answered = met ? await answerResend(of, seen) : undefined;
  return answered ?? commitDecided(of, decideOn(of, seen));
}

/** What a bidder hears of reads that were turned away to the last: `busy` only where no sending of the bid has written. */
function answerThrottled(of: Case, thrown: unknown): BidAnswer {
  if (!isFault(thrown) || thrown.faultKind !== 'throttled') throw thrown;
  const wrote = of.attempts.count > 0 || of.bid.attempt > 1;
  return wrote ? unknownAnswer(of, of.bid.afterSequence) : busyAnswer(of);
}

/**
 * One sending of a bid, from the gateway's message to its answer. [B1] to [B11], [C2] to [C6]
 *
 * Accepted means committed: the answer is given only after the conditional write. A refusal is given only on a state
 * no earlier sending of the bid can still change. When neither can be known the answer is `unknown`, and when the lot
 * could not be written or read for load, `busy`; both invite a resend by the same id.
 * @param stampMs the gateway's stamp of the message. [B2]
 * @throws a `Fault` when a read fails otherwise; the phone asks again, and finds what was committed, if anything was.
 */
export async function placeBid(
  ports: BidPorts,
  principal: Principal,
  bid: BidMessage,
  stampMs: EpochMs,
): Promise<BidAnswer> {
  const startedAtMs = ports.clock.nowMs();
  const arrivedAtMs = epochMs(Math.min(stampMs, startedAtMs));
  const { receivedAtMs, ahead } = receivedAt(stampMs, startedAtMs);
  if (ahead) ports.metrics.count('stampAhead');
  const nowMs = (): EpochMs => ports.clock.nowMs();
  const { paddleNumber } = principal;
  const of: Case = {
    ...{ ports, principal, paddleNumber, bid },
    ...{ receivedAtMs, arrivedAtMs, nowMs, attempts: { count: 0 } },
  };
  const answered = await answer(of).catch((thrown: unknown) => answerThrottled(of, thrown));
  ports.metrics.count('bidOutcome', answered.code ?? answered.outcome);
  return answered;
}
