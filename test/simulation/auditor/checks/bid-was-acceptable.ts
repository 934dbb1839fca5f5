import { acceptedIn } from '../accepted-in.ts';
import type { MakeCheck } from '../check.ts';
import { refusalOf } from '../expected/refusal-of.ts';

/**
 * [B9] Nothing speaks against an accepted bid on the very state it was committed on: [L5] suspended, [C6] late, [B8] the
 * seller's, [B6] not raised, [B3] too low, or above the paddle's limit.
 */
export const bidWasAcceptable: MakeCheck = () => ({
  name: 'bid-was-acceptable',
  on: {
    'lot-committed': (commit, _world, report) => {
      const { atMs, lotId, before, handling } = commit;
      const accepted = acceptedIn(commit);
      const principal = handling?.received?.connected?.principal;
      if (accepted === undefined || before === undefined || principal === undefined) return;
      const { bid, lot } = accepted;
      const refusal = refusalOf(lot, before.agreement, bid, principal, bid.receivedAtMs);
      if (refusal !== undefined)
        report(ruleOf[refusal] ?? 'B9', atMs, `bid ${bid.bidId} was accepted in spite of ${refusal}`, lotId);
    },
  },
});

const ruleOf: Readonly<Record<string, string>> = {
  'paddle-suspended': 'L5',
  'lot-not-open': 'C10',
  'lot-closed': 'C6',
  'seller-may-not-bid': 'B8',
  'already-leading': 'B6',
  'maximum-not-raised': 'B6',
  'below-asking-price': 'B3',
};
