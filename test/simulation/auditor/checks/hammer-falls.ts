import type { MakeCheck } from '../check.ts';
import { ruleNumbers } from '../rule-numbers.ts';
import type { LotTrack } from '../world.ts';

/** Who bid highest among all but the buyer; several where they bid alike. */
function underbiddersOf(track: LotTrack, buyer: number): ReadonlySet<number> {
  let highest = 0;
  const paddles = new Set<number>();
  for (const { paddleNumber, amountCents } of track.bids.values()) {
    if (paddleNumber === buyer || amountCents < highest) continue;
    if (amountCents > highest) paddles.clear();
    highest = amountCents;
    paddles.add(paddleNumber);
  }
  return paddles;
}

/**
 * [C7] No hammer falls before the close plus the grace by the closer's clock; then the lot is sold to the leader at the
 * price if the reserve is met, else passed, and the highest other bidder is kept.
 */
export const hammerFalls: MakeCheck = () => ({
  name: 'hammer-falls',
  on: {
    'lot-committed': ({ atMs, lotId, track, before, after, by }, _world, report) => {
      const hammer = after.events.find(({ type }) => type === 'LotSold' || type === 'LotPassed');
      if (hammer === undefined || before === undefined) return;
      const lot = before.stored;
      if (lot.status !== 'open') report('C7', atMs, `the hammer fell on a lot that is ${lot.status}`, lotId);
      const dueMs = (lot.closesAtMs ?? Number.POSITIVE_INFINITY) + ruleNumbers.commitGraceMs;
      const clockMs = Math.min(after.committedAtMs, by?.sentClockMs ?? Number.NEGATIVE_INFINITY);
      if (!(clockMs >= dueMs))
        report('C7', atMs, `the hammer fell at a clock of ${clockMs}, before ${dueMs}`, lotId);
      const { reserveCents } = before.agreement.rules;
      const met =
        reserveCents === undefined || (lot.priceCents !== undefined && lot.priceCents >= reserveCents);
      const sells = lot.leader !== undefined && met;
      if (hammer.type === 'LotPassed') {
        if (sells) report('C7', atMs, 'the lot was passed although it had a leader and its reserve', lotId);
        return;
      }
      if (hammer.type !== 'LotSold') return;
      if (!sells) report('C7', atMs, 'the lot was sold without a leader or below its reserve', lotId);
      const { hammerPriceCents, buyerPaddle, underbidderPaddle } = hammer;
      if (hammerPriceCents !== lot.priceCents)
        report('C7', atMs, `the lot was sold at ${hammerPriceCents}, not ${lot.priceCents}`, lotId);
      if (buyerPaddle !== lot.leader?.paddleNumber)
        report('C7', atMs, `the lot was sold to ${buyerPaddle}, not ${lot.leader?.paddleNumber}`, lotId);
      const others = underbiddersOf(track, buyerPaddle);
      const right = underbidderPaddle === undefined ? others.size === 0 : others.has(underbidderPaddle);
      if (!right)
        report('C7', atMs, `the underbidder is ${underbidderPaddle}, not ${[...others].join(' or ')}`, lotId);
    },
  },
});
