import type { MakeCheck } from '../check.ts';
import { isOver } from '../expected/status-of.ts';

/** [L1] Nothing is committed on a sold, passed or withdrawn lot. */
export const finalIsFinal: MakeCheck = () => ({
  name: 'final-is-final',
  on: {
    'lot-committed': ({ atMs, lotId, before, after }, _world, report) => {
      if (before === undefined || !isOver(before.stored)) return;
      const types = after.events.map((event) => event.type).join(', ');
      report('L1', atMs, `${types} was committed on a lot that is ${before.stored.status}`, lotId);
    },
  },
});
