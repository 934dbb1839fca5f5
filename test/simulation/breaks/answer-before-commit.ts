import type { Break } from './break.ts';

export const answerBeforeCommit: Break = {
  name: 'answer-before-commit',
  defect: 'a bid is answered as accepted as soon as its write is on the way',
  plant: (sound) => ({
    ...sound,
    placeBid: (ports, principal, bid, stampMs) => {
      const commit: typeof ports.lots.commit = async (next) => {
        void ports.lots.commit(next);
        return { kind: 'committed' };
      };
      return sound.placeBid({ ...ports, lots: { ...ports.lots, commit } }, principal, bid, stampMs);
    },
  }),
};
