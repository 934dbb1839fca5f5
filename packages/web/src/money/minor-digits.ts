// ISO 4217's own figures, in three lines. Not the browser's: its tables follow everyday use (a forint without fillér),
// differ from one browser to the next, and would move the point in a price.
const withoutMinorUnit = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF';
const inThousandths = 'BHD IQD JOD KWD LYD OMR TND';
const inTenThousandths = 'CLF UYW';

/** How many digits stand behind the point in an amount of this currency: 0 to 4. */
export function minorDigits(currency: string): number {
  if (withoutMinorUnit.includes(currency)) return 0;
  if (inThousandths.includes(currency)) return 3;
  if (inTenThousandths.includes(currency)) return 4;
  return 2;
}
