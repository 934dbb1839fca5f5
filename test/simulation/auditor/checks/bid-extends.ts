import { acceptedIn } from '../accepted-in.ts';
import type { MakeCheck } from '../check.ts';
import { closeAfter } from '../expected/close-after.ts';

/** [C2] [C3] [C4] [C5] A bid moves the close to where the rules say, and a raise that moves no price leaves it. */
export const bidExtends: MakeCheck = () => ({
  name: 'bid-extends',
  on: {
    'lot-committed': (commit, _world, report) => {
      const accepted = acceptedIn(commit);
      if (accepted === undefined || commit.before === undefined) return;
      const { bid, lot, extendedToMs } = accepted;
      const silent = lot.leader?.paddleNumber === bid.paddleNumber && bid.priceCents === lot.priceCents;
      const { closing } = commit.before.agreement.rules;
      const closeMs = silent ? lot.closesAtMs : closeAfter(lot, closing, bid.receivedAtMs);
      const dueMs = closeMs === lot.closesAtMs ? undefined : closeMs;
      if (extendedToMs === dueMs) return;
      const message = `bid ${bid.bidId} moves the close ${lot.closesAtMs} to ${extendedToMs}, not ${dueMs}`;
      report(silent ? 'C5' : 'C2', commit.atMs, message, commit.lotId);
    },
  },
});
