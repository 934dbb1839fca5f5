import type { LotAgreement, RulesStore } from '@gaveldrop/saleroom';
import type { RulesId } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** Agreements in memory. A version once written stays as it was. [M7] */
export function memoryRulesStore(): RulesStore {
  const agreements = new Map<RulesId, LotAgreement>();
  return {
    read: async (rulesId) => {
      const agreement = agreements.get(rulesId);
      return agreement === undefined ? undefined : copied(agreement);
    },
    write: async (agreement) => {
      const { rulesId } = agreement.rules;
      if (!agreements.has(rulesId)) agreements.set(rulesId, copied(agreement));
    },
  };
}
