import type { PublicLot } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import type { VNode } from 'preact';
import { bidRefusalWords } from '../words/bid-refusal-words.ts';
import { notSentWords } from '../words/not-sent-words.ts';
import { timeOfDay } from '../words/time-of-day.ts';
import type { ListedBid } from './bid-history.ts';

type OwnBidsProps = {
  readonly lot: PublicLot | undefined;
  /** Newest first. */
  readonly bids: readonly ListedBid[];
  readonly money: (amountCents: number) => string;
};

/** What this bidder has bid on the lot in view, and what each bid came to. */
export function OwnBids({ lot, bids, money }: OwnBidsProps): VNode | null {
  const here = bids.filter(({ lotId }) => lotId === lot?.lotId);
  if (here.length === 0) return null;
  return (
    <section class="card" aria-labelledby="own-bids">
      <h2 id="own-bids">My bids on this lot</h2>
      <ul class="rows">
        {here.map((bid) => (
          <li key={bid.bidId} class="bid-row">
            <span class="figures">
              {bid.kind === 'maximum' ? 'Maximum ' : ''}
              <strong>{money(bid.amountCents)}</strong>
            </span>
            <span>{whatBecameOf(bid, money)}</span>
            <span class="quiet small figures">
              {bid.receivedAtMs === undefined ? '' : timeOfDay(bid.receivedAtMs)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function whatBecameOf(bid: ListedBid, money: (amountCents: number) => string): string {
  switch (bid.state) {
    case 'pending':
      return bid.attempts === 0 ? 'Not sent yet' : 'No answer yet';
    case 'not-sent':
      return notSentWords;
    case 'leading':
      return 'In the lead';
    case 'outbid':
      return 'Outbid at once';
    case 'refused': {
      const asking = bid.askingPriceCents === undefined ? undefined : money(bid.askingPriceCents);
      return bid.code === undefined ? 'Refused' : `Refused: ${bidRefusalWords(bid.code, asking)}`;
    }
    default:
      return assertNever(bid.state);
  }
}
