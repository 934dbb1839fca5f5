import { isFinal, type Lot } from '@gaveldrop/bidding';
import type { EpochMs, LotId } from '@gaveldrop/units';

/** A lot as a warm function last saw it, and when the request that brought it was sent. */
export type LotCopy = { readonly lot: Lot; readonly readSentAtMs: EpochMs };

/** What a warm function remembers of lots between events. Safe to be stale: a commit checks the sequence. */
export type LotCopies = {
  get(lotId: LotId): LotCopy | undefined;
  /** Keeps the copy with the higher sequence; of two alike, the one sent for later. */
  keep(lot: Lot, readSentAtMs: EpochMs): void;
};

/** @param copiesMax how many lots to remember; the one kept longest ago is dropped first. */
export function createLotCopies(copiesMax = 200): LotCopies {
  const copies = new Map<LotId, LotCopy>();
  return {
    get: (lotId) => copies.get(lotId),
    keep: (lot, readSentAtMs) => {
      const known = copies.get(lot.lotId);
      if (known !== undefined && known.lot.sequence > lot.sequence) return;
      if (known !== undefined && known.lot.sequence === lot.sequence && isFinal(lot)) return;
      if (known?.lot.sequence === lot.sequence && known.readSentAtMs >= readSentAtMs) return;
      copies.delete(lot.lotId);
      copies.set(lot.lotId, { lot, readSentAtMs });
      if (copies.size <= copiesMax) return;
      const [oldest] = copies.keys();
      if (oldest !== undefined) copies.delete(oldest);
    },
  };
}
