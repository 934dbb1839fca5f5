import { setTimeout as sleep } from 'node:timers/promises';
import type { Phone } from '../../saleroom/phone.ts';
import { bidOn } from '../../saleroom/sold-drop.ts';
import type { Change } from './lateness.ts';

type Answer = {
  readonly outcome: string;
  readonly code?: string;
  readonly sequence: number;
  readonly lot?: {
    readonly sequence: number;
    readonly committedAtMs: number;
    readonly askingPriceCents?: number;
  };
};

/** Amounts to bid on one lot: each more than the last, whoever bids it. */
export type Amounts = {
  /** The next one. */
  readonly next: () => number;
  /** Somebody was told that so much is asked; from now on nobody bids less. */
  readonly asked: (askingPriceCents: number) => void;
};

export function amountsFrom(startPriceCents: number): Amounts {
  let nextCents = startPriceCents;
  return {
    next: () => {
      nextCents += 100;
      return nextCents - 100;
    },
    asked: (askingPriceCents) => {
      nextCents = Math.max(nextCents, askingPriceCents);
    },
  };
}

/** How often one bid is tried. Two instances take bids, so that one is overtaken now and then; hardly ever so often. */
const triesMax = 5;

/** What says that others were quicker, and that more would be accepted. */
const triedAgain: ReadonlySet<string> = new Set(['below-asking-price', 'already-leading']);

/** What came of bidding. */
export type BidsMade = {
  /** The changes that were committed, by sequence. */
  readonly changes: readonly Change[];
  /** Tries that came to nothing, by the reason they were told. */
  readonly inVain: Readonly<Record<string, number>>;
};

/**
 * Bids at these instants, by turns. No bid waits for another's answer, so one may be overtaken by the next, and is then too low;
 * and on a slow machine a bidder's turn may come while their last bid leads. Then whoever is next tries it again, with more than
 * anybody has bid, so that there are as many changes as instants.
 */
export async function bidAt(
  bidders: readonly Phone[],
  lotId: string,
  instantsMs: readonly number[],
  amounts: Amounts,
): Promise<BidsMade> {
  const changes: Change[] = [];
  const inVain: Record<string, number> = {};
  let turn = 0;
  const bid = async (): Promise<void> => {
    for (let tries = 1; tries <= triesMax; tries += 1) {
      const bidder = bidders[turn % bidders.length];
      if (bidder === undefined) throw new Error('nobody bids');
      turn += 1;
      const message = bidOn(lotId, amounts.next());
      const answered = bidder.next(({ type, bidId }) => type === 'bid-answer' && bidId === message.bidId);
      bidder.send(message);
      const { outcome, code = outcome, sequence, lot } = (await answered) as unknown as Answer;
      if (outcome === 'leading' && lot?.sequence === sequence) {
        changes.push({ sequence, committedAtMs: lot.committedAtMs });
        return;
      }
      inVain[code] = (inVain[code] ?? 0) + 1;
      if (!triedAgain.has(code)) return;
      amounts.asked(lot?.askingPriceCents ?? 0);
    }
  };
  const all: Promise<void>[] = [];
  for (const instantMs of instantsMs) {
    await sleep(Math.max(0, instantMs - Date.now()));
    all.push(bid());
  }
  await Promise.all(all);
  return { changes: changes.toSorted((one, other) => one.sequence - other.sequence), inVain };
}
