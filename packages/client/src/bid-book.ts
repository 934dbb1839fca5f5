import type { BidAnswer, BidMessage, PendingBid, WelcomeMessage } from '@gaveldrop/protocol';
import { assertNever, type BidId, limits, type Sequence, ulidTimeMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { OwnBid } from './drop-client-api.ts';

/** One of this phone's bids, with what its next sending needs. */
export type HeldBid = {
  readonly own: OwnBid;
  /** `in-flight` while an answer on this connection may still come. */
  readonly sending: 'unsent' | 'in-flight' | 'answered' | 'unanswered';
  readonly givenAtMs: number;
  readonly firstSentAtMs?: number;
  readonly lastSentAtMs?: number;
  /** The id's time is about that of the first sending, so the server can tell from it how long a write may be in flight. */
  readonly prompt: boolean;
  /** What `unknown` answers gave: the highest. */
  readonly afterSequence?: Sequence;
};

/** This phone's bids, newest last. */
export type BidBook = readonly HeldBid[];

/** A sending to make, `afterMs` from now. */
export type DueSending = { readonly bidId: BidId; readonly afterMs: number };

/** A new bid, not yet sent; the oldest settled ones beyond `settledBidsMax` are forgotten. */
export function addBid(
  book: BidBook,
  bid: Pick<OwnBid, 'bidId' | 'lotId' | 'amountCents' | 'kind'>,
  nowMs: number,
): BidBook {
  const own: OwnBid = { ...bid, state: 'pending', attempts: 0 };
  const tooMany = book.filter((held) => !isPending(held)).length - clientLimits.settledBidsMax;
  let forget = Math.max(0, tooMany);
  const kept = book.filter((held) => isPending(held) || forget-- <= 0);
  return [...kept, { own, sending: 'unsent', givenAtMs: nowMs, prompt: true }];
}

/**
 * The message of a bid's next sending, how long it may stay unanswered, and the book after it; undefined once the bid is
 * settled. [B1]
 */
export function sendBid(
  book: BidBook,
  bidId: BidId,
  nowMs: number,
  serverNowMs: number,
): { readonly book: BidBook; readonly message: BidMessage; readonly waitMs: number } | undefined {
  const held = pendingBid(book, bidId);
  if (held === undefined) return undefined;
  const first = held.own.attempts === 0;
  const attempts = Math.min(held.own.attempts + 1, clientLimits.attemptMax);
  const sent: HeldBid = {
    ...held,
    own: { ...held.own, attempts },
    sending: 'in-flight',
    firstSentAtMs: held.firstSentAtMs ?? nowMs,
    lastSentAtMs: nowMs,
    prompt: first ? serverNowMs - ulidTimeMs(bidId) <= clientLimits.promptSendingMs : held.prompt,
  };
  const { lotId, amountCents, kind } = held.own;
  const { afterSequence } = held;
  const message: BidMessage = { action: 'bid', bidId, lotId, amountCents, kind, attempt: attempts };
  return {
    book: replaceBid(book, sent),
    message: afterSequence === undefined ? message : { ...message, afterSequence },
    waitMs: answerWaitMs(sent),
  };
}

/** The book after an answer, and the sending it asks for, if any. What was accepted once stays accepted. [B10] */
export function answerBid(
  book: BidBook,
  answer: BidAnswer,
  nowMs: number,
  chance: number,
): { readonly book: BidBook; readonly due?: DueSending } {
  const held = book.find(({ own }) => own.bidId === answer.bidId);
  if (held === undefined) return { book };
  const { bidId } = answer;
  switch (answer.outcome) {
    case 'leading':
    case 'outbid':
      return { book: replaceBid(book, settled(held, answer, answer.outcome, nowMs)) };
    case 'refused':
      return isPending(held) ? { book: replaceBid(book, settled(held, answer, 'refused', nowMs)) } : { book };
    case 'unknown': {
      if (!isPending(held)) return { book };
      const { unknownWaitMs, unknownSpreadMs } = clientLimits;
      const rested = rest(held, answer.afterSequence);
      return {
        book: replaceBid(book, rested),
        due: { bidId, afterMs: unknownWaitMs + chance * unknownSpreadMs },
      };
    }
    case 'busy': {
      if (!isPending(held)) return { book };
      const { busyWaitMs, busySpreadMs } = clientLimits;
      return {
        book: replaceBid(book, rest(held)),
        due: { bidId, afterMs: busyWaitMs + chance * busySpreadMs },
      };
    }
    default:
      return assertNever(answer.outcome);
  }
}

/**
 * The book after the server found a bid's message itself wrong, which it says without the bid's id. Of a single bid in
 * flight it is the last word; several are sent again one by one, so that each gets its own.
 */
export function faultBid(book: BidBook): { readonly book: BidBook; readonly due: readonly DueSending[] } {
  const flying = book.filter((held) => isPending(held) && held.sending === 'in-flight');
  const [only] = flying;
  if (only !== undefined && flying.length === 1)
    return { book: replaceBid(book, { ...only, own: { ...only.own, state: 'refused' } }), due: [] };
  const due = flying.map((held, place) => ({
    bidId: held.own.bidId,
    afterMs: clientLimits.unknownWaitMs + place * clientLimits.apartMs,
  }));
  return { book: flying.reduce<BidBook>((rested, held) => replaceBid(rested, rest(held)), book), due };
}

/**
 * The book without the hope of sending a bid that was given while there was no connection: whoever has given up on it must not be
 * bound by it later. What was sent, be it down a dead socket, may yet arrive: of that only an answer is the end.
 */
export const giveUpUnsent = (book: BidBook, bidId: BidId): BidBook =>
  book.map((held) => (held.own.bidId === bidId ? givenUp(held) : held));

/** The same of all that were given too long ago to be meant still, by a device clock that nobody set meanwhile. */
export const giveUpOld = (book: BidBook, nowMs: number): BidBook =>
  book.map((held) => (nowMs - held.givenAtMs < clientLimits.unsentBidMaxMs ? held : givenUp(held)));

const givenUp = (held: HeldBid): HeldBid =>
  held.sending === 'unsent' ? { ...held, own: { ...held.own, state: 'not-sent' } } : held;

/** The book after its socket was lost: what was in flight stays unanswered. */
export const loseBids = (book: BidBook): BidBook =>
  book.map((held) => (held.sending === 'in-flight' ? { ...held, sending: 'unanswered' } : held));

/** What a `hello` asks about: the newest 8 bids that were sent and have no final answer. */
export const pendingBids = (book: BidBook): PendingBid[] =>
  book
    .filter((held) => isPending(held) && held.own.attempts > 0)
    .slice(-limits.pendingBidsMax)
    .map(({ own: { bidId, lotId }, afterSequence }) =>
      afterSequence === undefined ? { bidId, lotId } : { bidId, lotId, afterSequence },
    );

/** The book after a fresh connection's welcome, and every sending that is due now that there is a way again. */
export function welcomeBids(
  book: BidBook,
  outcomes: WelcomeMessage['pending'],
  nowMs: number,
): { readonly book: BidBook; readonly due: readonly DueSending[] } {
  const outcomeOf = new Map(outcomes.map(({ bidId, outcome }) => [bidId, outcome]));
  const due: DueSending[] = [];
  const after = book.map((held) => {
    if (!isPending(held)) return held;
    const { bidId } = held.own;
    const outcome = outcomeOf.get(bidId) ?? 'not-accepted';
    switch (outcome) {
      case 'leading':
      case 'outbid':
        return { ...held, own: { ...held.own, state: outcome, ...answeredAfter(held, nowMs) } };
      case 'not-accepted':
        due.push({ bidId, afterMs: holdMs(held, nowMs) });
        return held;
      case 'unknown':
        due.push({ bidId, afterMs: Math.max(clientLimits.welcomeUnknownWaitMs, holdMs(held, nowMs)) });
        return held;
      default:
        return assertNever(outcome);
    }
  });
  return { book: after, due };
}

export const ownBids = (book: BidBook): readonly OwnBid[] => book.map(({ own }) => own);

const isPending = (held: HeldBid): boolean => held.own.state === 'pending';

const pendingBid = (book: BidBook, bidId: BidId): HeldBid | undefined =>
  book.find((held) => held.own.bidId === bidId && isPending(held));

const replaceBid = (book: BidBook, bid: HeldBid): BidBook =>
  book.map((held) => (held.own.bidId === bid.own.bidId ? bid : held));

function rest(held: HeldBid, afterSequence?: Sequence): HeldBid {
  const rested: HeldBid = { ...held, sending: 'answered' };
  if (afterSequence === undefined) return rested;
  if (held.afterSequence !== undefined && held.afterSequence >= afterSequence) return rested;
  return { ...rested, afterSequence };
}

function settled(
  held: HeldBid,
  answer: BidAnswer,
  state: 'leading' | 'outbid' | 'refused',
  nowMs: number,
): HeldBid {
  const { code: _code, askingPriceCents: _asking, receipt: _receipt, ...own } = held.own;
  const { code, askingPriceCents, sequence, receivedAtMs, receipt } = answer;
  return {
    ...held,
    sending: 'answered',
    own: {
      ...own,
      state,
      receivedAtMs,
      ...(code === undefined ? {} : { code }),
      ...(askingPriceCents === undefined ? {} : { askingPriceCents }),
      ...(sequence === undefined ? {} : { sequence }),
      ...(receipt === undefined ? {} : { receipt }),
      ...answeredAfter(held, nowMs),
    },
  };
}

/** From the first sending to the first answer; a device clock set back in between makes it 0. */
function answeredAfter(held: HeldBid, nowMs: number): { readonly answeredAfterMs?: number } {
  if (held.own.answeredAfterMs !== undefined || held.firstSentAtMs === undefined) return {};
  return { answeredAfterMs: Math.max(0, nowMs - held.firstSentAtMs) };
}

/** How long after its last sending, if that stays unanswered, a bid may be sent again on the same connection. */
const answerWaitMs = (held: HeldBid): number =>
  isCovered(held) ? clientLimits.answerWaitMs : clientLimits.landedAfterMs;

/** How long a resend on a fresh connection has to wait, 0 to 4,000 ms. */
function holdMs(held: HeldBid, nowMs: number): number {
  if (held.sending !== 'unanswered' || held.lastSentAtMs === undefined) return 0;
  if (isCovered(held)) return 0;
  const sinceMs = Math.max(0, nowMs - held.lastSentAtMs);
  return Math.max(0, clientLimits.landedAfterMs - sinceMs);
}

/**
 * Whether the server itself gives no refusal while the last sending may yet be accepted. It reckons from the id's time, which
 * covers a prompt first sending only; after any other that stayed unanswered the phone waits until no write of it can land,
 * or a refusal might not be the last word.
 */
const isCovered = (held: HeldBid): boolean => held.own.attempts === 1 && held.prompt;
