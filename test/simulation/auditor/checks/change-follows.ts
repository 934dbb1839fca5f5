import type { MakeCheck } from '../check.ts';
import { afterChange } from '../expected/after-change.ts';
import { differenceOf } from '../expected/same-json.ts';

/** What may be committed together. */
const patterns = new Set([
  'LotScheduled',
  'LotCorrected',
  'LotOpened',
  'BidAccepted',
  'BidAccepted CloseExtended',
  'LotPaused',
  'LotResumed',
  'HammerCalled',
  'PaddleSuspended',
  'PaddleReadmitted',
  'LotSold',
  'LotPassed',
  'LotWithdrawn',
]);

/** [L3] The lot is the fold of its events, and what is committed together belongs together. */
export const changeFollows: MakeCheck = () => ({
  name: 'change-follows',
  on: {
    'lot-committed': ({ atMs, lotId, before, after }, _world, report) => {
      const pattern = after.events.map((event) => event.type).join(' ');
      if (!patterns.has(pattern))
        report(pattern.includes('CloseExtended') ? 'C5' : 'L3', atMs, `one change holds "${pattern}"`, lotId);
      if (before === undefined) return;
      // The head of the chain is for those who check histories: here it is as it is.
      const expected = { ...afterChange(before.stored, after), chainHead: after.chainHead };
      const difference = differenceOf(expected, after);
      if (difference !== undefined) report('L3', atMs, `after "${pattern}" ${difference}`, lotId);
    },
  },
});
