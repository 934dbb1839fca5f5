import type { MakeCheck } from '../check.ts';
import { askingOf } from '../expected/asking-of.ts';

/**
 * [B10] Whoever is told that a bid leads or was outbid is told the truth: it is committed already, under that sequence,
 * with that outcome, by that paddle, at that amount, with that receipt; sent again, it gets its first outcome.
 */
export const acknowledgedIsKept: MakeCheck = () => ({
  name: 'acknowledged-is-kept',
  on: {
    answered: ({ atMs, told, handling, received }, world, report) => {
      if (told.type !== 'bid-answer' || (told.outcome !== 'leading' && told.outcome !== 'outbid')) return;
      const { said, connected } = received;
      const lotId = told.lotId ?? '';
      const track = world.lots.get(lotId);
      const kept = track?.bids.get(told.bidId ?? '');
      if (kept === undefined || track === undefined) {
        report('B10', atMs, `bid ${told.bidId} was answered ${told.outcome}, but is not committed`, lotId);
        return;
      }
      const wrong = (what: string): void =>
        report('B10', atMs, `the answer to bid ${kept.bidId} has the wrong ${what}`, lotId);
      if (told.outcome !== kept.outcome) wrong('outcome');
      if (told.sequence !== kept.sequence) wrong('sequence');
      if (told.receivedAtMs !== kept.receivedAtMs) wrong('receipt');
      if (connected?.principal.paddleNumber !== kept.paddleNumber) wrong('paddle');
      if (said?.amountCents !== kept.amountCents || said.kind !== kept.kind) wrong('amount');
      const other = kept.handling !== handling.handling;
      // Of two sendings that came in the same millisecond, nothing that is kept tells whose write it was.
      const keptStampMs = world.handlings.get(kept.handling ?? '')?.received?.stampMs;
      const twins = other && keptStampMs === received.stampMs;
      if (other !== (told.repeated === true) && !twins) wrong('word on whether it is repeated');
      if (told.lot === undefined) return wrong('lot: none');
      const state = track.bySequence.get(told.lot.sequence);
      const stood =
        state !== undefined && told.lot.sequence >= kept.sequence && state.untilMs >= handling.atMs;
      if (!stood) wrong('lot: not as it stood');
      else if (told.askingPriceCents !== askingOf(state.stored, state.agreement)) wrong('asking price');
    },
  },
});
