import { createLotCopies } from '@gaveldrop/saleroom';
import type { Break } from './break.ts';

export const refuseAResendTooSoon: Break = {
  name: 'refuse-a-resend-too-soon',
  defect: 'a resend is refused, as a first sending would be, while an earlier one may still land',
  plant: (sound) => ({
    ...sound,
    placeBid: async (ports, principal, bid, stampMs) => {
      let written = false;
      const commit: typeof ports.lots.commit = (next) => {
        written = true;
        return ports.lots.commit(next);
      };
      const noting = { ...ports, lots: { ...ports.lots, commit } };
      const answer = await sound.placeBid(noting, principal, bid, stampMs);
      if (answer.outcome !== 'unknown' || bid.attempt === 1 || written) return answer;
      const { afterSequence: _, ...first } = { ...bid, attempt: 1 };
      return sound.placeBid({ ...ports, copies: createLotCopies() }, principal, first, stampMs);
    },
  }),
};
