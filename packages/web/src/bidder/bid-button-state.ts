import type { ConnectionState, OwnBid } from '@gaveldrop/client';
import { type PublicLot, phaseOf } from '@gaveldrop/protocol';
import { assertNever, type Cents, cents, type EpochMs } from '@gaveldrop/units';
import { lotStatusWords } from '../words/lot-status-words.ts';

/** What the one big button does now, or why it does nothing. */
export type BidButtonState =
  | { readonly kind: 'bid'; readonly amountCents: Cents }
  /** A bid of this amount is under way, or will be as soon as there is a connection again. */
  | { readonly kind: 'awaited'; readonly amountCents: Cents; readonly isAway: boolean }
  | { readonly kind: 'leading'; readonly priceCents: Cents }
  | { readonly kind: 'bought'; readonly hammerPriceCents: Cents }
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'join' }
  | { readonly kind: 'blocked'; readonly label: string; readonly why?: string };

/** Everything that decides it. */
export type BidButtonInput = {
  readonly lot: PublicLot;
  readonly nowMs: EpochMs;
  readonly signedIn: boolean;
  readonly paddleNumber: number | undefined;
  readonly connection: ConnectionState['kind'];
  /** The lot's seller is whoever is signed in. [B8] */
  readonly ownLot: boolean;
  /** This phone's bids in the drop, newest last. */
  readonly bids: readonly OwnBid[];
};

/** How long a refused suspended paddle waits before it may try whether it was readmitted: nothing tells the phone. */
const suspensionShownMs = 15_000;

const blocked = (label: string, why?: string): BidButtonState =>
  why === undefined ? { kind: 'blocked', label } : { kind: 'blocked', label, why };

/** The state of the button. The first thing that stands in the way is the one that is named. */
export function bidButtonState(input: BidButtonInput): BidButtonState {
  const { lot, paddleNumber } = input;
  if (lot.hammerPriceCents !== undefined && paddleNumber !== undefined && lot.buyerPaddle === paddleNumber)
    return { kind: 'bought', hammerPriceCents: lot.hammerPriceCents };
  if (lot.outcome !== undefined) return blocked(lotStatusWords(lot.status));
  if (!input.signedIn) return { kind: 'sign-in' };
  switch (input.connection) {
    case 'live':
      return paddleNumber === undefined ? { kind: 'join' } : lotState(input, paddleNumber);
    case 'connecting':
    case 'waiting':
      return paddleNumber === undefined ? blocked('Reconnecting…') : awayState(lotState(input, paddleNumber));
    case 'refused':
    case 'stopped':
      return blocked('Not connected');
    default:
      return assertNever(input.connection);
  }
}

/**
 * What the button does while there is no connection: a bid may be given, names its amount and is sent with the next one, which
 * comes the sooner for it. What else was known of the lot may be over.
 */
function awayState(known: BidButtonState): BidButtonState {
  if (known.kind === 'bid') return known;
  return known.kind === 'awaited' ? { ...known, isAway: true } : blocked('Reconnecting…');
}

/** What the lot, as it is known here, lets this paddle do. */
function lotState({ lot, bids, nowMs, ownLot }: BidButtonInput, paddleNumber: number): BidButtonState {
  if (ownLot || lastCode(bids, lot.lotId) === 'seller-may-not-bid')
    return blocked('Your own lot', 'Sellers may not bid on their own lots');
  if (lot.status === 'scheduled') return blocked('Not open yet', 'The auctioneer opens this lot');
  if (lot.status === 'paused') return blocked('Paused', 'The auctioneer will go on shortly');
  if (phaseOf(lot, nowMs) === 'closing') return blocked('Closing…');
  if (isSuspended(bids, nowMs)) return blocked('Paddle suspended', 'Ask the auctioneer to readmit you');
  if (lot.leadingPaddle === paddleNumber && lot.priceCents !== undefined)
    return { kind: 'leading', priceCents: lot.priceCents };
  const { askingPriceCents } = lot;
  if (askingPriceCents === undefined) return blocked('Not open for bids');
  const awaited = awaitedBid(bids, lot.lotId, askingPriceCents);
  if (awaited !== undefined) return { kind: 'awaited', amountCents: awaited.amountCents, isAway: false };
  return { kind: 'bid', amountCents: cents(askingPriceCents) };
}

const isAnswered = ({ state }: OwnBid): boolean => state !== 'pending' && state !== 'not-sent';

const lastCode = (bids: readonly OwnBid[], lotId: string): OwnBid['code'] =>
  bids.findLast((bid) => bid.lotId === lotId && isAnswered(bid))?.code;

function isSuspended(bids: readonly OwnBid[], nowMs: EpochMs): boolean {
  const last = bids.findLast(isAnswered);
  if (last?.code !== 'paddle-suspended') return false;
  return nowMs - (last.receivedAtMs ?? 0) < suspensionShownMs;
}

// Once the price is past a bid still under way, the next amount may be bid: that one cannot win any more.
const awaitedBid = (bids: readonly OwnBid[], lotId: string, askingPriceCents: number): OwnBid | undefined =>
  bids.find((bid) => bid.lotId === lotId && bid.state === 'pending' && bid.amountCents >= askingPriceCents);
