import type { OwnBid } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import { bidRefusalWords } from '../words/bid-refusal-words.ts';
import { notSentWords } from '../words/not-sent-words.ts';

/** What became of a bid, in a line, and whether that is good news. */
export type OwnBidLine = { readonly tone: 'good' | 'bad' | 'waiting'; readonly text: string };

/**
 * What became of this phone's last bid on a lot, as things stand now.
 * @param lot the newest form of that lot. @param own this phone's paddle. @param money writes an amount for people.
 */
export function ownBidLine(
  bid: OwnBid,
  lot: PublicLot,
  own: number | undefined,
  money: (amountCents: number) => string,
): OwnBidLine {
  switch (bid.state) {
    case 'not-sent':
      return { tone: 'bad', text: notSentWords };
    case 'pending':
      if (bid.attempts === 0) return { tone: 'waiting', text: 'Not sent yet…' };
      return { tone: 'waiting', text: bid.attempts > 1 ? 'No answer yet, asking again…' : 'Sending…' };
    case 'refused': {
      const asking = bid.askingPriceCents === undefined ? undefined : money(bid.askingPriceCents);
      const words =
        bid.code === undefined ? 'the saleroom did not take it' : bidRefusalWords(bid.code, asking);
      return { tone: 'bad', text: `Refused: ${words}` };
    }
    case 'leading':
    case 'outbid':
      return standing(lot, own, money);
    default:
      return assertNever(bid.state);
  }
}

// An accepted bid is judged by the lot as it is now: who led with it may have been outbid since.
function standing(
  lot: PublicLot,
  own: number | undefined,
  money: (amountCents: number) => string,
): OwnBidLine {
  const price = money(lot.priceCents ?? 0);
  switch (lot.outcome) {
    case 'sold':
      if (lot.buyerPaddle === own) return { tone: 'good', text: `Sold to you at ${price}` };
      return { tone: 'bad', text: `Sold to paddle ${lot.buyerPaddle} at ${price}` };
    case 'passed':
      return { tone: 'bad', text: 'Passed: the reserve was not met' };
    case 'withdrawn':
      return { tone: 'bad', text: 'The auctioneer withdrew this lot' };
    case undefined:
      if (own !== undefined && lot.leadingPaddle === own)
        return { tone: 'good', text: `You lead at ${price}` };
      return { tone: 'bad', text: `Outbid: the price is ${price}` };
    default:
      return assertNever(lot.outcome);
  }
}
