import type { AccountId, Transfer } from '@gaveldrop/settlement';
import type { LotId } from '@gaveldrop/units';

/** Transfers, for ever; the sum over all accounts is zero. [M8] */
export type Ledger = {
  /** Keeps a sold lot's transfers all at once, and only the first time. [M9] */
  settle(lotId: LotId, transfers: readonly Transfer[]): Promise<'settled' | 'already'>;
  /** All transfers that debit or credit an account, by drop, lot number and id. Consistent. */
  transfersOf(account: AccountId): Promise<readonly Transfer[]>;
};
