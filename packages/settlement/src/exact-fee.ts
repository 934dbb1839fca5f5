import { assert, type BasisPoints, type Cents, cents } from '@gaveldrop/units';
import type { MarginalBand } from './fee-terms.ts';

/** A fee before it is rounded, exact: ten-thousandths of a minor unit, zero or more. */
export type ExactFee = bigint & { readonly __unit: 'ExactFee' };

const exactFeePerCent = 10_000n;

/** A rate of an amount, exact. */
export const rateOf = (amount: Cents, rate: BasisPoints): ExactFee =>
  (BigInt(amount) * BigInt(rate)) as ExactFee;

/** Each band's rate of the part of the amount that lies in the band, exact (M2, M3); bands begin at 0 and ascend. */
export function marginalFee(amount: Cents, bands: readonly MarginalBand[]): ExactFee {
  let fee = 0n;
  for (const [index, band] of bands.entries()) {
    if (amount <= band.fromCents) break;
    const end = Math.min(amount, bands[index + 1]?.fromCents ?? amount);
    fee += rateOf(cents(end - band.fromCents), band.rateBp);
  }
  return fee as ExactFee;
}

/** The nearest whole minor unit, the upper one from exactly half (M1). */
export function roundHalfUp(fee: ExactFee): Cents {
  assert(fee >= 0n, `a fee is never negative: ${fee}`);
  return cents(Number((fee + exactFeePerCent / 2n) / exactFeePerCent));
}
