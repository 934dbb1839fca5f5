import type { PublicLot } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import { bidCountWords } from '../words/standing-words.ts';
import { timeOfDay } from '../words/time-of-day.ts';

/** One line of the console's log. */
export type ChangeLine = {
  /** Lot and sequence: no two lines have the same. */
  readonly key: string;
  readonly atMs: number;
  readonly lotNumber: number;
  readonly words: string;
};

type Money = (amountCents: number) => string;

/** What has changed since the lots were as `before`, a line for each that changed, in the order of the changes. */
export function changeLines(
  before: readonly PublicLot[],
  after: readonly PublicLot[],
  money: Money,
): readonly ChangeLine[] {
  const known = new Map(before.map((lot) => [lot.lotId, lot]));
  return after
    .filter((lot) => lot.sequence > (known.get(lot.lotId)?.sequence ?? 0))
    .map((lot) => ({
      key: `${lot.lotId} ${lot.sequence}`,
      atMs: lot.committedAtMs,
      lotNumber: lot.number,
      words: changeWords(known.get(lot.lotId), lot, money),
    }))
    .sort((one, other) => one.atMs - other.atMs);
}

function changeWords(before: PublicLot | undefined, lot: PublicLot, money: Money): string {
  const parts = [statusChange(before, lot, money), bidChange(before, lot, money), closeChange(before, lot)];
  const said = parts.filter((part) => part !== undefined);
  return said.length === 0 ? 'Changed in nothing public' : said.join(' · ');
}

function statusChange(before: PublicLot | undefined, lot: PublicLot, money: Money): string | undefined {
  if (before?.status === lot.status) return undefined;
  switch (lot.status) {
    case 'scheduled':
      return 'Added';
    case 'open':
      return before?.status === 'paused' ? 'Resumed' : 'Opened';
    case 'paused':
      return 'Paused';
    case 'sold':
      return `Sold to paddle ${lot.buyerPaddle} at ${money(lot.hammerPriceCents ?? 0)}`;
    case 'passed':
      return 'Passed';
    case 'withdrawn':
      return 'Withdrawn';
    default:
      return assertNever(lot.status);
  }
}

function bidChange(before: PublicLot | undefined, lot: PublicLot, money: Money): string | undefined {
  const moved = lot.bidCount !== (before?.bidCount ?? 0) || lot.priceCents !== before?.priceCents;
  if (!moved || lot.priceCents === undefined || lot.outcome !== undefined) return undefined;
  return `${money(lot.priceCents)} · paddle ${lot.leadingPaddle} leads · ${bidCountWords(lot.bidCount)}`;
}

function closeChange(before: PublicLot | undefined, lot: PublicLot): string | undefined {
  if (before === undefined || before.status !== 'open' || lot.status !== 'open') return undefined;
  if (lot.closesAtMs === undefined || lot.closesAtMs === before.closesAtMs) return undefined;
  if (lot.extensions > before.extensions) return `close moved to ${timeOfDay(lot.closesAtMs)}`;
  return `Hammer called: closes ${timeOfDay(lot.closesAtMs)}`;
}
