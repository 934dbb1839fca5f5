import { assert, type Cents, cents, limits } from '@gaveldrop/units';
import { marginalFee, rateOf, roundHalfUp } from './exact-fee.ts';
import type { CommissionTerms, FeeTerms, MarginalBand, PremiumTerms, ProcessingTerms } from './fee-terms.ts';
import { feeTermsProblem } from './fee-terms-problem.ts';
import type { Order, OrderFees } from './order.ts';
import { sumCents } from './sum-cents.ts';

const none = cents(0);

/**
 * Every fee line of one order under these terms, each rounded once, half up (M1 to M6).
 * @throws (a bug) when the terms make no sense (`feeTermsProblem`) or an amount is not whole, 0 to `amountCentsMax`.
 */
export function settleOrder(terms: FeeTerms, order: Order): OrderFees {
  const problem = feeTermsProblem(terms);
  assert(problem === undefined, `fee terms are checked before use: ${problem?.field} ${problem?.problem}`);
  const { hammerPriceCents, shippingCents = none, taxCents = none } = order;
  assertAmount('hammerPriceCents', hammerPriceCents);
  assertAmount('shippingCents', shippingCents);
  assertAmount('taxCents', taxCents);

  const buyersPremiumCents = premiumOf(terms.buyersPremium, hammerPriceCents);
  const buyerTotalCents = sumCents([hammerPriceCents, buyersPremiumCents, shippingCents, taxCents]);
  const commissionCents = commissionOf(terms.commission, order);
  const processingCents = processingOf(terms.processing, hammerPriceCents, buyerTotalCents);
  const affiliateCents = affiliateShareOf(terms, order);
  const deductedCents = sumCents([commissionCents, processingCents, affiliateCents]);
  const netProceedsCents = cents(hammerPriceCents + shippingCents - deductedCents);
  return {
    buyersPremiumCents,
    buyerTotalCents,
    commissionCents,
    processingCents,
    affiliateCents,
    netProceedsCents,
  };
}

// The minimum and the fixed parts are whole already, so rounding the bands' part rounds the whole line, once (M1).
function commissionOf(terms: CommissionTerms, order: Order): Cents {
  const byBands = roundHalfUp(marginalFee(order.hammerPriceCents, bandsFor(terms, order.category)));
  const atLeastMinimum = cents(Math.max(byBands, terms.minimumCents ?? 0));
  return sumCents([atLeastMinimum, terms.fixedCents ?? none]);
}

function premiumOf(terms: PremiumTerms | undefined, hammerPriceCents: Cents): Cents {
  if (terms === undefined) return none;
  return sumCents([roundHalfUp(marginalFee(hammerPriceCents, terms.bands)), terms.fixedCents ?? none]);
}

function processingOf(terms: ProcessingTerms, hammerPriceCents: Cents, buyerTotalCents: Cents): Cents {
  const baseCents = terms.base === 'hammer' ? hammerPriceCents : buyerTotalCents;
  return sumCents([roundHalfUp(rateOf(baseCents, terms.rateBp)), terms.fixedCents]);
}

function affiliateShareOf(terms: FeeTerms, order: Order): Cents {
  if (terms.affiliate === undefined || order.affiliate !== true) return none;
  return roundHalfUp(rateOf(order.hammerPriceCents, terms.affiliate.rateBp));
}

// A category is free text: one called `constructor` must not find what every object inherits.
function bandsFor(terms: CommissionTerms, category: string | undefined): readonly MarginalBand[] {
  const { bands, byCategory = {} } = terms;
  if (category === undefined || !Object.hasOwn(byCategory, category)) return bands;
  return byCategory[category] ?? bands;
}

function assertAmount(name: string, amount: number): void {
  const fits = Number.isInteger(amount) && amount >= 0 && amount <= limits.amountCentsMax;
  assert(fits, `${name} must be whole, 0 to ${limits.amountCentsMax}: ${amount}`);
}
