import type { MakeCheck } from '../check.ts';

/** [B10] At the end no phone waits for an answer, and what each says of its own bids is what became of them. */
export const ownBidsTrue: MakeCheck = () => ({
  name: 'own-bids-true',
  on: {
    'phone-final': ({ atMs, phone, connection, bids }, world, report) => {
      if (connection === 'stopped' || connection === 'refused') return;
      for (const bid of bids) {
        const { bidId, lotId, state } = bid;
        const kept = world.lots.get(lotId)?.bids.get(bidId);
        const say = (what: string): void =>
          report('B10', atMs, `phone ${phone} says ${state} of bid ${bidId}: ${what}`, lotId);
        if (state === 'pending') say('it waits for ever');
        else if (state === 'not-sent') {
          if (kept !== undefined) say(`it was accepted at ${kept.sequence}`);
        } else if (state === 'refused') {
          if (kept !== undefined && bid.code !== 'bid-id-reused') say(`it was accepted at ${kept.sequence}`);
        } else if (kept === undefined) say('it was never accepted');
        else if (kept.outcome !== state) say(`it was ${kept.outcome}`);
        else if (kept.amountCents !== bid.amountCents || kept.kind !== bid.kind)
          say('it was for another amount');
        else if (bid.sequence !== undefined && bid.sequence !== kept.sequence) say(`it was ${kept.sequence}`);
        else if (bid.receivedAtMs !== undefined && bid.receivedAtMs !== kept.receivedAtMs)
          say(`it was received at ${kept.receivedAtMs}`);
      }
    },
  },
});
