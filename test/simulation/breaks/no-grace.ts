import type { Lot } from '@gaveldrop/bidding';
import type { LotStore } from '@gaveldrop/saleroom';
import { epochMs, limits } from '@gaveldrop/units';
import type { InstancePorts } from '../saleroom.ts';
import type { Break } from './break.ts';

/** The same lots, whose close a closer sees so much sooner that the grace is over when it should begin. */
function hasty(ports: InstancePorts): InstancePorts {
  const moved = (lot: Lot, byMs: number): Lot =>
    'closesAtMs' in lot && lot.closesAtMs !== undefined
      ? ({ ...lot, closesAtMs: epochMs(lot.closesAtMs + byMs) } as Lot)
      : lot;
  const lots: LotStore = {
    ...ports.lots,
    read: async (lotId) => {
      const lot = await ports.lots.read(lotId);
      return lot === undefined ? undefined : moved(lot, -limits.commitGraceMs);
    },
    commit: (next) => ports.lots.commit(moved(next, limits.commitGraceMs)),
  };
  return { ...ports, lots };
}

export const noGrace: Break = {
  name: 'no-grace',
  defect: 'the hammer falls at the close, while bids that came in time are still being committed',
  plant: (sound) => ({
    ...sound,
    closeLot: (ports, nudge, giveUpAtMs) => sound.closeLot(hasty(ports as InstancePorts), nudge, giveUpAtMs),
    sweepLots: (ports) => sound.sweepLots(hasty(ports as InstancePorts)),
  }),
};
