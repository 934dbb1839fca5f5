import type { MakeCheck } from '../check.ts';

/** [B10] What a welcome says of the bids a phone asks about was so when the phone had asked. */
export const pendingAnswersTrue: MakeCheck = () => ({
  name: 'pending-answers-true',
  on: {
    answered: ({ atMs, told, handling, received }, world, report) => {
      if (told.type !== 'welcome') return;
      const asked = new Map((received.said?.pending ?? []).map((bid) => [bid.bidId, bid.lotId]));
      const paddle = received.connected?.principal.paddleNumber;
      for (const { bidId, outcome } of told.pending ?? []) {
        const lotId = asked.get(bidId);
        const found = world.lots.get(lotId ?? '')?.bids.get(bidId);
        const kept = found?.paddleNumber === paddle ? found : undefined;
        const wrong =
          outcome === 'leading' || outcome === 'outbid'
            ? kept?.outcome !== outcome
            : outcome === 'not-accepted' && kept !== undefined && kept.committedStep < handling.step;
        if (lotId === undefined)
          report('wire', atMs, `a welcome names bid ${bidId}, which nobody asked about`);
        else if (wrong)
          report('B10', atMs, `a welcome says ${outcome} of bid ${bidId}; it is ${kept?.outcome}`, lotId);
      }
    },
  },
});
