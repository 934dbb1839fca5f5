import type { Evidence } from '../evidence.ts';
import { acceptedBidsInHistory } from './accepted-bids-in-history.ts';
import { buyerHoldsHighestBid } from './buyer-holds-highest-bid.ts';
import { noBidAfterClose } from './no-bid-after-close.ts';
import { noEarlyHammer } from './no-early-hammer.ts';
import { nobodyToldBusy } from './nobody-told-busy.ts';
import { nothingPrivateTold } from './nothing-private-told.ts';
import { pricesNeverFall } from './prices-never-fall.ts';
import { statementsEqualTransfers } from './statements-equal-transfers.ts';
import { transfersSumToZero } from './transfers-sum-to-zero.ts';
import type { Verdict } from './verdict.ts';
import { viewersAgree } from './viewers-agree.ts';

/** Judges what was heard, and nothing else. */
export type Check = (evidence: Evidence) => Verdict;

/** Every check of a rehearsal, in the order it is told in. */
export const allChecks: readonly Check[] = [
  acceptedBidsInHistory,
  pricesNeverFall,
  noBidAfterClose,
  noEarlyHammer,
  buyerHoldsHighestBid,
  viewersAgree,
  transfersSumToZero,
  statementsEqualTransfers,
  nothingPrivateTold,
  nobodyToldBusy,
];
