import type { MakeCheck } from '../check.ts';
import { isRunning } from '../expected/status-of.ts';

/** [L2] At most `lotsOpenMax` lots of a drop are open or paused at once. */
export const lotsOpenMax: MakeCheck = () => {
  const running = new Map<string, Set<string>>();
  return {
    name: 'lots-open-max',
    on: {
      'lot-committed': ({ atMs, lotId, after }, world, report) => {
        const ofDrop = running.get(after.dropId) ?? new Set();
        running.set(after.dropId, ofDrop);
        if (!isRunning(after)) {
          ofDrop.delete(lotId);
          return;
        }
        if (ofDrop.has(lotId)) return;
        ofDrop.add(lotId);
        const most = world.drops.get(after.dropId)?.lotsOpenMax ?? 0;
        if (ofDrop.size > most) report('L2', atMs, `${ofDrop.size} lots run at once, of ${most}`, lotId);
      },
    },
  };
};
