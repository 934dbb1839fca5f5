import { settleOrder } from '@gaveldrop/settlement';
import { type Figures, readSettlementCase, totalFigures } from './read-settlement-case.ts';
import type { VectorResult } from './vector-result.ts';

/**
 * Runs one case of kind `settlement` through the real code (M1 to M6): a step for each sale, then their `total`.
 * @throws an Error that names the field when the case is malformed or its terms make no sense.
 */
export function runSettlementVector(vectorCase: unknown): VectorResult {
  const { name, terms, sales, total } = readSettlementCase(vectorCase);
  const settled = sales.map(({ order }) => ({
    ...settleOrder(terms, order),
    hammerPriceCents: order.hammerPriceCents,
  }));
  const steps: Step[] = sales.map(({ expected }, index) => ({
    step: `sale ${index + 1}`,
    expected,
    got: settled[index] ?? {},
  }));
  steps.push({ step: 'total', expected: total, got: sumOf(settled) });
  return { name, failures: steps.flatMap(differences) };
}

type Step = { readonly step: string; readonly expected: Figures; readonly got: Figures };

function differences({ step, expected, got }: Step): VectorResult['failures'] {
  const differing = Object.keys(expected).filter((figure) => expected[figure] !== got[figure]);
  if (differing.length === 0) return [];
  const only = (all: Figures) => Object.fromEntries(differing.map((figure) => [figure, all[figure]]));
  return [{ step, expected: only(expected), got: only(got) }];
}

const sumOf = (all: readonly Figures[]): Figures =>
  Object.fromEntries(
    totalFigures.map((figure) => [figure, all.reduce((sum, each) => sum + (each[figure] ?? 0), 0)]),
  );
