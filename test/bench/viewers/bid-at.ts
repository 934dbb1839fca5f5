import { setTimeout as sleep } from 'node:timers/promises';
import type { Phone } from '../../saleroom/phone.ts';
import { bidOn } from '../../saleroom/sold-drop.ts';
import { startPriceCents } from '../saleroom/door.ts';
import type { Change } from './lateness.ts';

type Answer = {
  readonly outcome: string;
  readonly sequence: number;
  readonly lot: { readonly sequence: number; readonly committedAtMs: number };
};

/**
 * Bids at these instants, each 100 more than the last, by turns. A bid waits for no other's answer, so one that is overtaken
 * is refused.
 * @param bidsBefore how many bids the lot has had so far
 * @returns the changes that were committed, by sequence
 */
export async function bidAt(
  bidders: readonly Phone[],
  lotId: string,
  instantsMs: readonly number[],
  bidsBefore: number,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  const bid = async (nth: number): Promise<void> => {
    const bidder = bidders[nth % bidders.length];
    if (bidder === undefined) throw new Error('nobody bids');
    const message = bidOn(lotId, startPriceCents + 100 * nth);
    const answered = bidder.next(({ type, bidId }) => type === 'bid-answer' && bidId === message.bidId);
    bidder.send(message);
    const { outcome, sequence, lot } = (await answered) as unknown as Answer;
    if (outcome === 'leading' && lot.sequence === sequence)
      changes.push({ sequence, committedAtMs: lot.committedAtMs });
  };
  const all: Promise<void>[] = [];
  for (const [at, instantMs] of instantsMs.entries()) {
    await sleep(Math.max(0, instantMs - Date.now()));
    all.push(bid(bidsBefore + at));
  }
  await Promise.all(all);
  return changes.toSorted((one, other) => one.sequence - other.sequence);
}
