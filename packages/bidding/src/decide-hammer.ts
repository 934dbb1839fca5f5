import { assert, type EpochMs, epochMs, limits } from '@gaveldrop/units';
import type { Lot, LotRules } from './lot.ts';
import type { LotEvent } from './lot-event.ts';

/** The last instant at which a bid on this lot may be committed, and the first at which the hammer may fall; none without a close. [C6] [C7] */
export const commitDeadlineMs = (closesAtMs: EpochMs | undefined): EpochMs | undefined =>
  closesAtMs === undefined ? undefined : epochMs(closesAtMs + limits.commitGraceMs);

export type HammerDecision =
  | { readonly kind: 'not-open' }
  /** `dueAtMs`: when the hammer may fall as the close stands; absent on a lot without a close. */
  | { readonly kind: 'not-yet'; readonly dueAtMs: EpochMs | undefined }
  | { readonly kind: 'falls'; readonly dueAtMs: EpochMs; readonly events: readonly LotEvent[] };

/** Price at or above the reserve, or no reserve. Only this is public of a reserve. [L4] [C7] */
export const reserveMet = (rules: LotRules, priceCents: number | undefined): boolean =>
  rules.reserveCents === undefined || (priceCents !== undefined && priceCents >= rules.reserveCents);

/** Whether the hammer falls now, and how. [C7] @param nowMs the closer's clock. */
export function decideHammer(lot: Lot, rules: LotRules, nowMs: EpochMs): HammerDecision {
  if (lot.status !== 'open') return { kind: 'not-open' };
  const dueAtMs = commitDeadlineMs(lot.closesAtMs);
  if (dueAtMs === undefined || nowMs < dueAtMs) return { kind: 'not-yet', dueAtMs };
  const { leader, priceCents } = lot;
  if (leader === undefined || !reserveMet(rules, priceCents))
    return { kind: 'falls', dueAtMs, events: [{ type: 'LotPassed' }] };
  assert(priceCents !== undefined, 'a leader leads at a price');
  const sold: LotEvent = {
    type: 'LotSold',
    hammerPriceCents: priceCents,
    buyerPaddle: leader.paddleNumber,
    underbidderPaddle: lot.underbidder?.paddleNumber,
  };
  return { kind: 'falls', dueAtMs, events: [sold] };
}
