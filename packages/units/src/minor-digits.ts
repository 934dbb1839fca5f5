// From ISO 4217. A table and not `Intl`: what a statement prints must not depend on the machine that prints it.
const digitsOf = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code) => [code, 0] as const),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3] as const),
  ...'CLF UYW'.split(' ').map((code) => [code, 4] as const),
]);

/** How many decimal digits a currency's minor unit stands behind the point, 0 to 4; 2 for a code that is not in the table. */
export const minorDigits = (currency: string): number => digitsOf.get(currency) ?? 2;
