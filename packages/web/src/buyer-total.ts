import type { PublicDrop } from '@gaveldrop/protocol';
import { type Cents, cents } from '@gaveldrop/units';

type PremiumTerms = NonNullable<PublicDrop['terms']['buyersPremium']>;

const wholeBp = 10_000n;

/**
 * The buyer's premium on a hammer price: each band's rate of the part of the price that lies in the band, rounded once,
 * half up, then the fixed part. Worked out on integers throughout, so that it is the figure the engine arrives at. [M1] [M3]
 */
export function buyersPremiumCents(terms: PremiumTerms | undefined, hammerPriceCents: Cents): Cents {
  if (terms === undefined) return cents(0);
  let timesWhole = 0n;
  for (const [at, { fromCents, rateBp }] of terms.bands.entries()) {
    const upToCents = Math.min(hammerPriceCents, terms.bands[at + 1]?.fromCents ?? hammerPriceCents);
    if (upToCents > fromCents) timesWhole += BigInt(upToCents - fromCents) * BigInt(rateBp);
  }
  const byBands = Number((timesWhole + wholeBp / 2n) / wholeBp);
  return cents(byBands + (terms.fixedCents ?? 0));
}

/** What a lot costs its buyer in all at a hammer price: the price, the premium on it, and shipping. [M6] */
export function buyerTotalCents(
  terms: PremiumTerms | undefined,
  hammerPriceCents: Cents,
  shippingCents: Cents,
): Cents {
  return cents(hammerPriceCents + buyersPremiumCents(terms, hammerPriceCents) + shippingCents);
}
