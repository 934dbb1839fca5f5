import { assert, type EpochMs } from '@gaveldrop/units';
import type { Transfer, TransferId } from './transfer.ts';

const undone = '-undone';

/**
 * The transfer that undoes a mistaken one (M8): the same amount back, named after it, so that it is undone at most once.
 * @throws (a bug) when given one that undoes another already.
 */
export function oppositeOf(transfer: Transfer, postedAtMs: EpochMs): Transfer {
  assert(!transfer.transferId.endsWith(undone), `${transfer.transferId} already undoes a transfer`);
  return {
    ...transfer,
    transferId: `${transfer.transferId}${undone}` as TransferId,
    debitAccount: transfer.creditAccount,
    creditAccount: transfer.debitAccount,
    postedAtMs,
  };
}
