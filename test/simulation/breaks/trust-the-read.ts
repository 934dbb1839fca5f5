import type { Break } from './break.ts';

export const trustTheRead: Break = {
  name: 'trust-the-read',
  defect: 'a write without a reply counts as never made if a read after it does not show it',
  plant: (sound) => ({
    ...sound,
    placeBid: (ports, principal, bid, stampMs) => {
      const commit: typeof ports.lots.commit = async (next) => {
        const result = await ports.lots.commit(next);
        if (result.kind !== 'ambiguous') return result;
        const lot = await ports.lots.read(next.lotId);
        if (lot === undefined) return { kind: 'missing' };
        const landed = lot.recent.some(({ id, sequence }) => id === bid.bidId && sequence === next.sequence);
        return landed ? { kind: 'committed' } : { kind: 'lost', lot };
      };
      return sound.placeBid({ ...ports, lots: { ...ports.lots, commit } }, principal, bid, stampMs);
    },
  }),
};
