import type { Break } from './break.ts';

export const refuseFromOldCopy: Break = {
  name: 'refuse-from-old-copy',
  defect: 'a warm function takes its copy of a lot for fresh, however old it is',
  plant: (sound) => ({
    ...sound,
    coldPorts: (world) => {
      const ports = sound.coldPorts(world);
      const get: typeof ports.copies.get = (lotId) => {
        const copy = ports.copies.get(lotId);
        return copy === undefined ? undefined : { ...copy, readSentAtMs: ports.clock.nowMs() };
      };
      return { ...ports, copies: { ...ports.copies, get } };
    },
  }),
};
