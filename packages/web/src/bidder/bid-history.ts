import type { OwnBid } from '@gaveldrop/client';
import type { Receipt } from '@gaveldrop/protocol';

/** One of this bidder's bids on a lot, as their list shows it. */
export type ListedBid = {
  readonly bidId: string;
  readonly lotId: string;
  readonly amountCents: number;
  readonly kind: 'exact' | 'maximum';
  readonly state: OwnBid['state'];
  readonly attempts?: number;
  readonly code?: OwnBid['code'];
  readonly askingPriceCents?: number;
  readonly receivedAtMs?: number;
};

/** Bids from receipts (made before this page was loaded, or elsewhere) and from this phone, each once, newest first. */
export function bidHistory(receipts: readonly Receipt[], bids: readonly OwnBid[]): readonly ListedBid[] {
  const here = new Set<string>(bids.map(({ bidId }) => bidId));
  const earlier = receipts
    .filter(({ bidId }) => !here.has(bidId))
    .map(({ outcome, ...receipt }): ListedBid => ({ ...receipt, state: outcome }))
    .sort((one, other) => (one.receivedAtMs ?? 0) - (other.receivedAtMs ?? 0));
  return [...earlier, ...bids].reverse();
}

/** Those that were accepted. */
export const acceptedBids = (listed: readonly ListedBid[]): readonly ListedBid[] =>
  listed.filter(({ state }) => state === 'leading' || state === 'outbid');
