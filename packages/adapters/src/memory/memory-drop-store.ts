import type { CatalogueEntry, Drop, DropStore } from '@gaveldrop/saleroom';
import { type DropId, type LotId, type LotNumber, limits, lotNumber } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** Drops and their catalogues in memory. */
export function memoryDropStore(): DropStore {
  const drops = new Map<DropId, Drop>();
  const numbers = new Map<DropId, Map<LotId, LotNumber>>();
  const catalogues = new Map<DropId, Map<LotNumber, CatalogueEntry>>();
  const catalogueOf = (dropId: DropId): Map<LotNumber, CatalogueEntry> => {
    const catalogue = catalogues.get(dropId) ?? new Map<LotNumber, CatalogueEntry>();
    catalogues.set(dropId, catalogue);
    return catalogue;
  };

  return {
    create: async (drop) => {
      if (drops.has(drop.dropId)) return 'exists';
      drops.set(drop.dropId, copied(drop));
      return 'created';
    },
    read: async (dropId) => {
      const drop = drops.get(dropId);
      return drop === undefined ? undefined : copied(drop);
    },
    list: async () =>
      copied(
        [...drops.values()]
          .sort((one, other) => (one.dropId < other.dropId ? 1 : -1))
          .slice(0, limits.dropsListedMax),
      ),
    reserveLotNumber: async (dropId, lotId) => {
      const drop = drops.get(dropId);
      if (drop === undefined) return undefined;
      const reserved = numbers.get(dropId) ?? new Map<LotId, LotNumber>();
      numbers.set(dropId, reserved);
      const given = reserved.get(lotId);
      if (given !== undefined) return given;
      const next = lotNumber(drop.lotCount + 1);
      reserved.set(lotId, next);
      drops.set(dropId, { ...drop, lotCount: next });
      return next;
    },
    writeEntry: async (entry) => {
      catalogueOf(entry.dropId).set(entry.number, copied(entry));
    },
    readEntry: async (dropId, number) => {
      const entry = catalogueOf(dropId).get(number);
      return entry === undefined ? undefined : copied(entry);
    },
    listEntries: async (dropId) =>
      copied([...catalogueOf(dropId).values()].sort((one, other) => one.number - other.number)),
  };
}
