import { assert, type Cents } from '@gaveldrop/units';

/** The exact sum of amounts. @throws (a bug) when it is beyond what a double holds exactly; what it passes on the way is no matter. */
export function sumCents(amounts: Iterable<Cents>): Cents {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(amount);
  const result = Number(sum);
  assert(Number.isSafeInteger(result), `a sum of money is too large to be exact: ${sum}`);
  return result as Cents;
}
