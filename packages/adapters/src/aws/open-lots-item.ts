import type { OpenLotsOfDrop } from '@gaveldrop/saleroom';
import type { DropId, LotId } from '@gaveldrop/units';
import { type LotItem, lotKey } from './lot-item.ts';
import { packIds, unpackIds } from './pack-ids.ts';
import { packPaddles, unpackPaddles } from './pack-paddles.ts';

/** A drop's item of open lots, under the drop's own id; it has no status, by which it is told from a lot. */
export const openLotsItem = ({ dropId, lotIds, suspendedPaddles, version }: OpenLotsOfDrop): LotItem => ({
  ...lotKey(dropId),
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
