import type { PublicLot } from '@gaveldrop/protocol';

/** Who leads, or how the lot ended, in a few words. */
export function standingWords(lot: PublicLot, own: number | undefined): string {
  if (lot.outcome === 'sold')
    return lot.buyerPaddle === own ? 'Sold to you' : `Sold to paddle ${lot.buyerPaddle}`;
  if (lot.outcome === 'passed') return lot.bidCount === 0 ? 'Passed: no bids' : 'Passed: reserve not met';
  if (lot.outcome === 'withdrawn') return 'Withdrawn';
  if (lot.leadingPaddle === undefined) return 'Nobody leads yet';
  return lot.leadingPaddle === own ? 'You lead' : `Paddle ${lot.leadingPaddle} leads`;
}

/** What may be said about the reserve: that there is none, or whether it is met. [L4] */
export function reserveWords(lot: PublicLot): string {
  // Met before any bid means that there is none; after one, only that it is met is public.
  if (lot.priceCents === undefined) return lot.reserveMet ? 'No reserve' : 'Has a reserve';
  return lot.reserveMet ? 'Reserve met' : 'Reserve not met';
}

export function bidCountWords(bidCount: number): string {
  if (bidCount === 0) return 'No bids';
  return bidCount === 1 ? '1 bid' : `${bidCount} bids`;
}
