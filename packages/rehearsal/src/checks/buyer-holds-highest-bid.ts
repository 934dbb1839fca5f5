import type { PublicLot } from '@gaveldrop/protocol';
import { allBids, type EnteredLot, type Evidence, type SentBid } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = 'the buyer holds the highest accepted bid';

type Held = { readonly paddleNumber: number; readonly amountCents: number; readonly sequence: number };

/**
 * Each lot went to whoever's accepted bid or maximum is the highest, of equal ones the first committed, at no more than
 * that; it was passed only if that is below the reserve, or nobody bid. [B5] [C7]
 */
export function buyerHoldsHighestBid(evidence: Evidence): Verdict {
  const bids = allBids(evidence);
  const receipts = new Map(evidence.receipts.map((receipt) => [receipt.bidId, receipt.sequence as number]));
  return verdict(
    name,
    evidence.lots.flatMap((entered) => {
      const lot = evidence.finalLots.find(({ lotId }) => lotId === entered.lotId);
      const highest = bids
        .filter((bid) => bid.lotId === entered.lotId)
        .flatMap((bid) => heldBy(bid, receipts.get(bid.bidId)))
        .sort((one, other) => other.amountCents - one.amountCents || one.sequence - other.sequence)
        .at(0);
      const problem = lot === undefined ? 'its final state was not read' : problemWith(lot, entered, highest);
      return problem === undefined ? [] : [`lot ${entered.number}: ${problem}`];
    }),
  );
}

function heldBy({ paddleNumber, amountCents, answers }: SentBid, receipt: number | undefined): Held[] {
  const answer = answers.find(({ outcome }) => outcome !== 'refused');
  const sequence = answer?.sequence ?? receipt;
  return sequence === undefined ? [] : [{ paddleNumber, amountCents, sequence }];
}

function problemWith(
  lot: PublicLot,
  { reserveCents: reserve }: EnteredLot,
  highest: Held | undefined,
): string | undefined {
  const { status, buyerPaddle, hammerPriceCents } = lot;
  const reserveCents: number = reserve ?? 0;
  if (status === 'withdrawn') return undefined;
  if (status === 'passed') {
    if (highest === undefined || highest.amountCents < reserveCents) return undefined;
    return `passed, although paddle ${highest.paddleNumber} bid ${highest.amountCents}`;
  }
  if (status !== 'sold') return `still ${status}`;
  if (highest === undefined) return `sold to paddle ${buyerPaddle}, although no bid was accepted`;
  if (buyerPaddle !== highest.paddleNumber)
    return `sold to paddle ${buyerPaddle}, but paddle ${highest.paddleNumber} bid ${highest.amountCents}`;
  if (hammerPriceCents === undefined) return 'sold without a hammer price';
  if (hammerPriceCents > highest.amountCents)
    return `sold at ${hammerPriceCents}, more than the ${highest.amountCents} that was bid`;
  return hammerPriceCents < reserveCents ? `sold at ${hammerPriceCents}, below the reserve` : undefined;
}
