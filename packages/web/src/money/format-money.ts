import { minorDigits } from '@gaveldrop/units';
import { decimalText } from './decimal-text.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount of minor units as people write it, with its currency: 1250 USD in English is `$12.50`. */
export function formatMoney(amountCents: number, currency: string, locale?: string): string {
  // The decimal is handed over as text, so that no digit of a large amount goes through a binary fraction.
  return formatOf(currency, locale).format(decimalText(amountCents, currency));
}

// Making a format is slow, and a price is written many times a second in the climax.
function formatOf(currency: string, locale: string | undefined): Intl.NumberFormat {
  const key = `${locale ?? ''} ${currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const digits = minorDigits(currency);
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, made);
  return made;
}
