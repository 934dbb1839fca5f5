import type { Cents } from '@gaveldrop/units';
import { askingPriceAbove } from './ladder.ts';
import { isFinal, isLive, type Lot, type LotRules } from './lot.ts';

/** The next acceptable amount, or none once the lot is final. [B3] */
export function askingPriceCents(lot: Lot, rules: LotRules): Cents | undefined {
  if (isFinal(lot)) return undefined;
  if (!isLive(lot) || lot.priceCents === undefined) return rules.startPriceCents;
  return askingPriceAbove(rules.ladder, lot.priceCents);
}
