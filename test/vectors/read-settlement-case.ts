import {
  type FeeTerms,
  feeTermsProblem,
  type MarginalBand,
  type Order,
  type OrderFees,
} from '@gaveldrop/settlement';
import { amountAt, listAt, maybe, objectAt, rateAt, textAt, wholeAt, yesOrNoAt } from './read-field.ts';

export type Figures = Readonly<Record<string, number>>;

/** A case of kind `settlement`, checked: terms that make sense, orders, and what each and all of them should come to. */
export type SettlementCase = {
  readonly name: string;
  readonly terms: FeeTerms;
  readonly sales: readonly { readonly order: Order; readonly expected: Figures }[];
  readonly total: Figures;
};

const saleFigures = [
  'buyersPremiumCents',
  'buyerTotalCents',
  'commissionCents',
  'processingCents',
  'affiliateCents',
  'netProceedsCents',
] as const satisfies readonly (keyof OrderFees)[];

/** What a case's `total` sums. */
export const totalFigures = [...saleFigures, 'hammerPriceCents'] as const;

/** @throws an Error that names the field when the case is malformed or its terms make no sense. */
export function readSettlementCase(value: unknown): SettlementCase {
  const root = objectAt('case', value);
  if (root.kind !== 'settlement') throw new Error("kind must be 'settlement'");
  return {
    name: textAt('name', root.name),
    terms: termsAt('terms', root.terms),
    sales: listAt('sales', root.sales).map((sale, index) => saleAt(`sales[${index}]`, sale)),
    total: expectedAt('total', root.total, totalFigures),
  };
}

function saleAt(field: string, value: unknown): SettlementCase['sales'][number] {
  const sale = objectAt(field, value);
  const order: Order = {
    hammerPriceCents: amountAt(`${field}.hammerPriceCents`, sale.hammerPriceCents),
    category: maybe(`${field}.category`, sale.category, textAt),
    shippingCents: maybe(`${field}.shippingCents`, sale.shippingCents, amountAt),
    taxCents: maybe(`${field}.taxCents`, sale.taxCents, amountAt),
    affiliate: maybe(`${field}.affiliate`, sale.affiliate, yesOrNoAt),
  };
  return { order, expected: expectedAt(`${field}.expect`, sale.expect, saleFigures) };
}

function expectedAt(field: string, value: unknown, figures: readonly string[]): Figures {
  const expected = Object.entries(objectAt(field, value));
  // What expects nothing would always pass.
  if (expected.length === 0) throw new Error(`${field} must give at least one figure`);
  for (const [figure] of expected)
    if (!figures.includes(figure)) throw new Error(`${field}.${figure} is not a figure of an order`);
  return Object.fromEntries(expected.map(([figure, each]) => [figure, wholeAt(`${field}.${figure}`, each)]));
}

function termsAt(field: string, value: unknown): FeeTerms {
  const terms = objectAt(field, value);
  const processing = objectAt(`${field}.processing`, terms.processing);
  const parsed: FeeTerms = {
    commission: commissionAt(`${field}.commission`, terms.commission),
    buyersPremium: maybe(`${field}.buyersPremium`, terms.buyersPremium, premiumAt),
    processing: {
      rateBp: rateAt(`${field}.processing.rateBp`, processing.rateBp),
      fixedCents: amountAt(`${field}.processing.fixedCents`, processing.fixedCents),
      base: baseAt(`${field}.processing.base`, processing.base),
    },
    affiliate: maybe(`${field}.affiliate`, terms.affiliate, affiliateAt),
  };
  const problem = feeTermsProblem(parsed);
  if (problem !== undefined) throw new Error(`${field}.${problem.field} ${problem.problem}`);
  return parsed;
}

function commissionAt(field: string, value: unknown): FeeTerms['commission'] {
  const commission = objectAt(field, value);
  return {
    bands: bandsAt(`${field}.bands`, commission.bands),
    byCategory: maybe(`${field}.byCategory`, commission.byCategory, categoriesAt),
    minimumCents: maybe(`${field}.minimumCents`, commission.minimumCents, amountAt),
    fixedCents: maybe(`${field}.fixedCents`, commission.fixedCents, amountAt),
  };
}

function premiumAt(field: string, value: unknown): NonNullable<FeeTerms['buyersPremium']> {
  const premium = objectAt(field, value);
  return {
    bands: bandsAt(`${field}.bands`, premium.bands),
    fixedCents: maybe(`${field}.fixedCents`, premium.fixedCents, amountAt),
  };
}

function affiliateAt(field: string, value: unknown): NonNullable<FeeTerms['affiliate']> {
  return { rateBp: rateAt(`${field}.rateBp`, objectAt(field, value).rateBp) };
}

function categoriesAt(field: string, value: unknown): Record<string, readonly MarginalBand[]> {
  const entries = Object.entries(objectAt(field, value));
  return Object.fromEntries(
    entries.map(([category, bands]) => [category, bandsAt(`${field}.${category}`, bands)]),
  );
}

function bandsAt(field: string, value: unknown): readonly MarginalBand[] {
  return listAt(field, value).map((each, index) => {
    const band = objectAt(`${field}[${index}]`, each);
    return {
      fromCents: amountAt(`${field}[${index}].fromCents`, band.fromCents),
      rateBp: rateAt(`${field}[${index}].rateBp`, band.rateBp),
    };
  });
}

function baseAt(field: string, value: unknown): FeeTerms['processing']['base'] {
  if (value === 'hammer' || value === 'order-total') return value;
  throw new Error(`${field} must be 'hammer' or 'order-total'`);
}
