import type { StoredEvent, StoredLot } from '../../observation.ts';
import { ruleNumbers } from '../rule-numbers.ts';

type Draft = { -readonly [Key in keyof StoredLot]: StoredLot[Key] };

function remember(lot: Draft, id: string, outcome: 'leading' | 'outbid' | 'done'): void {
  lot.recent = [...lot.recent, { id, sequence: lot.sequence, outcome }].slice(-ruleNumbers.recentBidsMax);
}

function applyBid(lot: Draft, bid: Extract<StoredEvent, { type: 'BidAccepted' }>): void {
  const { paddleNumber, amountCents, outcome, priceCents } = bid;
  const standing = { paddleNumber, ceilingCents: amountCents, bidSequence: lot.sequence };
  const raised = lot.leader?.paddleNumber === paddleNumber;
  if (!raised || priceCents !== lot.priceCents) lot.bidCount = (lot.bidCount ?? 0) + 1;
  if (outcome === 'outbid') lot.underbidder = standing;
  else if (!raised) lot.underbidder = lot.leader;
  if (outcome === 'leading') lot.leader = standing;
  lot.priceCents = priceCents;
  remember(lot, bid.bidId, outcome);
}

function apply(lot: Draft, event: StoredEvent): void {
  switch (event.type) {
    case 'LotScheduled':
    case 'LotCorrected':
      lot.rulesId = event.rulesId;
      return;
    case 'LotOpened':
      lot.status = 'open';
      lot.openedAtMs = event.openedAtMs;
      lot.closesAtMs = event.closesAtMs;
      lot.latestCloseAtMs = event.latestCloseAtMs;
      lot.extensions = 0;
      lot.bidCount = 0;
      lot.suspendedPaddles = event.suspendedPaddles;
      return;
    case 'BidAccepted':
      applyBid(lot, event);
      return;
    case 'CloseExtended':
      lot.closesAtMs = event.closesAtMs;
      lot.extensions = (lot.extensions ?? 0) + 1;
      return;
    case 'LotPaused':
      lot.status = 'paused';
      lot.remainingMs = event.remainingMs;
      return;
    case 'LotResumed':
      lot.status = 'open';
      lot.remainingMs = undefined;
      lot.closesAtMs = event.closesAtMs;
      lot.latestCloseAtMs = event.latestCloseAtMs;
      return;
    case 'HammerCalled':
      lot.closesAtMs = event.closesAtMs;
      lot.latestCloseAtMs = event.latestCloseAtMs;
      return;
    case 'PaddleSuspended':
      lot.suspendedPaddles = [...lot.suspendedPaddles, event.paddleNumber];
      return;
    case 'PaddleReadmitted':
      lot.suspendedPaddles = lot.suspendedPaddles.filter((paddle) => paddle !== event.paddleNumber);
      return;
    case 'LotSold':
      lot.status = 'sold';
      lot.hammerPriceCents = event.hammerPriceCents;
      lot.buyerPaddle = event.buyerPaddle;
      lot.underbidderPaddle = event.underbidderPaddle;
      return;
    case 'LotPassed':
      lot.status = 'passed';
      return;
    case 'LotWithdrawn':
      lot.status = 'withdrawn';
      lot.reason = event.reason;
      return;
    default:
      // An event of a kind nobody knows: the comparison with what is stored shows what it did.
      event satisfies never;
  }
}

/** What a lot must be once these events have happened to it: their fold. [L3] */
export function afterChange(before: StoredLot, after: StoredLot): StoredLot {
  const lot: Draft = {
    ...before,
    sequence: before.sequence + 1,
    committedAtMs: after.committedAtMs,
    events: after.events,
  };
  for (const event of after.events) {
    apply(lot, event);
    if ('commandId' in event) remember(lot, event.commandId, 'done');
  }
  return lot;
}
