import { isLive, type Lot } from '@gaveldrop/bidding';
import type { CommitResult, LotStore, OpenLotsOfDrop } from '@gaveldrop/saleroom';
import type { DropId, LotId } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** One committed change, as the table's stream would carry it. */
export type LotImage = { readonly before: Lot | undefined; readonly after: Lot };

export type MemoryLotStore = LotStore & {
  /** Every committed change since the beginning, in order; a reader keeps its own place in it. */
  readonly images: readonly LotImage[];
};

/** Lots in memory. It never fails: faults are for whoever wraps it. */
export function memoryLotStore(): MemoryLotStore {
  const lots = new Map<LotId, Lot>();
  const openLots = new Map<DropId, OpenLotsOfDrop>();
  const images: LotImage[] = [];

  const write = (next: Lot): void => {
    const after = copied(next);
    images.push({ before: lots.get(next.lotId), after });
    lots.set(next.lotId, after);
  };
  const read = (lotId: LotId): Lot | undefined => {
    const lot = lots.get(lotId);
    return lot === undefined ? undefined : copied(lot);
  };
  const readOpenLots = (dropId: DropId): OpenLotsOfDrop =>
    copied(openLots.get(dropId) ?? { dropId, lotIds: [], suspendedPaddles: [], version: 0 });
  const follows = (next: OpenLotsOfDrop): boolean => readOpenLots(next.dropId).version === next.version - 1;

  return {
    images,
    read: async (lotId) => read(lotId),
    readMany: async (lotIds) => [...new Set(lotIds)].flatMap((lotId) => read(lotId) ?? []),
    commit: async (next): Promise<CommitResult> => {
      const lot = read(next.lotId);
      if (lot === undefined) return { kind: 'missing' };
      if (lot.sequence !== next.sequence - 1) return { kind: 'lost', lot };
      write(next);
      return { kind: 'committed' };
    },
    create: async (lot) => {
      if (lots.has(lot.lotId)) return 'exists';
      write(lot);
      return 'created';
    },
    readOpenLots: async (dropId) => readOpenLots(dropId),
    commitOpenLots: async (next) => {
      if (!follows(next)) return false;
      openLots.set(next.dropId, copied(next));
      return true;
    },
    commitOpening: async (next, nextOpenLots) => {
      if (lots.get(next.lotId)?.sequence !== next.sequence - 1) return { kind: 'lost' };
      if (!follows(nextOpenLots)) return { kind: 'lost' };
      write(next);
      openLots.set(nextOpenLots.dropId, copied(nextOpenLots));
      return { kind: 'committed' };
    },
    listOpen: async function* () {
      for (const lot of [...lots.values()]) if (isLive(lot)) yield lot.lotId;
    },
  };
}
