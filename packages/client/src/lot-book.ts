import type { PublicLot } from '@gaveldrop/protocol';
import type { LotNumber } from '@gaveldrop/units';

/** The newest public form seen of each lot, and the lots whose form is in doubt. */
export type LotBook = {
  readonly lots: ReadonlyMap<LotNumber, PublicLot>;
  /** A doubted lot is asked for afresh, and what a welcome says of it stands. */
  readonly doubted: ReadonlySet<LotNumber>;
};

export type LotsMerged = {
  readonly book: LotBook;
  /** Lots that were not in the book before. */
  readonly added: readonly PublicLot[];
  /** Lots whose new form is in the book now, the added ones included. */
  readonly taken: readonly PublicLot[];
  /** Lots that came in another form under a sequence the book has. */
  readonly disputed: readonly PublicLot[];
};

export const emptyLotBook: LotBook = { lots: new Map(), doubted: new Set() };

/** The book with what is newer in `lots`, in whatever order and however often they come: the highest sequence stays. */
export function mergeLots(book: LotBook, lots: readonly PublicLot[]): LotsMerged {
  const merged = new Map(book.lots);
  const added: PublicLot[] = [];
  const taken: PublicLot[] = [];
  const disputed: PublicLot[] = [];
  for (const lot of lots) {
    const held = merged.get(lot.number);
    if (held !== undefined && lot.sequence < held.sequence) continue;
    if (held !== undefined && lot.sequence === held.sequence) {
      if (!looksLike(held, lot)) disputed.push(lot);
      continue;
    }
    if (held === undefined) added.push(lot);
    merged.set(lot.number, lot);
    taken.push(lot);
  }
  if (taken.length === 0) return { book, added, taken, disputed };
  return { book: { ...book, lots: merged }, added, taken, disputed };
}

/** The same for a welcome: it settles every doubt, so a doubted lot is taken from it even at the same sequence. */
export function mergeWelcome(book: LotBook, lots: readonly PublicLot[]): LotsMerged {
  const trusted = new Map(book.lots);
  for (const lot of lots) {
    const held = trusted.get(lot.number);
    if (held !== undefined && book.doubted.has(lot.number) && lot.sequence === held.sequence)
      trusted.set(lot.number, lot);
  }
  return mergeLots({ lots: trusted, doubted: new Set() }, lots);
}

export const doubtLots = (book: LotBook, numbers: readonly LotNumber[]): LotBook =>
  numbers.length === 0 ? book : { ...book, doubted: new Set([...book.doubted, ...numbers]) };

export const lotsInOrder = (book: LotBook): readonly PublicLot[] =>
  [...book.lots.values()].sort((one, other) => one.number - other.number);

/** Whether two forms of one lot at one sequence say the same of what people act on. */
function looksLike(one: PublicLot, other: PublicLot): boolean {
  return (
    one.lotId === other.lotId &&
    one.status === other.status &&
    one.priceCents === other.priceCents &&
    one.askingPriceCents === other.askingPriceCents &&
    one.leadingPaddle === other.leadingPaddle &&
    one.bidCount === other.bidCount &&
    one.closesAtMs === other.closesAtMs &&
    one.hammerPriceCents === other.hammerPriceCents &&
    one.buyerPaddle === other.buyerPaddle
  );
}
