import type { Agreement, StoredLot } from '../../observation.ts';
import { isOver } from './status-of.ts';

/** A price and the increment of the highest band that begins at or below it; below all bands, of the first. [B3] */
export function oneIncrementAbove(ladder: Agreement['rules']['ladder'], priceCents: number): number {
  const bands = ladder.filter((band) => band.fromCents <= priceCents);
  const band = bands.at(-1) ?? ladder[0];
  return priceCents + (band?.incrementCents ?? Number.NaN);
}

/** The next acceptable amount; none once the lot is over. [B3] */
export function askingOf(lot: StoredLot, { rules }: Agreement): number | undefined {
  if (isOver(lot)) return undefined;
  if (lot.status === 'scheduled' || lot.priceCents === undefined) return rules.startPriceCents;
  return oneIncrementAbove(rules.ladder, lot.priceCents);
}
