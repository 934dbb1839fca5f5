import type { Cents } from '@gaveldrop/units';
import { decimalAmount } from './decimal-amount.ts';

/** An amount for people, grouped by thousands, with its currency's code: `-1,234.50 USD`. */
export const formatAmount = (amount: Cents, currency: string): string =>
  `${groupedAmount(amount, currency)} ${currency}`;

/** The same without the code, for where the currency is said once for a whole table. */
export function groupedAmount(amount: Cents, currency: string): string {
  const [whole = '', fraction] = decimalAmount(amount, currency).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}
