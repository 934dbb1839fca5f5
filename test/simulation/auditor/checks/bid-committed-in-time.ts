import { acceptedIn } from '../accepted-in.ts';
import type { MakeCheck } from '../check.ts';
import { ruleNumbers } from '../rule-numbers.ts';

/** [C6] No write of a bid is sent after the close plus the grace, by the clock of whoever sends it. */
export const bidCommittedInTime: MakeCheck = () => ({
  name: 'bid-committed-in-time',
  on: {
    'lot-committed': (commit, _world, report) => {
      const { atMs, lotId, by } = commit;
      const accepted = acceptedIn(commit);
      const closesAtMs = accepted?.lot.closesAtMs;
      if (accepted === undefined || closesAtMs === undefined || by === undefined) return;
      const lateMs = by.sentClockMs - (closesAtMs + ruleNumbers.commitGraceMs);
      if (lateMs > 0)
        report('C6', atMs, `bid ${accepted.bid.bidId} was written ${lateMs} ms after the grace`, lotId);
    },
  },
});
