import {
  assert,
  type BidId,
  type Cents,
  cents,
  type DropId,
  type EpochMs,
  type PaddleNumber,
  type SellerId,
} from '@gaveldrop/units';
import { askingPriceCents } from './asking-price.ts';
import { extendedClose } from './closing.ts';
import { askingPriceAbove } from './ladder.ts';
import type { BidOutcome } from './lot.ts';
import { isFinal, type Lot, type LotRules, type OpenLot } from './lot.ts';
import type { BidKind, LotEvent } from './lot-event.ts';

/** Every answer "no" to a bid, in the order in which they are looked for; `bid-id-reused` comes before all. [B9] [B10] */
export const bidRefusalCodes = [
  'bid-id-reused',
  'lot-unknown',
  'paddle-not-registered',
  'paddle-suspended',
  'lot-not-open',
  'lot-closed',
  'seller-may-not-bid',
  'already-leading',
  'maximum-not-raised',
  'below-asking-price',
  'above-paddle-limit',
] as const;
export type BidRefusalCode = (typeof bidRefusalCodes)[number];

/** What a bid names. [B1] */
export type Bid = {
  readonly bidId: BidId;
  /** 1 to `limits.amountCentsMax`. */
  readonly amountCents: Cents;
  readonly kind: BidKind;
};

/** Who bids, as fixed when the ticket was made. */
export type Bidder = {
  readonly dropId: DropId;
  /** Absent before registering. */
  readonly paddleNumber: PaddleNumber | undefined;
  /** No single bid above this; absent, no limit. */
  readonly limitCents: Cents | undefined;
  /** The sellers this person is, or is tied to. [B8] */
  readonly sellerIds: readonly SellerId[];
};

export type BidRefusal = {
  readonly kind: 'refused';
  readonly code: BidRefusalCode;
  readonly askingPriceCents: Cents | undefined;
};
export type BidAcceptance = {
  readonly kind: 'accepted';
  readonly outcome: BidOutcome;
  readonly events: readonly LotEvent[];
};
export type BidDecision = BidRefusal | BidAcceptance;

const refused = (code: BidRefusalCode, askingPriceCents?: Cents | undefined): BidRefusal => ({
  kind: 'refused',
  code,
  askingPriceCents,
});

/** Who leads and at what price after an acceptable bid. [B4] [B5] [B6] [B7] */
function contest(
  lot: OpenLot,
  rules: LotRules,
  asking: Cents,
  bid: Bid,
  paddleNumber: PaddleNumber,
): { outcome: BidOutcome; priceCents: Cents } {
  const { leader, priceCents } = lot;
  const jump = (price: number): Cents => {
    const reserve = rules.reserveCents ?? 0;
    const jumps = bid.kind === 'maximum' && bid.amountCents >= reserve && price < reserve;
    return cents(jumps ? reserve : price);
  };
  if (leader === undefined || priceCents === undefined)
    return { outcome: 'leading', priceCents: jump(bid.kind === 'exact' ? bid.amountCents : asking) };
  if (leader.paddleNumber === paddleNumber) return { outcome: 'leading', priceCents: jump(priceCents) };
  const ceiling = leader.ceilingCents;
  if (bid.amountCents <= ceiling) {
    const answered = Math.min(ceiling, askingPriceAbove(rules.ladder, bid.amountCents));
    return {
      outcome: 'outbid',
      priceCents: cents(bid.amountCents === ceiling ? ceiling : answered),
    };
  }
  if (bid.kind === 'exact') return { outcome: 'leading', priceCents: bid.amountCents };
  const lowest = Math.max(asking, Math.min(bid.amountCents, askingPriceAbove(rules.ladder, ceiling)));
  return { outcome: 'leading', priceCents: jump(lowest) };
}

/**
 * What becomes of a bid on this state of its lot. [B3] to [B9], [C2] to [C6]
 * It knows nothing of ids seen before [B10] nor of whether there is still time to commit [C6].
 * @param receivedAtMs the bid's receipt, already bounded. [B2]
 * @returns the first refusal that applies, with the asking price where there is one, or the events to commit.
 */
export function decideBid(
  lot: Lot | undefined,
  rules: LotRules | undefined,
  bid: Bid,
  bidder: Bidder,
  receivedAtMs: EpochMs,
): BidDecision {
  if (lot === undefined || rules === undefined || lot.dropId !== bidder.dropId) return refused('lot-unknown');
  const asking = askingPriceCents(lot, rules);
  const { paddleNumber } = bidder;
  if (paddleNumber === undefined) return refused('paddle-not-registered', asking);
  if (lot.suspendedPaddles.includes(paddleNumber)) return refused('paddle-suspended', asking);
  if (lot.status === 'scheduled' || lot.status === 'paused') return refused('lot-not-open', asking);
  if (isFinal(lot)) return refused('lot-closed');
  assert(asking !== undefined, 'an open lot has an asking price');
  if (lot.closesAtMs !== undefined && receivedAtMs > lot.closesAtMs) return refused('lot-closed', asking);
  if (bidder.sellerIds.includes(rules.sellerId)) return refused('seller-may-not-bid', asking);
  const leads = lot.leader?.paddleNumber === paddleNumber;
  if (leads && bid.kind === 'exact') return refused('already-leading', asking);
  if (leads && bid.amountCents <= (lot.leader?.ceilingCents ?? 0))
    return refused('maximum-not-raised', asking);
  if (!leads && bid.amountCents < asking) return refused('below-asking-price', asking);
  if (bidder.limitCents !== undefined && bid.amountCents > bidder.limitCents)
    return refused('above-paddle-limit', asking);

  // From here on the bid is accepted.
  const { outcome, priceCents } = contest(lot, rules, asking, bid, paddleNumber);
  const accepted: LotEvent = {
    type: 'BidAccepted',
    ...{ bidId: bid.bidId, paddleNumber, amountCents: bid.amountCents, kind: bid.kind },
    ...{ receivedAtMs, outcome, priceCents },
  };
  const extends_ = !leads || priceCents !== lot.priceCents;
  const { closing } = rules;
  const closesAtMs =
    extends_ && lot.closesAtMs !== undefined
      ? extendedClose(closing, lot.closesAtMs, lot.latestCloseAtMs, lot.extensions, receivedAtMs)
      : undefined;
  const events: LotEvent[] = [accepted];
  if (closesAtMs !== undefined) events.push({ type: 'CloseExtended', closesAtMs });
  return { kind: 'accepted', outcome, events };
}
