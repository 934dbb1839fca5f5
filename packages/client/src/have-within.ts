import type { Have, PublicLot } from '@gaveldrop/protocol';
import { sequence as sequenceOf } from '@gaveldrop/units';
import type { LotBook } from './lot-book.ts';

/** How much a message may say of what the phone has. */
export type HaveBounds = {
  /** Of JSON text. */
  readonly bytes: number;
  readonly lotsMax: number;
  /**
   * Scheduled lots to name besides those that are live or in doubt: all, or only some. Final lots do not change any more.
   */
  readonly scheduled: 'all' | ScheduledInTurn;
};

/** The next lots by number, as many as `count` less one, and one of the others, by `turn`, a whole number from 0. */
export type ScheduledInTurn = { readonly count: number; readonly turn: number };

/**
 * The sequences of lots that may have moved on: doubted ones first, then open and paused ones, then scheduled ones.
 * A doubted lot counts as never seen, so that it comes back whole.
 */
export function haveWithin(book: LotBook, { bytes, lotsMax, scheduled }: HaveBounds): Have {
  const have: Have = {};
  let left = bytes;
  for (const { number, sequence } of inOrderOfNeed(book, scheduled).slice(0, lotsMax)) {
    const known = book.doubted.has(number) ? sequenceOf(0) : sequence;
    left -= `"${number}":${known},`.length;
    if (left < 0) return have;
    have[number] = known;
  }
  return have;
}

function inOrderOfNeed(book: LotBook, scheduled: HaveBounds['scheduled']): readonly PublicLot[] {
  const pressing: PublicLot[] = [];
  const coming: PublicLot[] = [];
  for (const lot of book.lots.values()) {
    if (book.doubted.has(lot.number) || isLive(lot)) pressing.push(lot);
    else if (lot.status === 'scheduled') coming.push(lot);
  }
  pressing.sort((one, other) => need(book, one) - need(book, other) || byNews(one, other));
  if (scheduled === 'all') return [...pressing, ...coming.sort(byNews)];
  return [...pressing, ...inTurn(coming, scheduled)];
}

function inTurn(coming: readonly PublicLot[], { count, turn }: ScheduledInTurn): readonly PublicLot[] {
  const byNumber = [...coming].sort((one, other) => one.number - other.number);
  if (byNumber.length <= count || count === 0) return byNumber.slice(0, count);
  const others = byNumber.slice(count - 1);
  return [...byNumber.slice(0, count - 1), ...others.slice(turn % others.length).slice(0, 1)];
}

const isLive = ({ status }: PublicLot): boolean => status === 'open' || status === 'paused';
const need = (book: LotBook, lot: PublicLot): number => (book.doubted.has(lot.number) ? 0 : 1);
const byNews = (one: PublicLot, other: PublicLot): number => other.committedAtMs - one.committedAtMs;
