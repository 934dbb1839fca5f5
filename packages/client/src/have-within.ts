import type { Have, PublicLot } from '@gaveldrop/protocol';
import { sequence as sequenceOf } from '@gaveldrop/units';
import type { LotBook } from './lot-book.ts';

/** How much a message may say of what the phone has. */
export type HaveBounds = {
  /** Of JSON text. */
  readonly bytes: number;
  readonly lotsMax: number;
  /** `pressing` names only lots that are live, or in doubt; `all` scheduled ones too. Final lots do not change any more. */
  readonly which: 'all' | 'pressing';
};

/**
 * The sequences of lots that may have moved on: doubted ones first, then open and paused ones, then the newest.
 * A doubted lot counts as never seen, so that it comes back whole.
 */
export function haveWithin(book: LotBook, { bytes, lotsMax, which }: HaveBounds): Have {
  const have: Have = {};
  let left = bytes;
  for (const { number, sequence } of inOrderOfNeed(book, which).slice(0, lotsMax)) {
    const known = book.doubted.has(number) ? sequenceOf(0) : sequence;
    left -= `"${number}":${known},`.length;
    if (left < 0) return have;
    have[number] = known;
  }
  return have;
}

function inOrderOfNeed(book: LotBook, which: HaveBounds['which']): PublicLot[] {
  const least = which === 'all' ? 2 : 1;
  const need = (lot: PublicLot): number => (book.doubted.has(lot.number) ? 0 : standing(lot));
  return [...book.lots.values()]
    .filter((lot) => need(lot) <= least)
    .sort((one, other) => need(one) - need(other) || other.committedAtMs - one.committedAtMs);
}

/** 1 while bids may come, 2 before, 3 after. */
function standing({ status }: PublicLot): number {
  if (status === 'open' || status === 'paused') return 1;
  return status === 'scheduled' ? 2 : 3;
}
