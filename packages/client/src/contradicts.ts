import type { PublicLot } from '@gaveldrop/protocol';
import type { PaddleNumber } from '@gaveldrop/units';
import type { OwnBid } from './drop-client-api.ts';

/**
 * Whether a lot's public form cannot be true if this phone's answer is: the change that made the bid lead shows another
 * leader, or the change that saw it outbid shows this paddle in the lead.
 */
export function contradicts(lot: PublicLot, bid: OwnBid, paddleNumber: PaddleNumber): boolean {
  if (bid.lotId !== lot.lotId || bid.sequence !== lot.sequence) return false;
  switch (bid.state) {
    case 'leading':
      return lot.leadingPaddle !== paddleNumber;
    case 'outbid':
      return lot.leadingPaddle === paddleNumber;
    default:
      return false;
  }
}
