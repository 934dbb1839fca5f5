import type { BidOutcome, Lot } from '@gaveldrop/bidding';
import { type BidId, limits, type Sequence } from '@gaveldrop/units';
import type { AcceptedBid, HistoryStore } from './ports/history-store.ts';

/** What is known of an id that may have been sent before. [B10] */
export type FoundBid =
  /** Accepted; `bid` is the whole of it where the history or the lot's last change has it already. */
  | {
      readonly kind: 'accepted';
      readonly outcome: BidOutcome;
      readonly sequence: Sequence;
      readonly bid: Pick<AcceptedBid, 'paddleNumber' | 'amountCents' | 'kind' | 'receivedAtMs'> | undefined;
    }
  | { readonly kind: 'not-accepted' }
  /** The history does not reach back far enough yet. */
  | { readonly kind: 'unknown' };

function inLastChange(lot: Lot, bidId: BidId): Extract<FoundBid, { kind: 'accepted' }> | undefined {
  for (const event of lot.events)
    if (event.type === 'BidAccepted' && event.bidId === bidId)
      return { kind: 'accepted', outcome: event.outcome, sequence: lot.sequence, bid: event };
  return undefined;
}

/** Where the recent ids of a lot begin: everything before is for the history to say. */
export const recentReachesBackTo = (lot: Lot): number =>
  lot.recent.length < limits.recentBidsMax ? 0 : (lot.recent[0]?.sequence ?? 0);

/**
 * Looks for an id in the lot's recent ids, then in the history. [B10] At most two reads.
 * @param lot a fresh read of the lot.
 */
export async function findBid(
  history: Pick<HistoryStore, 'reached' | 'bidById'>,
  lot: Lot,
  bidId: BidId,
): Promise<FoundBid> {
  const last = inLastChange(lot, bidId);
  if (last !== undefined) return last;
  const recent = lot.recent.find((act) => act.id === bidId);
  if (recent !== undefined && recent.outcome !== 'done') {
    const { outcome, sequence } = recent;
    return { kind: 'accepted', outcome, sequence, bid: await history.bidById(lot.lotId, bidId) };
  }
  const oldest = recentReachesBackTo(lot);
  if (oldest === 0) return { kind: 'not-accepted' };
  // How far the history reaches is read before the id is looked for, so that nothing can slip in between.
  const reached = await history.reached(lot.lotId);
  const bid = await history.bidById(lot.lotId, bidId);
  if (bid !== undefined) return { kind: 'accepted', outcome: bid.outcome, sequence: bid.sequence, bid };
  return { kind: reached + 1 >= oldest ? 'not-accepted' : 'unknown' };
}
