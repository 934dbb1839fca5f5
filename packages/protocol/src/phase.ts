import type { EpochMs } from '@gaveldrop/units';
import type { PublicLot } from './lot-schemas.ts';

/** The phases of an open lot's clock. [C9] */
export type Phase = 'open' | 'climax' | 'fair-warning' | 'closing';

/** The phase of a lot at an instant of the server's clock, the same everywhere; none unless the lot is open. [C9] */
export function phaseOf(lot: PublicLot, nowMs: EpochMs): Phase | undefined {
  if (lot.status !== 'open') return undefined;
  if (lot.closesAtMs === undefined) return 'open';
  const leftMs = lot.closesAtMs - nowMs;
  if (leftMs < 0) return 'closing';
  if (leftMs <= lot.closing.fairWarningMs) return 'fair-warning';
  if (leftMs <= lot.closing.climaxMs) return 'climax';
  return 'open';
}
