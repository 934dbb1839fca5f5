import type { OpenLotsOfDrop } from '@gaveldrop/saleroom';
import { type DropId, type LotId, ulidToBytes } from '@gaveldrop/units';
import { tableKeys } from '../names.ts';
import type { LotItem } from './lot-item.ts';
import { packIds, unpackIds } from './pack-ids.ts';
import { packPaddles, unpackPaddles } from './pack-paddles.ts';

/**
 * The key of a drop's item of open lots: the drop's id and one byte more. Ids are chosen by whoever makes a thing, so a lot may
 * have the id of a drop, somebody else's even; it must not take this item's place.
 */
export const openLotsKey = (dropId: DropId): LotItem => ({
  [tableKeys.lots.partition]: { B: Uint8Array.of(...ulidToBytes(dropId), 0) },
});

/** A drop's item of open lots; it has no status, by which it is told from a lot. */
export const openLotsItem = ({ dropId, lotIds, suspendedPaddles, version }: OpenLotsOfDrop): LotItem => ({
  ...openLotsKey(dropId),
  ...(lotIds.length === 0 ? {} : { openLotIds: { B: packIds(lotIds) } }),
  ...(suspendedPaddles.length === 0 ? {} : { suspendedPaddles: { B: packPaddles(suspendedPaddles) } }),
  version: { N: String(version) },
});

/** What the item holds; an absent item is a drop with nothing open, version 0. */
export const unpackOpenLots = (dropId: DropId, item: LotItem | undefined): OpenLotsOfDrop => ({
  dropId,
  lotIds: unpackIds<LotId>(item?.openLotIds?.B ?? new Uint8Array(0)),
  suspendedPaddles: unpackPaddles(item?.suspendedPaddles?.B ?? new Uint8Array(0)),
  version: Number(item?.version?.N ?? '0'),
});
