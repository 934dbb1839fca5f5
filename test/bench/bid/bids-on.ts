import type { BidKind } from '@gaveldrop/bidding';
import type { BidAnswer } from '@gaveldrop/protocol';
import { assert, type LotId } from '@gaveldrop/units';
import { bidEvent } from './bid-event.ts';

/** The bid function's handler. */
export type BidHandler = (event: object) => Promise<{ readonly body: string }>;

/**
 * Bids on the busy lot of two paddles that outbid each other by turns, and raise their maximum in between. Each gives the
 * milliseconds that its handler took. @throws when one is not accepted.
 */
export function bidsOn(handler: BidHandler, lotId: LotId) {
  let sent = 0;
  let paddle = 1;
  // Above the maximum that the busy lot's leader has left.
  let asking = 20_500;
  let raises = 0;
  /** Only the handler's own time counts. */
  const send = async (amountCents: number, kind: BidKind): Promise<number> => {
    sent += 1;
    const event = bidEvent(sent, lotId, paddle, amountCents, kind);
    const startedMs = performance.now();
    const { body } = await handler(event);
    const tookMs = performance.now() - startedMs;
    const answer = JSON.parse(body) as BidAnswer;
    assert(answer.outcome === 'leading', `the bid was not taken: ${body}`);
    asking = answer.lot?.askingPriceCents ?? asking;
    return tookMs;
  };
  return {
    /** The other paddle takes the lead, and everybody is told. */
    pushed: () => {
      paddle = 3 - paddle;
      raises = 0;
      return send(asking, 'exact');
    },
    /** The leader leaves a higher maximum, which is nobody's business. */
    quiet: () => {
      raises += 1;
      // Short of the asking price, so that the other paddle's next bid still takes the lead.
      return send(asking - 10 + raises, 'maximum');
    },
  };
}
