import { type Cents, cents, limits, minorDigits } from '@gaveldrop/units';

export type ParsedMoney =
  | { readonly kind: 'amount'; readonly amountCents: Cents }
  | { readonly kind: 'invalid'; readonly problem: string };

const invalid = (problem: string): ParsedMoney => ({ kind: 'invalid', problem });

/**
 * An amount that a person typed, read exactly, in minor units: `12`, `12.5` and `12,50` in USD are 1200, 1250 and 1250.
 * Point or comma may stand before the last digits; thousands are not separated, since `1,234` means two things to two people.
 * @param leastCents the least amount that makes sense here, 1 unless said otherwise.
 * @returns what is wrong, in words for that person, when it is no amount from `leastCents` to `limits.amountCentsMax`.
 */
export function parseMoney(typed: string, currency: string, leastCents = 1): ParsedMoney {
  const digits = minorDigits(currency);
  const example = digits === 0 ? '1250' : `1250.${'0'.repeat(digits)}`;
  const text = typed.trim();
  if (text === '') return invalid('Enter an amount.');
  if (text.startsWith('-')) return invalid('The amount cannot be below zero.');
  const parts = /^([0-9]+)(?:[.,]([0-9]*))?$/.exec(text);
  if (parts === null) return invalid(`Use digits only, without separators for thousands: ${example}`);
  const [, whole = '', fraction = ''] = parts;
  if (fraction.length > digits) return invalid(tooManyDigits(currency, digits, example));
  const exact = BigInt(whole + fraction.padEnd(digits, '0'));
  if (exact > BigInt(limits.amountCentsMax)) return invalid('That is more than can be bid here.');
  if (exact < BigInt(leastCents))
    return invalid(leastCents === 1 ? 'The amount must be above zero.' : 'That is too little.');
  return { kind: 'amount', amountCents: cents(Number(exact)) };
}

function tooManyDigits(currency: string, digits: number, example: string): string {
  if (digits === 0) return `${currency} has no digits behind the point: ${example}`;
  return `${currency} has at most ${digits} digits behind the point: ${example}`;
}
