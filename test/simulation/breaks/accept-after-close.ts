import { limits } from '@gaveldrop/units';
import type { Break } from './break.ts';

export const acceptAfterClose: Break = {
  name: 'accept-after-close',
  defect: 'a bid that comes after the close, but within the grace, is taken as if it had come at the close',
  plant: (sound) => ({
    ...sound,
    placeBid: async (ports, principal, bid, stampMs) => {
      const answer = await sound.placeBid(ports, principal, bid, stampMs);
      if (answer.code !== 'lot-closed') return answer;
      const lot = await ports.lots.read(bid.lotId);
      const closesAtMs = lot?.status === 'open' ? lot.closesAtMs : undefined;
      if (closesAtMs === undefined || stampMs > closesAtMs + limits.commitGraceMs) return answer;
      const forgiven = await sound.placeBid(ports, principal, bid, closesAtMs);
      return forgiven.outcome === 'refused' ? answer : forgiven;
    },
  }),
};
