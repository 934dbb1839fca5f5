import { limits } from '@gaveldrop/units';
import type { FeeTerms, MarginalBand } from './fee-terms.ts';

/** What is wrong with fee terms: `field` is the path to it, as in `commission.bands[1].fromCents`. */
export type FeeTermsProblem = { readonly field: string; readonly problem: string };

/**
 * The first thing that makes these fee terms unusable, or undefined when there is none (M2 to M5): bands begin
 * at 0 and ascend, rates are whole basis points from 0 to `rateBpMax`, amounts are whole minor units from 0 to
 * `amountCentsMax`, and there are at most `feeBandsMax` bands in a list and `feeCategoriesMax` categories.
 */
export function feeTermsProblem(terms: FeeTerms): FeeTermsProblem | undefined {
  const { commission, buyersPremium, processing, affiliate } = terms;
  return (
    bandsProblem('commission.bands', commission.bands) ??
    categoriesProblem(commission.byCategory ?? {}) ??
    amountProblem('commission.minimumCents', commission.minimumCents ?? 0) ??
    amountProblem('commission.fixedCents', commission.fixedCents ?? 0) ??
    (buyersPremium && bandsProblem('buyersPremium.bands', buyersPremium.bands)) ??
    amountProblem('buyersPremium.fixedCents', buyersPremium?.fixedCents ?? 0) ??
    rateProblem('processing.rateBp', processing.rateBp) ??
    amountProblem('processing.fixedCents', processing.fixedCents) ??
    baseProblem('processing.base', processing.base) ??
    rateProblem('affiliate.rateBp', affiliate?.rateBp ?? 0)
  );
}

function categoriesProblem(
  byCategory: Readonly<Record<string, readonly MarginalBand[]>>,
): FeeTermsProblem | undefined {
  const field = 'commission.byCategory';
  const categories = Object.entries(byCategory);
  if (categories.length > limits.feeCategoriesMax)
    return { field, problem: `must name at most ${limits.feeCategoriesMax} categories` };
  for (const [category, bands] of categories) {
    if (category.trim() === '') return { field, problem: 'must not name an empty category' };
    const problem = bandsProblem(`${field}[${JSON.stringify(category)}]`, bands);
    if (problem) return problem;
  }
  return undefined;
}

function bandsProblem(field: string, bands: readonly MarginalBand[]): FeeTermsProblem | undefined {
  if (bands.length === 0) return { field, problem: 'must have at least one band' };
  if (bands.length > limits.feeBandsMax)
    return { field, problem: `must have at most ${limits.feeBandsMax} bands` };
  let previous = -1;
  for (const [index, band] of bands.entries()) {
    const from = `${field}[${index}].fromCents`;
    const problem =
      amountProblem(from, band.fromCents) ?? rateProblem(`${field}[${index}].rateBp`, band.rateBp);
    if (problem) return problem;
    if (index === 0 && band.fromCents !== 0)
      return { field: from, problem: 'the first band must begin at 0' };
    if (band.fromCents <= previous)
      return { field: from, problem: `must be above the band before it, which begins at ${previous}` };
    previous = band.fromCents;
  }
  return undefined;
}

function amountProblem(field: string, amount: number): FeeTermsProblem | undefined {
  if (Number.isInteger(amount) && amount >= 0 && amount <= limits.amountCentsMax) return undefined;
  return { field, problem: `must be a whole number of minor units from 0 to ${limits.amountCentsMax}` };
}

function rateProblem(field: string, rate: number): FeeTermsProblem | undefined {
  if (Number.isInteger(rate) && rate >= 0 && rate <= limits.rateBpMax) return undefined;
  return { field, problem: `must be a whole number of basis points from 0 to ${limits.rateBpMax} (100 %)` };
}

function baseProblem(field: string, base: string): FeeTermsProblem | undefined {
  if (base === 'hammer' || base === 'order-total') return undefined;
  return { field, problem: "must be 'hammer' or 'order-total'" };
}
