import type { BidMessage, PublicLot, WelcomeMessage } from '@gaveldrop/protocol';
import type { EpochMs, PaddleNumber } from '@gaveldrop/units';
import type { HeardAnswer, HeardLot, SentBid, Testimony } from './evidence.ts';
import type { Transcript } from './transcript.ts';

/** What a text spells, read once for everybody who heard it; undefined when it is not JSON. */
export type ReadText = (text: string) => unknown;

export function textReader(): ReadText {
  const read = new Map<string, unknown>();
  return (text) => {
    if (read.has(text)) return read.get(text);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      // What is not JSON says nothing; the scan for private fields still reads it as text.
    }
    read.set(text, value);
    return value;
  };
}

type Message = Readonly<Record<string, unknown>>;
type Person = Pick<Testimony, 'name' | 'role'> & { readonly paddleNumber?: PaddleNumber | undefined };

const isRecord = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLot = (value: unknown): value is PublicLot =>
  isRecord(value) && typeof value.lotId === 'string' && typeof value.sequence === 'number';

/**
 * What one person's transcript says. Messages are taken for what the wire says they are, field by field, and what does not
 * fit is passed over: a saleroom that talks nonsense leaves bids unanswered and lots without an end, and that is judged.
 */
export function readTestimony(person: Person, transcript: Transcript, read: ReadText): Testimony {
  const bids = new Map<string, SentBid & { readonly answers: HeardAnswer[] }>();
  for (const { atMs, text } of transcript.sent) {
    const message = read(text);
    if (!isRecord(message) || message.action !== 'bid' || person.paddleNumber === undefined) continue;
    const { bidId, lotId, amountCents, kind } = message as BidMessage;
    if (bids.has(bidId)) continue;
    const { paddleNumber } = person;
    bids.set(bidId, { bidId, lotId, paddleNumber, amountCents, kind, sentAtMs: atMs, answers: [] });
  }

  const lots: HeardLot[] = [];
  let busyAnswers = 0;
  let unknownAnswers = 0;
  const askedAgain = new Set<string>();
  const settle = (bidId: unknown, answer: HeardAnswer, again: boolean): void => {
    const bid = bids.get(String(bidId));
    if (again && bid?.answers.length === 0) askedAgain.add(bid.bidId);
    bid?.answers.push(answer);
  };
  for (const { atMs, text } of transcript.heard) {
    const message = read(text);
    if (!isRecord(message)) continue;
    const pushed = message.type === 'lots';
    const shown = Array.isArray(message.lots) ? message.lots : [message.lot];
    for (const lot of shown) if (isLot(lot)) lots.push({ lot, heardAtMs: atMs, pushed });
    if (message.type === 'bid-answer') {
      if (message.outcome === 'busy') busyAnswers += 1;
      else if (message.outcome === 'unknown') unknownAnswers += 1;
      else settle(message.bidId, answerIn(message, atMs), message.repeated === true);
    }
    if (message.type === 'welcome') {
      for (const { bidId, outcome } of (message as unknown as WelcomeMessage).pending ?? [])
        if (outcome === 'leading' || outcome === 'outbid') settle(bidId, { outcome, heardAtMs: atMs }, true);
    }
  }
  return {
    name: person.name,
    role: person.role,
    ...(person.paddleNumber === undefined ? {} : { paddleNumber: person.paddleNumber }),
    bids: [...bids.values()],
    lots,
    busyAnswers,
    unknownAnswers,
    askedAgain: askedAgain.size,
  };
}

function answerIn(message: Message, heardAtMs: number): HeardAnswer {
  const { outcome, code, sequence, receivedAtMs } = message;
  return {
    outcome: outcome as HeardAnswer['outcome'],
    heardAtMs,
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof sequence === 'number' ? { sequence } : {}),
    ...(typeof receivedAtMs === 'number' ? { receivedAtMs: receivedAtMs as EpochMs } : {}),
  };
}
