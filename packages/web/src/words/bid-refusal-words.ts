import type { BidRefusalCode } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';

/** Why a bid was refused, in words for whoever made it. [B9] */
export function bidRefusalWords(code: BidRefusalCode, askingPriceText?: string): string {
  switch (code) {
    case 'below-asking-price':
      return askingPriceText === undefined
        ? 'the next bid is higher by now'
        : `the next bid is ${askingPriceText}`;
    case 'already-leading':
      return 'you lead already';
    case 'maximum-not-raised':
      return 'a new maximum must be above the one you left';
    case 'above-paddle-limit':
      return 'that is above the limit of your paddle';
    case 'lot-not-open':
      return 'the lot is not open for bids right now';
    case 'lot-closed':
      return 'the lot had closed';
    case 'paddle-suspended':
      return 'your paddle is suspended; ask the auctioneer';
    case 'paddle-not-registered':
      return 'join the drop to get a paddle first';
    case 'seller-may-not-bid':
      return 'sellers may not bid on their own lots';
    case 'lot-unknown':
      return 'this drop has no such lot';
    case 'bid-id-reused':
      return 'the phone mixed up two bids; please bid again';
    default:
      return assertNever(code);
  }
}
