import { sequence } from '@gaveldrop/units';
import type { Break } from './break.ts';

export const noSequenceCheck: Break = {
  name: 'no-sequence-check',
  defect: 'a write does not look at the sequence: it goes over whatever stands there',
  plant: (sound) => ({
    ...sound,
    worldPorts: (ports) => ({
      ...ports,
      lots: {
        ...ports.lots,
        commit: async (next) => {
          const result = await ports.lots.commit(next);
          if (result.kind !== 'lost') return result;
          return ports.lots.commit({ ...next, sequence: sequence(result.lot.sequence + 1) });
        },
      },
    }),
  }),
};
