import { type Statement, statementCsv, statementOf, transfersOf } from '@gaveldrop/settlement';
import { cents, epochMs } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { dropId, sampleSale, sellerId } from './sample-sale.ts';

const statement: Statement = {
  ...statementOf({
    sellerId,
    drop: { dropId, title: 'Friday foils', currency: 'USD' },
    openingTransfers: [],
    transfers: transfersOf({ ...sampleSale, lotTitle: 'Dragon "foil", first' }),
    issuedAtMs: epochMs(1_750_003_600_000),
  }),
  openingCents: cents(858),
  closingCents: cents(10_732),
};
const titled = (lotTitle: string): string =>
  statementCsv({ ...statement, lines: statement.lines.map((line) => ({ ...line, lotTitle })) });

test('[M10] a statement as CSV: opening, a row a lot, closing, each row as long as the heading', () => {
  const every = '01JZZZZZZZZZZZZZZZZZZZDR01,Friday foils,seller-ada,2025-06-15T16:06:40.000Z,USD';
  const transfers = ['hammer', 'shipping', 'commission', 'processing', 'affiliate']
    .map((kind) => `01JZZZZZZZZZZZZZZZZZZZLT01-${kind}`)
    .join(' ');
  expect(statementCsv(statement)).toBe(
    [
      'row,statement_id,drop_title,seller_id,issued_at,currency,lot_number,lot_id,lot_title,winning_bid_sequence,' +
        'hammer_price,shipping,commission,processing,affiliate,net,balance,transfers',
      `opening,${every},,,,,,,,,,,8.58,`,
      `lot,${every},1,01JZZZZZZZZZZZZZZZZZZZLT01,"Dragon ""foil"", first",9,` +
        `120.00,5.00,-9.60,-4.66,-12.00,98.74,107.32,${transfers}`,
      `closing,${every},,,,,,,,,,98.74,107.32,`,
      '',
    ].join('\r\n'),
  );
});

describe('[M10] no text in a CSV is run as a formula', () => {
  test.each([
    ['=HYPERLINK("http://x","y")', `,"'=HYPERLINK(""http://x"",""y"")",`],
    ['+1', `,'+1,`],
    ['-2+3', `,'-2+3,`],
    ['@SUM(A1)', `,'@SUM(A1),`],
    [' =1+1', `,' =1+1,`],
    ['\t=1+1', `,'\t=1+1,`],
    ['\r=1+1', `,"'\r=1+1",`],
    ['\ttab', `,'\ttab,`],
    ['＝1+1', `,'＝1+1,`],
  ])('[M10] %j', (title, field) => {
    expect(titled(title)).toContain(field);
  });

  test.each([
    ['Lot = lot', ',Lot = lot,'],
    ['two\r\nlines', ',"two\r\nlines",'],
    ['Pokémon 🐉', ',Pokémon 🐉,'],
    ["it's", ",it's,"],
  ])('[M10] %j stays as it is', (title, field) => {
    expect(titled(title)).toContain(field);
  });

  test('[M10] nor in the title of a drop or the id of a seller', () => {
    const csv = statementCsv({
      ...statement,
      dropTitle: '=1',
      sellerId: '@x' as Statement['sellerId'],
    });
    expect(csv).toContain(",'=1,'@x,");
    expect(csv).not.toContain(',=1');
  });
});
