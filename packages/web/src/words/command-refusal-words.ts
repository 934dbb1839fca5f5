import type { CommandRefusalCode } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';

/** Why a command to a lot was refused, in words for the auctioneer. [L2] */
export function commandRefusalWords(code: CommandRefusalCode): string {
  switch (code) {
    case 'lot-unknown':
      return 'This drop has no such lot.';
    case 'not-auctioneer':
      return 'Only an auctioneer of this drop may do that.';
    case 'lot-not-scheduled':
      return 'Only a scheduled lot can be opened.';
    case 'lot-not-open':
      return 'The lot is not open.';
    case 'lot-not-paused':
      return 'The lot is not paused.';
    case 'lot-closed':
      return 'The lot has closed already; the hammer decides.';
    case 'lots-open-max':
      return 'As many lots as this drop allows are open or paused. Close one first.';
    case 'seller-unknown':
      return 'The lot has no seller to settle with.';
    default:
      return assertNever(code);
  }
}
