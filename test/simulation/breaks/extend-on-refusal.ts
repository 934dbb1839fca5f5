import { extendedClose } from '@gaveldrop/bidding';
import { sealedChange } from '@gaveldrop/saleroom';
import type { Break } from './break.ts';

export const extendOnRefusal: Break = {
  name: 'extend-on-refusal',
  defect: 'a bid that is refused for being too low extends the close all the same',
  plant: (sound) => ({
    ...sound,
    placeBid: async (ports, principal, bid, stampMs) => {
      const answer = await sound.placeBid(ports, principal, bid, stampMs);
      if (answer.code !== 'below-asking-price') return answer;
      const lot = await ports.lots.read(bid.lotId);
      if (lot?.status !== 'open' || lot.closesAtMs === undefined || stampMs > lot.closesAtMs) return answer;
      const { closing } = (await ports.agreements.of(lot.rulesId)).rules;
      const { closesAtMs: closes, latestCloseAtMs: latest, extensions } = lot;
      const closesAtMs = extendedClose(closing, closes, latest, extensions, stampMs);
      if (closesAtMs === undefined) return answer;
      const events = [{ type: 'CloseExtended', closesAtMs }] as const;
      await ports.lots.commit(sealedChange({ digest: ports.digest }, lot, ports.clock.nowMs(), events));
      return answer;
    },
  }),
};
