import type { PublicLot } from '@gaveldrop/protocol';

/** Every lot of either list once, in its newest form, by number. */
export function mergeLots(some: readonly PublicLot[], others: readonly PublicLot[]): readonly PublicLot[] {
  const newest = new Map<number, PublicLot>();
  for (const lot of [...some, ...others]) {
    const known = newest.get(lot.number);
    if (known === undefined || known.sequence < lot.sequence) newest.set(lot.number, lot);
  }
  return [...newest.values()].sort((one, other) => one.number - other.number);
}
