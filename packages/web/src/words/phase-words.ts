import type { Phase } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';

/** What the auctioneer would be saying: nothing special, last bids, the two last calls, or that it is closing. [C9] */
export function phaseWords(phase: Phase, leftMs: number, fairWarningMs: number): string {
  switch (phase) {
    case 'open':
      return 'Open for bids';
    case 'climax':
      return 'Last bids';
    case 'fair-warning':
      return leftMs > fairWarningMs / 2 ? 'Going once…' : 'Going twice…';
    case 'closing':
      return 'Closing…';
    default:
      return assertNever(phase);
  }
}
