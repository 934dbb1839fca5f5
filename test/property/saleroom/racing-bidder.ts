import type { BidKind } from '@gaveldrop/bidding';
import type { BidAnswer } from '@gaveldrop/protocol';
import { type BidPorts, placeBid } from '@gaveldrop/saleroom';
import { type BidId, cents, epochMs, type Sequence } from '@gaveldrop/units';
import fc from 'fast-check';
import { bidder, idMadeAt, lotId, startMs } from '../../unit/saleroom/a-saleroom.ts';
import type { RacingSaleroom } from './a-racing-saleroom.ts';

export type Intent = { readonly paddle: number; readonly amount: number; readonly kind: BidKind };

/** Bids about the same prices, so that nearly all of them are in one another's way. */
export const intents: fc.Arbitrary<readonly Intent[]> = fc.array(
  fc.record({
    paddle: fc.integer({ min: 1, max: 4 }),
    amount: fc.integer({ min: 9, max: 20 }).map((hundreds) => hundreds * 100),
    kind: fc.constantFrom<BidKind>('exact', 'maximum'),
  }),
  { minLength: 2, maxLength: 7 },
);

/** One bid, from its first sending to whatever is known of it. */
export type Tried = {
  readonly bidId: BidId;
  /** The answer to each sending, in the order they were sent. */
  readonly answers: BidAnswer[];
  /** Sends it again, through any function. */
  readonly again: (ports: BidPorts, stampMs?: number) => Promise<BidAnswer>;
};

export function aBid(intent: Intent, nth: number): Tried {
  const bidId = idMadeAt(startMs, nth + 1) as BidId;
  const answers: BidAnswer[] = [];
  let afterSequence: Sequence | undefined;
  let sendings = 0;
  const again: Tried['again'] = async (ports, stampMs = ports.clock.nowMs()) => {
    sendings += 1;
    const attempt = sendings;
    const bid = {
      ...{ action: 'bid' as const, bidId, lotId, amountCents: cents(intent.amount), kind: intent.kind },
      attempt,
      ...(afterSequence === undefined ? {} : { afterSequence }),
    };
    const answer = await placeBid(ports, bidder(intent.paddle), bid, epochMs(stampMs));
    answers[attempt - 1] = answer;
    afterSequence = answer.afterSequence ?? afterSequence;
    return answer;
  };
  return { bidId, answers, again };
}

export const isOpenEnded = ({ outcome }: BidAnswer): boolean => outcome === 'unknown' || outcome === 'busy';

/** Sends a bid until it has an answer, four times at most, each time through another function. */
export async function persist(saleroom: RacingSaleroom, bid: Tried): Promise<void> {
  for (let sending = 0; sending < 4; sending += 1) {
    const answer = await bid.again(saleroom.aFunction());
    if (!isOpenEnded(answer)) return;
  }
}
