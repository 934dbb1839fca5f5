import type { MakeCheck } from '../check.ts';
import { clockRange } from '../expected/stamps.ts';

/** [L3] A change says when it was decided by the clock of whoever decided it. */
export const changeIsDated: MakeCheck = () => ({
  name: 'change-is-dated',
  on: {
    'lot-committed': ({ atMs, lotId, after, by, handling }, _world, report) => {
      if (by === undefined || handling === undefined) return;
      const { fromMs, toMs } = clockRange(handling, by.sentAtMs, by.sentClockMs);
      const saysMs = after.committedAtMs;
      if (saysMs < fromMs || saysMs > toMs)
        report('L3', atMs, `the change says ${saysMs}; its writer's clock was ${by.sentClockMs}`, lotId);
    },
  },
});
