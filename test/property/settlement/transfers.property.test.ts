import {
  type AccountId,
  balanceOf,
  buyerAccount,
  oppositeOf,
  sellerAccount,
  settleOrder,
  sumCents,
  transfersOf,
} from '@gaveldrop/settlement';
import { epochMs } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitrarySalesOf, dropIds } from './arbitrary-sale.ts';

const sales = arbitrarySalesOf(dropIds[0]);

const accountsOf = (transfers: ReturnType<typeof transfersOf>): readonly AccountId[] => [
  ...new Set(transfers.flatMap(({ debitAccount, creditAccount }) => [debitAccount, creditAccount])),
];

test('[M8] the sum over all accounts is zero, whatever was sold under whatever terms', () => {
  fc.assert(
    fc.property(sales, (sold) => {
      const transfers = sold.flatMap(transfersOf);
      const balances = accountsOf(transfers).map((account) => balanceOf(account, 'USD', transfers));
      expect(sumCents(balances)).toBe(0);
    }),
  );
});

test("[M8] a sale changes the seller's account by exactly the net, the buyer's by exactly the total", () => {
  fc.assert(
    fc.property(sales, (sold) => {
      for (const sale of sold) {
        const transfers = transfersOf(sale);
        const fees = settleOrder(sale.terms, sale.order);
        const buyer = buyerAccount(sale.dropId, sale.buyerPaddle);
        expect(balanceOf(sellerAccount(sale.sellerId), 'USD', transfers)).toBe(fees.netProceedsCents);
        expect(balanceOf(buyer, 'USD', transfers)).toBe(
          fees.buyerTotalCents === 0 ? 0 : -fees.buyerTotalCents,
        );
      }
    }),
  );
});

test('[M8] every transfer is above zero, between two accounts, under an id of its own', () => {
  fc.assert(
    fc.property(sales, (sold) => {
      const transfers = sold.flatMap(transfersOf);
      for (const transfer of transfers) {
        expect(transfer.amountCents).toBeGreaterThan(0);
        expect(transfer.debitAccount).not.toBe(transfer.creditAccount);
      }
      expect(new Set(transfers.map((transfer) => transfer.transferId)).size).toBe(transfers.length);
    }),
  );
});

test('[M8] undoing every transfer brings every account back to zero', () => {
  fc.assert(
    fc.property(sales, (sold) => {
      const transfers = sold.flatMap(transfersOf);
      const all = [...transfers, ...transfers.map((each) => oppositeOf(each, epochMs(1_760_000_000_000)))];
      for (const account of accountsOf(all)) expect(balanceOf(account, 'USD', all)).toBe(0);
    }),
  );
});

test('[M9] a store that keeps one transfer an id keeps the same ones however often a sale is settled', () => {
  fc.assert(
    fc.property(sales, fc.integer({ min: 1, max: 4 }), (sold, times) => {
      const kept = new Map(
        Array.from({ length: times }, () => sold.flatMap(transfersOf))
          .flat()
          .map((transfer) => [transfer.transferId, transfer]),
      );
      expect([...kept.values()]).toEqual(sold.flatMap(transfersOf));
    }),
  );
});
