import { type MemoryLotStore, memoryLotStore } from '@gaveldrop/adapters/memory/memory-lot-store';
import type { Lot } from '@gaveldrop/bidding';
import { type CommitResult, fault } from '@gaveldrop/saleroom';
import { assert } from '@gaveldrop/units';

/**
 * What becomes of one commit: it goes `through`; it is `throttled`; it happens but nobody hears of it (`unheard`); it
 * does not happen and nobody hears of it (`lost-on-the-way`); it is `adrift`, to land when the test says; or what a
 * function makes of it.
 */
export type Fate =
  | 'through'
  | 'throttled'
  | 'unheard'
  | 'lost-on-the-way'
  | 'adrift'
  | ((through: () => Promise<CommitResult>) => Promise<CommitResult>);

export type FatedLotStore = MemoryLotStore & {
  /** The fates of the next commits, in order; when there are none, they go through. */
  readonly fates: Fate[];
  /** From now on every commit has this fate once `fates` is empty. */
  always(fate: Fate): void;
  /** The oldest write that is adrift lands now, if its lot still stands where it was aimed. */
  land(): Promise<CommitResult>;
};

/** Notes the name of each method called on a store, in order. */
export function noted<T extends object>(store: T, calls: string[]): T {
  return new Proxy(store, {
    get(target, key): unknown {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        calls.push(String(key));
        return Reflect.apply(value, target, given);
      };
    },
  });
}

/** A lot store in memory whose writes meet what a test decides. */
export function fatedLotStore(): FatedLotStore {
  const inner = memoryLotStore();
  const fates: Fate[] = [];
  const adrift: Lot[] = [];
  let afterwards: Fate = 'through';
  return {
    ...inner,
    fates,
    always: (fate) => {
      afterwards = fate;
    },
    land: async () => {
      const next = adrift.shift();
      assert(next !== undefined, 'nothing is adrift');
      return inner.commit(next);
    },
    commit: async (next) => {
      const fate = fates.shift() ?? afterwards;
      const through = (): Promise<CommitResult> => inner.commit(next);
      if (typeof fate === 'function') return fate(through);
      if (fate === 'through') return through();
      if (fate === 'throttled') return { kind: 'throttled' };
      if (fate === 'adrift') adrift.push(next);
      if (fate === 'unheard') await through();
      return { kind: 'ambiguous' };
    },
  };
}

/** Something that fails as the world does. */
export const failing = (): Promise<never> => Promise.reject(fault('unavailable', 'no such luck', undefined));
