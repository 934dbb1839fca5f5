import type { Have, PublicLot } from '@gaveldrop/protocol';
import type { LotBook } from './lot-book.ts';

/**
 * The sequences of the lots that are not final, as many as fit `bytes` of JSON text: open and paused ones first, then the
 * newest. A doubted lot is left out, so that it comes back whole.
 */
export function haveWithin(book: LotBook, bytes: number): Have {
  const have: Have = {};
  let left = bytes;
  for (const lot of wanted(book)) {
    left -= `"${lot.number}":${lot.sequence},`.length;
    if (left < 0) return have;
    have[lot.number] = lot.sequence;
  }
  return have;
}

function wanted(book: LotBook): PublicLot[] {
  return [...book.lots.values()]
    .filter((lot) => !book.doubted.has(lot.number) && (isLive(lot) || lot.status === 'scheduled'))
    .sort((one, other) => rank(one) - rank(other) || other.committedAtMs - one.committedAtMs);
}

const isLive = (lot: PublicLot): boolean => lot.status === 'open' || lot.status === 'paused';
const rank = (lot: PublicLot): number => (isLive(lot) ? 0 : 1);
