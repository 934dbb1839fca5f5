import {
  balanceOf,
  sellerAccount,
  settleOrder,
  statementCsv,
  statementOf,
  sumCents,
  transfersOf,
} from '@gaveldrop/settlement';
import { type DropId, epochMs, type SellerId } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitrarySalesOf, dropIds, sellers } from './arbitrary-sale.ts';

const [earlierId, dropId] = dropIds;
const drop = { dropId: dropId as DropId, title: 'Friday foils', currency: 'USD' };
const issuedAtMs = epochMs(1_750_003_600_000);
const bothDrops = fc.tuple(arbitrarySalesOf(earlierId), arbitrarySalesOf(dropId));
const anySeller = fc.constantFrom(...sellers).map((seller) => seller as SellerId);

test("[M10] opening + lines = closing = the seller's balance, and each line is its order's net", () => {
  fc.assert(
    fc.property(bothDrops, anySeller, ([before, sold], sellerId) => {
      const openingTransfers = before.flatMap(transfersOf);
      const transfers = sold.flatMap(transfersOf);
      const statement = statementOf({ sellerId, drop, openingTransfers, transfers, issuedAtMs });
      const nets = statement.lines.map((line) => line.netCents);
      expect(sumCents([statement.openingCents, ...nets])).toBe(statement.closingCents);
      expect(statement.closingCents).toBe(
        balanceOf(sellerAccount(sellerId), 'USD', [...openingTransfers, ...transfers]),
      );
      const own = sold.filter((sale) => sale.sellerId === sellerId);
      const touched = own.filter((sale) =>
        transfersOf(sale).some(({ kind }) => kind !== 'premium' && kind !== 'tax'),
      );
      expect(nets).toEqual(touched.map((sale) => settleOrder(sale.terms, sale.order).netProceedsCents));
    }),
  );
});

test('[M10] each line shows exactly the fees of its order', () => {
  fc.assert(
    fc.property(arbitrarySalesOf(dropId), anySeller, (sold, sellerId) => {
      const transfers = sold.flatMap(transfersOf);
      const { lines } = statementOf({ sellerId, drop, openingTransfers: [], transfers, issuedAtMs });
      for (const line of lines) {
        const sale = sold.find(({ lotId }) => lotId === line.lotId);
        if (sale === undefined) throw new Error('a line without a sale');
        const fees = settleOrder(sale.terms, sale.order);
        expect(line).toMatchObject({
          winningBidSequence: sale.winningBidSequence,
          hammerPriceCents: sale.order.hammerPriceCents,
          shippingCents: sale.order.shippingCents ?? 0,
          commissionCents: fees.commissionCents,
          processingCents: fees.processingCents,
          affiliateCents: fees.affiliateCents,
        });
      }
    }),
  );
});

test('[M10] whatever order transfers are read in, the statement is the same', () => {
  const shuffled = arbitrarySalesOf(dropId).chain((sold) => {
    const transfers = sold.flatMap(transfersOf);
    return fc.tuple(
      fc.constant(transfers),
      fc.shuffledSubarray(transfers, { minLength: transfers.length, maxLength: transfers.length }),
    );
  });
  fc.assert(
    fc.property(shuffled, anySeller, ([inOrder, mixed], sellerId) => {
      const read = (transfers: typeof inOrder) =>
        statementOf({ sellerId, drop, openingTransfers: [], transfers, issuedAtMs });
      expect(read(mixed)).toEqual(read(inOrder));
    }),
  );
});

/** A small reader of CSV, only for this test: quoted fields may hold quotes, commas and line ends. */
function readCsv(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('[M10] whatever a title holds, its CSV has as many rows as it should, and no cell that is run', () => {
  const title = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '\t', ' ', '=', '+', '-', '@', 'a', "'") }),
  );
  fc.assert(
    fc.property(arbitrarySalesOf(dropId), anySeller, title, (sold, sellerId, lotTitle) => {
      const transfers = sold.flatMap((sale) => transfersOf({ ...sale, lotTitle }));
      const statement = statementOf({ sellerId, drop, openingTransfers: [], transfers, issuedAtMs });
      const rows = readCsv(statementCsv(statement));
      expect(rows).toHaveLength(statement.lines.length + 3);
      for (const row of rows) {
        expect(row).toHaveLength(18);
        // Amounts, which may begin with a minus, stand in columns 10 to 16; nothing else may begin so.
        for (const [column, cell] of row.entries())
          if (column < 10 || column > 16) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      }
      for (const row of rows.slice(2, -1)) expect(row[8]?.replace(/^'/, '')).toBe(lotTitle.replace(/^'/, ''));
    }),
  );
});
