import type { Break } from './break.ts';

export const blindRetry: Break = {
  name: 'blind-retry',
  defect:
    'a write without a reply is sent again, and if it then loses, to itself even, somebody else is taken to have won',
  plant: (sound) => ({
    ...sound,
    placeBid: (ports, principal, bid, stampMs) => {
      const commit: typeof ports.lots.commit = async (next) => {
        const first = await ports.lots.commit(next);
        if (first.kind !== 'ambiguous') return first;
        const second = await ports.lots.commit(next);
        if (second.kind !== 'lost') return second;
        const recent = second.lot.recent.filter(({ id }) => id !== bid.bidId);
        return { kind: 'lost', lot: { ...second.lot, recent } };
      };
      return sound.placeBid({ ...ports, lots: { ...ports.lots, commit } }, principal, bid, stampMs);
    },
  }),
};
