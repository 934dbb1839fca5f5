import type { History } from '@gaveldrop/protocol';
import type { BidId, LotId } from '@gaveldrop/units';
import { type BidEvent, bidEvents } from '../bid-events.ts';
import { allBids, type Evidence, type SentBid } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name =
  "every bid answered leading or outbid is in its lot's history exactly once, in the order of the answers' sequences";

/** An accepted bid with where its answers, or its receipt, say it stands. */
type Accepted = { readonly bid: SentBid; readonly sequence: number };

/**
 * Every accepted bid is in its lot's history once, where its answer said, as it was sent; histories are whole, in order, and
 * hold no bid that nobody made; and a bid sent after another's answer was heard stands after it. [L3] [B10]
 */
export function acceptedBidsInHistory(evidence: Evidence): Verdict {
  const bids = allBids(evidence);
  const receipts = new Map(evidence.receipts.map((receipt) => [receipt.bidId, receipt.sequence as number]));
  const problems = evidence.lots.flatMap(({ lotId, number }) => {
    const entries = evidence.histories.get(lotId) ?? [];
    const last = evidence.finalLots.find((lot) => lot.lotId === lotId)?.sequence;
    const ofLot = bids.filter((bid) => bid.lotId === lotId);
    return [...brokenOrder(entries, last), ...bidProblems(ofLot, bidEvents(entries), receipts)].map(
      (problem) => `lot ${number}: ${problem}`,
    );
  });
  const known = new Set<LotId>(evidence.lots.map(({ lotId }) => lotId));
  const strays = bids.filter((bid) => !known.has(bid.lotId) && wasAccepted(bid));
  return verdict(name, [
    ...problems,
    ...strays.map(({ bidId }) => `bid ${bidId} was accepted on no lot of the drop`),
  ]);
}

const wasAccepted = (bid: SentBid): boolean => bid.answers.some(({ outcome }) => outcome !== 'refused');

/** A whole history counts from 1 to the lot's last sequence without a gap. [L3] */
function brokenOrder(entries: History['entries'], last: number | undefined): string[] {
  if (last === undefined) return ['its final state was not read'];
  const wrongAt = entries.findIndex(({ sequence }, at) => sequence !== at + 1);
  if (wrongAt >= 0)
    return [`its history has sequence ${entries[wrongAt]?.sequence} where ${wrongAt + 1} belongs`];
  return entries.length === last ? [] : [`its history ends at ${entries.length}, the lot at ${last}`];
}

function bidProblems(
  bids: readonly SentBid[],
  events: readonly BidEvent[],
  receipts: ReadonlyMap<BidId, number>,
): string[] {
  const problems: string[] = [];
  const accepted: Accepted[] = [];
  const takenBy = new Map<number, BidId>();
  for (const bid of bids.filter(wasAccepted)) {
    const sequences = new Set(
      bid.answers.flatMap(({ outcome, sequence }) =>
        outcome === 'refused' || sequence === undefined ? [] : [sequence],
      ),
    );
    if (sequences.size > 1)
      problems.push(`bid ${bid.bidId} was answered with ${[...sequences].join(' and ')}`);
    const [answered] = sequences;
    const sequence = answered ?? receipts.get(bid.bidId);
    if (sequence === undefined) {
      problems.push(`bid ${bid.bidId} was accepted, but neither its answers nor the receipts say where`);
      continue;
    }
    accepted.push({ bid, sequence });
    const other = takenBy.get(sequence);
    if (other !== undefined)
      problems.push(`bids ${other} and ${bid.bidId} were both answered with ${sequence}`);
    takenBy.set(sequence, bid.bidId);
    problems.push(...eventProblems(bid, sequence, events));
  }
  return [...problems, ...unaskedEvents(bids, events, takenBy), ...orderProblems(accepted)];
}

/** How the history differs from what was sent and answered. */
function eventProblems(bid: SentBid, sequence: number, events: readonly BidEvent[]): string[] {
  const there = events.filter((event) => event.sequence === sequence);
  const [event] = there;
  const what = `bid ${bid.bidId} at sequence ${sequence}`;
  if (event === undefined) return [`${what} is not in the history`];
  if (there.length > 1) return [`${what} is in the history ${there.length} times`];
  const wrong: string[] = [];
  if (event.paddleNumber !== bid.paddleNumber) wrong.push('paddle');
  if (event.kind !== bid.kind) wrong.push('kind');
  if (bid.kind === 'exact' && event.amountCents !== bid.amountCents) wrong.push('amount');
  for (const { outcome, receivedAtMs } of bid.answers) {
    if (outcome === 'refused') wrong.push('answer (it was refused once)');
    else if (event.outcome !== outcome) wrong.push('outcome');
    if (receivedAtMs !== undefined && outcome !== 'refused' && event.receivedAtMs !== receivedAtMs)
      wrong.push('receipt');
  }
  return wrong.length === 0 ? [] : [`${what} has another ${[...new Set(wrong)].join(', ')} in the history`];
}

/** Bids in the history that no answer stands for: each must be one that somebody sent and never heard of again. */
function unaskedEvents(
  bids: readonly SentBid[],
  events: readonly BidEvent[],
  takenBy: ReadonlyMap<number, BidId>,
): string[] {
  const open = bids.filter(({ answers }) => answers.length === 0);
  const problems: string[] = [];
  for (const event of events) {
    if (takenBy.has(event.sequence)) continue;
    const at = open.findIndex(
      (bid) =>
        bid.paddleNumber === event.paddleNumber &&
        bid.kind === event.kind &&
        (event.amountCents === undefined || event.amountCents === bid.amountCents),
    );
    if (at >= 0) open.splice(at, 1);
    else
      problems.push(
        `the history has a bid of paddle ${event.paddleNumber} at ${event.sequence} that nobody was told of`,
      );
  }
  return problems;
}

/** A bid that was sent after another's answer had been heard must stand after it. */
function orderProblems(accepted: readonly Accepted[]): string[] {
  const told = accepted
    .flatMap(({ bid, sequence }) => {
      const heard = bid.answers
        .filter(({ outcome }) => outcome !== 'refused')
        .map(({ heardAtMs }) => heardAtMs);
      return heard.length === 0 ? [] : [{ sequence, atMs: Math.min(...heard) }];
    })
    .sort((one, other) => one.atMs - other.atMs);
  const sent = accepted
    .map(({ bid, sequence }) => ({ bidId: bid.bidId, sequence, atMs: bid.sentAtMs }))
    .sort((one, other) => one.atMs - other.atMs);
  const problems: string[] = [];
  let heard = 0;
  let highest = 0;
  for (const { bidId, sequence, atMs } of sent) {
    for (let answer = told[heard]; answer !== undefined && answer.atMs < atMs; answer = told[heard]) {
      highest = Math.max(highest, answer.sequence);
      heard += 1;
    }
    if (sequence < highest)
      problems.push(`bid ${bidId} stands at ${sequence}, but was sent after ${highest} was answered`);
  }
  return problems;
}
