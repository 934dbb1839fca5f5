import { type KeptProofs, proofKeeper } from '@gaveldrop/client';
import type { DropId } from '@gaveldrop/units';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { keepingPlace } from '../app/keeping-place.ts';
import type { Room } from '../app/use-room.ts';

/** What this phone keeps of a drop, reloads included: refusals that were signed for it, and the heads it was told. */
export function useProofs(dropId: DropId, { bids, lots }: Pick<Room, 'bids' | 'lots'>): KeptProofs {
  const keeper = useMemo(() => proofKeeper(keepingPlace(`gaveldrop.proofs.${dropId}`)), [dropId]);
  const [kept, setKept] = useState(() => keeper.kept());
  useEffect(() => {
    keeper.take({ bids, lots });
    setKept(keeper.kept());
  }, [keeper, bids, lots]);
  return kept;
}
