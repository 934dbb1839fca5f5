import type { MakeCheck } from '../check.ts';

/** [L3] Every commit adds one to the lot's sequence as it really stood; a lot begins scheduled, at 1. */
export const sequenceAddsOne: MakeCheck = () => ({
  name: 'sequence-adds-one',
  on: {
    'lot-committed': ({ atMs, lotId, before, after }, _world, report) => {
      if (before === undefined) {
        if (after.sequence !== 1 || after.status !== 'scheduled')
          report('L1', atMs, `the lot begins ${after.status} at sequence ${after.sequence}`, lotId);
        return;
      }
      const { sequence } = before.stored;
      if (after.sequence !== sequence + 1)
        report('L3', atMs, `sequence ${after.sequence} was committed on ${sequence}`, lotId);
    },
  },
});
