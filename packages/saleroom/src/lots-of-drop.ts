import { type Lot, type PublicLot, publicLot } from '@gaveldrop/bidding';
import type { DropId, EpochMs, LotId, LotNumber } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import type { Clock } from './ports/clock.ts';
import type { DropStore } from './ports/drop-store.ts';
import type { LotStore } from './ports/lot-store.ts';

export type LotsOfDropPorts = {
  readonly clock: Clock;
  readonly lots: Pick<LotStore, 'readMany' | 'readOpenLots'>;
  readonly drops: Pick<DropStore, 'listEntries'>;
  readonly agreements: Agreements;
};

/** Which lot has which number in a drop; a number once given never names another lot. */
export type Numbering = ReadonlyMap<LotNumber, LotId>;

/** A lot entered this lately may be missing from a remembered numbering; it opens later, and opening is pushed. */
const numberingAgeMaxMs = 3_000;

/** Numberings as a warm function remembers them. */
export function createNumberings({ clock, drops }: Pick<LotsOfDropPorts, 'clock' | 'drops'>) {
  const kept = new Map<DropId, { numbering: Numbering; readSentAtMs: EpochMs }>();
  return async (dropId: DropId): Promise<Numbering> => {
    const sentAtMs = clock.nowMs();
    const known = kept.get(dropId);
    if (known !== undefined && sentAtMs - known.readSentAtMs <= numberingAgeMaxMs) return known.numbering;
    const entries = await drops.listEntries(dropId);
    const numbering: Numbering = new Map(entries.map(({ number, lotId }) => [number, lotId]));
    kept.set(dropId, { numbering, readSentAtMs: sentAtMs });
    return numbering;
  };
}
export type Numberings = ReturnType<typeof createNumberings>;

/** Lots as anyone may see them. [L4] */
export const publicLots = (agreements: Agreements, lots: readonly Lot[]): Promise<PublicLot[]> =>
  Promise.all(lots.map(async (lot) => publicLot(lot, (await agreements.of(lot.rulesId)).rules)));
