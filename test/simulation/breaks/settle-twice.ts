import type { LotId } from '@gaveldrop/units';
import type { Break } from './break.ts';

export const settleTwice: Break = {
  name: 'settle-twice',
  defect: 'a sold lot is settled as often as the stream tells of it',
  plant: (sound) => {
    let settlements = 0;
    return {
      ...sound,
      worldPorts: (ports) => ({
        ...ports,
        ledger: {
          ...ports.ledger,
          settle: (lotId, transfers) => {
            settlements += 1;
            return ports.ledger.settle(`${lotId} ${settlements}` as LotId, transfers);
          },
        },
      }),
    };
  },
};
