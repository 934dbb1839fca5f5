import type { Ledger } from '@gaveldrop/saleroom';
import type { Transfer } from '@gaveldrop/settlement';
import type { LotId } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** By drop, lot number and id. */
const inOrder = (one: Transfer, other: Transfer): number => {
  if (one.dropId !== other.dropId) return one.dropId < other.dropId ? -1 : 1;
  if (one.lotNumber !== other.lotNumber) return one.lotNumber - other.lotNumber;
  return one.transferId < other.transferId ? -1 : 1;
};

/** Transfers in memory. */
export function memoryLedger(): Ledger {
  const settled = new Set<LotId>();
  const kept: Transfer[] = [];
  return {
    settle: async (lotId, transfers) => {
      if (settled.has(lotId)) return 'already';
      settled.add(lotId);
      kept.push(...copied(transfers));
      return 'settled';
    },
    transfersOf: async (account) =>
      copied(
        kept
          .filter(({ debitAccount, creditAccount }) => debitAccount === account || creditAccount === account)
          .sort(inOrder),
      ),
  };
}
