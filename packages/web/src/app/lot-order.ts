import type { PublicLot } from '@gaveldrop/protocol';
import type { EpochMs } from '@gaveldrop/units';

/** How long a lot stays in view after its hammer, so that people see how it ended. */
const hammerShownMs = 6_000;

export const isLiveLot = ({ status }: PublicLot): boolean => status === 'open' || status === 'paused';
export const isFinalLot = ({ outcome }: PublicLot): boolean => outcome !== undefined;

/**
 * The lot that everyone looks at: the first one open or paused, else the one that has just ended, else the next.
 * @param lots by number. @returns nothing once all have ended.
 */
export function currentLot(lots: readonly PublicLot[], nowMs: EpochMs): PublicLot | undefined {
  const live = lots.find(isLiveLot);
  if (live !== undefined) return live;
  const [ended] = lots.filter(isFinalLot).sort((one, other) => other.committedAtMs - one.committedAtMs);
  if (ended !== undefined && nowMs - ended.committedAtMs < hammerShownMs) return ended;
  return lots.find(({ status }) => status === 'scheduled');
}
