import type { SaleroomHttp } from '@gaveldrop/client';
import type { PublicCatalogueEntry, PublicDrop } from '@gaveldrop/protocol';
import type { SellerId } from '@gaveldrop/units';

/** A seller's entries in one drop's catalogue. */
export type OwnEntries = { readonly drop: PublicDrop; readonly entries: readonly PublicCatalogueEntry[] };

/** Reads every catalogue and keeps what is this seller's; drops without any are left out. @throws SaleroomProblem. */
export async function ownEntries(
  http: Pick<SaleroomHttp, 'listDrops' | 'listLots'>,
  sellerId: SellerId,
): Promise<readonly OwnEntries[]> {
  const drops = await http.listDrops();
  const groups = await Promise.all(
    drops.map(async (drop) => {
      const entries = await http.listLots(drop.dropId);
      return { drop, entries: entries.filter((entry) => entry.sellerId === sellerId) };
    }),
  );
  return groups.filter(({ entries }) => entries.length > 0);
}
