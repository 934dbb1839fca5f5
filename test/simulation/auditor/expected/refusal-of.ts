import type { Agreement, Connected, StoredLot } from '../../observation.ts';
import { askingOf } from './asking-of.ts';
import { isOver } from './status-of.ts';

type Wish = { readonly amountCents: number; readonly kind: 'exact' | 'maximum' };

/** The first thing that speaks against a bid on this state of its lot, or nothing. [B9] */
export function refusalOf(
  lot: StoredLot | undefined,
  agreement: Agreement | undefined,
  bid: Wish,
  principal: Connected['principal'],
  receivedAtMs: number,
): string | undefined {
  if (lot === undefined || agreement === undefined || lot.dropId !== principal.dropId) return 'lot-unknown';
  const { paddleNumber, limitCents, sellerIds } = principal;
  if (paddleNumber === undefined) return 'paddle-not-registered';
  if (lot.suspendedPaddles.includes(paddleNumber)) return 'paddle-suspended';
  if (lot.status === 'scheduled' || lot.status === 'paused') return 'lot-not-open';
  if (isOver(lot)) return 'lot-closed';
  if (lot.closesAtMs !== undefined && receivedAtMs > lot.closesAtMs) return 'lot-closed';
  if (sellerIds.includes(agreement.rules.sellerId)) return 'seller-may-not-bid';
  const { leader } = lot;
  if (leader?.paddleNumber === paddleNumber) {
    if (bid.kind === 'exact') return 'already-leading';
    if (bid.amountCents <= leader.ceilingCents) return 'maximum-not-raised';
  } else if (bid.amountCents < (askingOf(lot, agreement) ?? 0)) {
    return 'below-asking-price';
  }
  if (limitCents !== undefined && bid.amountCents > limitCents) return 'above-paddle-limit';
  return undefined;
}
