import { decimalAmount, formatAmount } from '@gaveldrop/settlement';
import { type Cents, cents, minorDigits } from '@gaveldrop/units';
import { expect, test } from 'vitest';

test.each([
  [0, 'USD', '0.00 USD'],
  [5, 'USD', '0.05 USD'],
  [-5, 'USD', '-0.05 USD'],
  [100, 'EUR', '1.00 EUR'],
  [99_999, 'EUR', '999.99 EUR'],
  [100_000, 'EUR', '1,000.00 EUR'],
  [-123_456_789, 'USD', '-1,234,567.89 USD'],
  [999_999_999_999, 'USD', '9,999,999,999.99 USD'],
  [9_007_199_254_740_991, 'USD', '90,071,992,547,409.91 USD'],
  [0, 'JPY', '0 JPY'],
  [1_234_567, 'JPY', '1,234,567 JPY'],
  [-1_000, 'KRW', '-1,000 KRW'],
  [7, 'KWD', '0.007 KWD'],
  [1_234_567, 'BHD', '1,234.567 BHD'],
])('[M10] %i minor units of %s are written %s', (amount, currency, written) => {
  expect(formatAmount(cents(amount), currency)).toBe(written);
});

test('[M10] the plain decimal has no grouping and no code', () => {
  expect(decimalAmount(cents(-123_456_789), 'USD')).toBe('-1234567.89');
  expect(decimalAmount(cents(1_234_567), 'JPY')).toBe('1234567');
});

test.each([
  ['USD', 2],
  ['XPF', 0],
  ['TND', 3],
  ['CLF', 4],
  ['ZZZ', 2],
])('[M10] %s has %i digits behind the point', (currency, digits) => {
  expect(minorDigits(currency)).toBe(digits);
});

test('[M10] half a minor unit cannot be written', () => {
  expect(() => formatAmount(0.5 as Cents, 'USD')).toThrow('bug: an amount is a whole number of minor units');
});
