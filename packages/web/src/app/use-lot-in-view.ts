import type { PublicLot } from '@gaveldrop/protocol';
import type { EpochMs, LotId } from '@gaveldrop/units';
import { useState } from 'preact/hooks';
import { currentLot, isLiveLot } from './lot-order.ts';
import { useServerNow } from './use-server-now.ts';

/** How often it is looked at whether, by the clock alone, another lot has become the current one. */
const lookEveryMs = 500;

export type LotInView = {
  /** Absent when there is no lot yet, or none any more. */
  readonly lot: PublicLot | undefined;
  /** All that are open or paused. */
  readonly live: readonly PublicLot[];
  /** Looks at another one of those. */
  readonly choose: (lotId: LotId) => void;
};

/** The lot this page shows: the current one, or another open one that was chosen, for as long as it is open. */
export function useLotInView(lots: readonly PublicLot[], serverNowMs: () => EpochMs): LotInView {
  const nowMs = useServerNow(serverNowMs, lookEveryMs);
  const [chosen, choose] = useState<LotId>();
  const live = lots.filter(isLiveLot);
  const lot = live.find(({ lotId }) => lotId === chosen) ?? currentLot(lots, nowMs);
  return { lot, live, choose };
}
