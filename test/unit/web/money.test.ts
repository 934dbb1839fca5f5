import { decimalText } from '@gaveldrop/web/money/decimal-text.ts';
import { formatMoney } from '@gaveldrop/web/money/format-money.ts';
import { parseMoney } from '@gaveldrop/web/money/parse-money.ts';
import { describe, expect, test } from 'vitest';

const amountOf = (typed: string, currency = 'USD', leastCents?: number): number | string => {
  const parsed = parseMoney(typed, currency, leastCents);
  return parsed.kind === 'amount' ? parsed.amountCents : parsed.problem;
};

describe('an amount that somebody typed', () => {
  test.each([
    ['12', 'USD', 1_200],
    ['12.', 'USD', 1_200],
    ['12.5', 'USD', 1_250],
    ['12,50', 'EUR', 1_250],
    [' 0.01 ', 'USD', 1],
    ['0.29', 'USD', 29],
    ['1.005', 'KWD', 1_005],
    ['1250', 'JPY', 1_250],
    ['9999999999.99', 'USD', 999_999_999_999],
  ])('%s %s is read exactly', (typed, currency, expected) => {
    expect(amountOf(typed, currency)).toBe(expected);
  });

  test.each([
    ['', 'USD', 'Enter an amount.'],
    ['-5', 'USD', 'The amount cannot be below zero.'],
    ['0', 'USD', 'The amount must be above zero.'],
    ['1,234.50', 'USD', 'Use digits only, without separators for thousands: 1250.00'],
    ['1e3', 'USD', 'Use digits only, without separators for thousands: 1250.00'],
    ['$5', 'USD', 'Use digits only, without separators for thousands: 1250.00'],
    ['1,234', 'USD', 'USD has at most 2 digits behind the point: 1250.00'],
    ['1.5', 'JPY', 'JPY has no digits behind the point: 1250'],
    ['10000000000', 'USD', 'That is more than can be bid here.'],
    ['99999999999999999999999', 'USD', 'That is more than can be bid here.'],
  ])('%j %s is refused in words', (typed, currency, problem) => {
    expect(amountOf(typed, currency)).toBe(problem);
  });

  test('nothing is an amount where nothing may be charged', () => {
    expect(amountOf('0', 'USD', 0)).toBe(0);
  });
});

describe('an amount for people', () => {
  test.each([
    [1_250, 'USD', '$12.50'],
    [-82, 'USD', '-$0.82'],
    [999_999_999_999, 'USD', '$9,999,999,999.99'],
    [1_250, 'JPY', '¥1,250'],
    [1_250, 'HUF', 'HUF 12.50'],
    [1_005, 'KWD', 'KWD 1.005'],
  ])('%i minor units of %s', (amountCents, currency, expected) => {
    expect(formatMoney(amountCents, currency, 'en-US').replace(/\u00a0/g, ' ')).toBe(expected);
  });

  test('as a plain decimal it is what was typed', () => {
    expect(decimalText(5, 'USD')).toBe('0.05');
    expect(decimalText(-123_450, 'USD')).toBe('-1234.50');
    expect(decimalText(7, 'JPY')).toBe('7');
  });
});
