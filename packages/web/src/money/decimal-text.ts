import { minorDigits } from '@gaveldrop/units';

/** An amount of minor units as a plain decimal with a point, exact: 1250 USD is `12.50`, -5 USD is `-0.05`. */
export function decimalText(amountCents: number, currency: string): `${number}` {
  const digits = minorDigits(currency);
  const sign = amountCents < 0 ? '-' : '';
  const figures = String(Math.abs(amountCents)).padStart(digits + 1, '0');
  const point = figures.length - digits;
  const text = digits === 0 ? figures : `${figures.slice(0, point)}.${figures.slice(point)}`;
  return `${sign}${text}` as `${number}`;
}
