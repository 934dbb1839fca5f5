import type { PublicCatalogueEntry, PublicDrop } from '@gaveldrop/protocol';
import { type Cents, cents } from '@gaveldrop/units';
import { buyerTotalCents } from '../buyer-total.ts';
import { totalWords } from '../words/total-words.ts';

/** Says what a bid on this lot would cost its bidder in all. */
export function ownTotals(
  drop: PublicDrop,
  entry: PublicCatalogueEntry | undefined,
  money: (amountCents: number) => string,
): (amountCents: Cents) => string | undefined {
  // Until the catalogue is here, shipping is not known, and a figure without it would be wrong.
  if (entry === undefined) return () => undefined;
  const premium = drop.terms.buyersPremium;
  const shippingCents = cents(entry.shippingCents);
  return (amountCents) => {
    const totalText = money(buyerTotalCents(premium, amountCents, shippingCents));
    return totalWords(totalText, premium !== undefined, shippingCents > 0);
  };
}
