import assert from 'node:assert/strict';

/** Lends one of some things at a time to whoever asks; who finds none left waits, first come, first served. */
export type InTurn<Lent> = <Result>(use: (lent: Lent) => Promise<Result>) => Promise<Result>;

/** As many things as may be in use at once. There must be one at least. */
export function inTurn<Lent>(all: readonly Lent[]): InTurn<Lent> {
  assert(all.length > 0, 'there is nothing to lend');
  const free = [...all];
  const waiting: ((lent: Lent) => void)[] = [];
  const take = (): Lent | Promise<Lent> =>
    free.pop() ?? new Promise<Lent>((resolve) => waiting.push(resolve));
  return async (use) => {
    const lent = await take();
    try {
      return await use(lent);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(lent);
      else next(lent);
    }
  };
}
