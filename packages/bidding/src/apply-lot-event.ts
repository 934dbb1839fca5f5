import {
  assert,
  assertNever,
  type BidId,
  type ChainHash,
  type CommandId,
  type EpochMs,
  limits,
  type Sequence,
  sequence,
} from '@gaveldrop/units';
import type { LiveLot, Lot, OpenLot, RecentAct, Standing } from './lot.ts';
import { isFinal, isLive } from './lot.ts';
import type { LotEvent } from './lot-event.ts';

type BidAccepted = Extract<LotEvent, { type: 'BidAccepted' }>;

function open(lot: Lot): OpenLot {
  assert(lot.status === 'open', `the lot is ${lot.status}, not open`);
  return lot;
}

function live(lot: Lot): LiveLot {
  assert(isLive(lot), `the lot is ${lot.status}, neither open nor paused`);
  return lot;
}

function remember(lot: Lot, id: BidId | CommandId, outcome: RecentAct['outcome']): readonly RecentAct[] {
  return [...lot.recent, { id, sequence: lot.sequence, outcome }].slice(-limits.recentBidsMax);
}

function applyBid(lot: OpenLot, bid: BidAccepted): OpenLot {
  assert(lot.priceCents === undefined || bid.priceCents >= lot.priceCents, 'a price never falls [B11]');
  const recent = remember(lot, bid.bidId, bid.outcome);
  const bidder: Standing = {
    paddleNumber: bid.paddleNumber,
    ceilingCents: bid.amountCents,
    bidSequence: lot.sequence,
  };
  const accepted = { ...lot, recent, priceCents: bid.priceCents };
  if (bid.outcome === 'outbid') return { ...accepted, underbidder: bidder, bidCount: lot.bidCount + 1 };
  if (lot.leader?.paddleNumber !== bid.paddleNumber)
    return { ...accepted, leader: bidder, underbidder: lot.leader, bidCount: lot.bidCount + 1 };
  const moved = bid.priceCents !== lot.priceCents;
  return { ...accepted, leader: bidder, bidCount: lot.bidCount + (moved ? 1 : 0) };
}

/**
 * The lot after one event of the change that carries `lot.sequence`. [L3]
 * @throws (a bug) when the event does not follow from the lot.
 */
export function applyLotEvent(lot: Lot, event: LotEvent): Lot {
  assert(!isFinal(lot), `the lot is ${lot.status} for ever [L1]`);
  switch (event.type) {
    case 'LotScheduled':
      return { ...lot, rulesId: event.rulesId };
    case 'LotCorrected':
      assert(lot.status === 'scheduled', 'only a scheduled lot is corrected');
      return { ...lot, rulesId: event.rulesId };
    case 'LotOpened':
      assert(lot.status === 'scheduled', 'a lot opens once [L1]');
      return {
        ...lot,
        status: 'open',
        openedAtMs: event.openedAtMs,
        closesAtMs: event.closesAtMs,
        latestCloseAtMs: event.latestCloseAtMs,
        extensions: 0,
        bidCount: 0,
        priceCents: undefined,
        leader: undefined,
        underbidder: undefined,
        suspendedPaddles: event.suspendedPaddles,
        recent: remember(lot, event.commandId, 'done'),
      };
    case 'BidAccepted':
      return applyBid(open(lot), event);
    case 'CloseExtended': {
      const extended = open(lot);
      return { ...extended, closesAtMs: event.closesAtMs, extensions: extended.extensions + 1 };
    }
    case 'LotPaused':
      return {
        ...open(lot),
        status: 'paused',
        remainingMs: event.remainingMs,
        recent: remember(lot, event.commandId, 'done'),
      };
    case 'LotResumed': {
      assert(lot.status === 'paused', 'only a paused lot resumes [C10]');
      const { remainingMs: _, ...resumed } = lot;
      return {
        ...resumed,
        status: 'open',
        closesAtMs: event.closesAtMs,
        latestCloseAtMs: event.latestCloseAtMs,
        recent: remember(lot, event.commandId, 'done'),
      };
    }
    case 'HammerCalled':
      return {
        ...open(lot),
        closesAtMs: event.closesAtMs,
        latestCloseAtMs: event.latestCloseAtMs,
        recent: remember(lot, event.commandId, 'done'),
      };
    case 'PaddleSuspended':
      return { ...live(lot), suspendedPaddles: [...lot.suspendedPaddles, event.paddleNumber] };
    case 'PaddleReadmitted':
      return {
        ...live(lot),
        suspendedPaddles: lot.suspendedPaddles.filter((paddle) => paddle !== event.paddleNumber),
      };
    case 'LotSold':
      return {
        ...open(lot),
        status: 'sold',
        hammerPriceCents: event.hammerPriceCents,
        buyerPaddle: event.buyerPaddle,
        underbidderPaddle: event.underbidderPaddle,
      };
    case 'LotPassed':
      return { ...open(lot), status: 'passed' };
    case 'LotWithdrawn':
      return {
        ...lot,
        status: 'withdrawn',
        reason: event.reason,
        recent: remember(lot, event.commandId, 'done'),
      };
    default:
      return assertNever(event);
  }
}

/** One committed change: what happened, in order, under one sequence. */
export type LotChange = {
  readonly sequence: Sequence;
  readonly committedAtMs: EpochMs;
  readonly events: readonly LotEvent[];
};

/** The change that would follow on `lot`. */
export const nextChange = (lot: Lot, committedAtMs: EpochMs, events: readonly LotEvent[]): LotChange => ({
  sequence: sequence(lot.sequence + 1),
  committedAtMs,
  events,
});

/**
 * The lot after a whole change. [L3]
 * @param chainHead the SHA-256 of the change's history entry, which whoever commits it works out.
 * @throws (a bug) when the change is not the next one.
 */
export function applyLotChange(lot: Lot, change: LotChange, chainHead: ChainHash): Lot {
  assert(change.sequence === lot.sequence + 1, `change ${change.sequence} does not follow ${lot.sequence}`);
  assert(change.events.length > 0, 'a change has events');
  const { sequence, committedAtMs, events } = change;
  return events.reduce<Lot>(applyLotEvent, { ...lot, sequence, committedAtMs, chainHead, events });
}
