import type { Break } from './break.ts';

export const noSweep: Break = {
  name: 'no-sweep',
  defect: 'nobody looks for lots that their nudges have not closed',
  plant: (sound) => ({ ...sound, sweepLots: async () => ({ swept: 0 }) }),
};
