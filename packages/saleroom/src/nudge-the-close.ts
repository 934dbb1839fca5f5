import { commitDeadlineMs, type Lot } from '@gaveldrop/bidding';
import { epochMs } from '@gaveldrop/units';
import type { Clock } from './ports/clock.ts';
import type { Nudge, Nudges } from './ports/nudges.ts';

/** How long before the hammer the waiting closer is woken: the queue's delays are whole seconds and not exact. */
export const closerEarlyMs = 3_000;
/** How long after the hammer's instant the other one looks. */
export const closerLateMs = 1_000;

/** The nudge of one kind for a lot's hammer, or none where no hammer is due. */
export function nudgeFor(lot: Lot, kind: Nudge['kind']): Nudge | undefined {
  const hammerMs = lot.status === 'open' ? commitDeadlineMs(lot.closesAtMs) : undefined;
  if (hammerMs === undefined) return undefined;
  const dueAtMs = kind === 'early' ? hammerMs - closerEarlyMs : hammerMs + closerLateMs;
  return { lotId: lot.lotId, dueAtMs: epochMs(dueAtMs), kind };
}

/** Sends both nudges of a lot's close, if it has one. @throws a `Fault` when the queue does not take them. */
export async function nudgeTheClose(
  { clock, nudges }: { readonly clock: Clock; readonly nudges: Nudges },
  lot: Lot,
): Promise<void> {
  const pair = [nudgeFor(lot, 'early'), nudgeFor(lot, 'late')].filter((nudge) => nudge !== undefined);
  if (pair.length > 0) await nudges.send(pair, clock.nowMs());
}
