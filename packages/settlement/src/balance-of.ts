import { type Cents, cents } from '@gaveldrop/units';
import type { AccountId } from './accounts.ts';
import { sumCents } from './sum-cents.ts';
import type { Transfer } from './transfer.ts';

/** What one transfer changes an account's balance by, in minor units: zero when it does not touch it. */
export function changeOf(account: AccountId, transfer: Transfer): Cents {
  const credited = transfer.creditAccount === account ? transfer.amountCents : 0;
  const debited = transfer.debitAccount === account ? transfer.amountCents : 0;
  return cents(credited - debited);
}

/** An account's balance in one currency, read from transfers alone (M8, M10); amounts of other currencies do not count. */
export const balanceOf = (account: AccountId, currency: string, transfers: readonly Transfer[]): Cents =>
  sumCents(
    transfers
      .filter((transfer) => transfer.currency === currency)
      .map((transfer) => changeOf(account, transfer)),
  );
