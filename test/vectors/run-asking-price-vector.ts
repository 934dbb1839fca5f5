import { askingPriceAbove, ladderProblem } from '@gaveldrop/bidding';
import { amountAt, listAt, objectAt, textAt } from './read-field.ts';
import { ladderAt } from './read-ladder.ts';
import type { VectorResult } from './vector-result.ts';

/**
 * Runs one case of kind `asking-price` (B3): what may be bid next at each price.
 * @throws an Error that names the field when the case is malformed or its ladder makes no sense.
 */
export function runAskingPriceVector(vectorCase: unknown): VectorResult {
  const root = objectAt('case', vectorCase);
  const name = textAt('name', root.name);
  const ladder = ladderAt('ladder', root.ladder);
  const problem = ladderProblem(ladder);
  if (problem !== undefined) throw new Error(`${problem.field} ${problem.problem}`);
  const failures = listAt('cases', root.cases).flatMap((each, index) => {
    const one = objectAt(`cases[${index}]`, each);
    const priceCents = amountAt(`cases[${index}].priceCents`, one.priceCents);
    const expected = amountAt(`cases[${index}].askingPriceCents`, one.askingPriceCents);
    const got = askingPriceAbove(ladder, priceCents);
    return got === expected ? [] : [{ step: `price ${priceCents}`, expected, got }];
  });
  return { name, failures };
}
