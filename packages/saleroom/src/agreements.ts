import { assert, type RulesId } from '@gaveldrop/units';
import type { LotAgreement, RulesStore } from './ports/rules-store.ts';

/** Agreements read once and kept, since a version never changes. */
export type Agreements = {
  /** @throws (a bug) when a lot names a version that was never written; a `Fault` when the world fails. */
  of(rulesId: RulesId): Promise<LotAgreement>;
};

/** @param keptMax how many to remember; the one read longest ago is dropped first. */
export function createAgreements(store: Pick<RulesStore, 'read'>, keptMax = 2_000): Agreements {
  const kept = new Map<RulesId, LotAgreement>();
  return {
    of: async (rulesId) => {
      const known = kept.get(rulesId);
      if (known !== undefined) return known;
      const agreement = await store.read(rulesId);
      assert(agreement !== undefined, `no agreement ${rulesId}: it is written before the lot that names it`);
      kept.set(rulesId, agreement);
      const [oldest] = kept.keys();
      if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
      return agreement;
    },
  };
}
