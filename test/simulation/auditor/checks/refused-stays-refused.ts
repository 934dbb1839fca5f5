import { acceptedIn } from '../accepted-in.ts';
import type { MakeCheck } from '../check.ts';

type Refusal = {
  readonly handling: string;
  readonly attempt: number;
  readonly paddleNumber: number | undefined;
  readonly amountCents: number | undefined;
  readonly kind: string | undefined;
};

/**
 * [B10] A bid is not refused once it is accepted, nor while the same or an earlier sending of it is accepted yet: such a sending
 * must be unable to land when a later one is refused. (A later sending than the refused one is decided afresh.)
 */
export const refusedStaysRefused: MakeCheck = () => {
  const refused = new Map<string, Refusal[]>();
  return {
    name: 'refused-stays-refused',
    on: {
      answered: ({ atMs, told, handling, received }, world, report) => {
        if (told.type !== 'bid-answer' || told.outcome !== 'refused' || told.code === 'bid-id-reused') return;
        const { said, connected } = received;
        const { bidId = '', lotId = '', attempt = 1, amountCents, kind } = said ?? {};
        const paddleNumber = connected?.principal.paddleNumber;
        const key = `${lotId} ${bidId}`;
        const before = refused.get(key) ?? [];
        refused.set(key, before);
        before.push({ handling: handling.handling, attempt, paddleNumber, amountCents, kind });
        const kept = world.lots.get(lotId)?.bids.get(bidId);
        const same =
          kept?.paddleNumber === paddleNumber && kept?.amountCents === amountCents && kept?.kind === kind;
        if (kept === undefined || !same) return;
        const by = world.handlings.get(kept.handling ?? '')?.received?.said?.attempt ?? 1;
        const known = kept.committedStep < handling.step;
        if (known || by < attempt || kept.handling === handling.handling) {
          const message = `bid ${bidId} was refused ${told.code}, but had been accepted at ${kept.sequence}`;
          report('B10', atMs, message, lotId);
        }
      },
      'lot-committed': (commit, _world, report) => {
        const accepted = acceptedIn(commit);
        if (accepted === undefined) return;
        const { atMs, lotId, by, handling } = commit;
        const { bidId, paddleNumber, amountCents, kind } = accepted.bid;
        const attempt = handling?.received?.said?.attempt ?? 1;
        for (const refusal of refused.get(`${lotId} ${bidId}`) ?? []) {
          const same =
            refusal.paddleNumber === paddleNumber &&
            refusal.amountCents === amountCents &&
            refusal.kind === kind;
          if (same && (refusal.handling === by?.handling || attempt < refusal.attempt))
            report('B10', atMs, `bid ${bidId} was accepted after it had been refused`, lotId);
        }
      },
    },
  };
};
