import { assert, type Cents, minorDigits } from '@gaveldrop/units';

/** An amount as a plain decimal for programs, without grouping or code: `-1234.50`. */
export function decimalAmount(amount: Cents, currency: string): string {
  assert(Number.isSafeInteger(amount), `an amount is a whole number of minor units: ${amount}`);
  const digits = minorDigits(currency);
  const sign = amount < 0 ? '-' : '';
  const padded = String(Math.abs(amount)).padStart(digits + 1, '0');
  if (digits === 0) return sign + padded;
  return `${sign}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}
