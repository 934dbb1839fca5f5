import { acceptedIn } from '../accepted-in.ts';
import type { MakeCheck } from '../check.ts';
import { bidResult } from '../expected/bid-result.ts';

/** [B4] [B5] [B6] [B7] An accepted bid leads or not, and leaves the price, as the rules say. */
export const bidPrice: MakeCheck = () => ({
  name: 'bid-price',
  on: {
    'lot-committed': (commit, _world, report) => {
      const accepted = acceptedIn(commit);
      if (accepted === undefined || commit.before === undefined) return;
      const { bid, lot } = accepted;
      const due = bidResult(lot, commit.before.agreement, bid);
      if (bid.outcome !== due.outcome || bid.priceCents !== due.priceCents) {
        const is = `${bid.outcome} at ${bid.priceCents}`;
        const message = `bid ${bid.bidId} is ${is}, not ${due.outcome} at ${due.priceCents}`;
        report('B5', commit.atMs, message, commit.lotId);
      }
    },
  },
});
