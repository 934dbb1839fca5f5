import { type Statement, statementHtml, statementOf, transfersOf } from '@gaveldrop/settlement';
import { cents, epochMs } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { dropId, sampleSale, sellerId } from './sample-sale.ts';

const statement: Statement = {
  ...statementOf({
    sellerId,
    drop: { dropId, title: 'Friday foils', currency: 'USD' },
    openingTransfers: [],
    transfers: transfersOf(sampleSale),
    issuedAtMs: epochMs(1_750_003_600_000),
  }),
  openingCents: cents(858),
  closingCents: cents(10_732),
};

test('[M10] the page says in words that opening balance + lines = closing balance', () => {
  expect(statementHtml(statement)).toContain(
    'Opening balance 8.58 USD + net of 1 lot 98.74 USD = closing balance 107.32 USD',
  );
});

test('[M10] each line shows its figures, its lot, its winning bid and its transfers', () => {
  const page = statementHtml(statement);
  expect(page).toContain(
    '1. <bdi>Foil dragon, first edition</bdi></th></tr>\n<tr><td class="text">Lot 1</td>' +
      '<td>120.00</td><td>5.00</td><td>-9.60</td><td>-4.66</td><td>-12.00</td><td>98.74</td></tr>',
  );
  expect(page).toContain(
    'Lot 01JZZZZZZZZZZZZZZZZZZZLT01 · winning bid at sequence 9' +
      ' · <span class="transfer">01JZZZZZZZZZZZZZZZZZZZLT01-hammer 120.00</span>' +
      ' · <span class="transfer">01JZZZZZZZZZZZZZZZZZZZLT01-shipping 5.00</span>' +
      ' · <span class="transfer">01JZZZZZZZZZZZZZZZZZZZLT01-commission 9.60</span>' +
      ' · <span class="transfer">01JZZZZZZZZZZZZZZZZZZZLT01-processing 4.66</span>' +
      ' · <span class="transfer">01JZZZZZZZZZZZZZZZZZZZLT01-affiliate 12.00</span></td>',
  );
});

test('[M1] the page states the rounding rule in the smallest amount of its currency', () => {
  expect(statementHtml(statement)).toContain('rounded once to 0.01 USD; exactly half goes up');
  expect(statementHtml({ ...statement, currency: 'JPY' })).toContain('rounded once to 1 JPY');
});

test('[M10] everything anybody typed is escaped', () => {
  const nasty = `</title><script>alert('1')</script>&"`;
  const page = statementHtml({
    ...statement,
    dropTitle: nasty,
    sellerId: nasty as Statement['sellerId'],
    lines: statement.lines.map((line) => ({ ...line, lotTitle: nasty })),
  });
  expect(page).not.toContain('<script');
  expect(page.match(/<\/title>/g)).toHaveLength(1);
  expect(page.split('&lt;/title&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;')).toHaveLength(
    5,
  );
});

test('[M10] the page is whole, for A4, and allows no script', () => {
  const page = statementHtml(statement);
  expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
  expect(page.endsWith('</html>\n')).toBe(true);
  expect(page).toContain('@page { size: A4 portrait;');
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).toContain('<dt>Issued</dt><dd>2025-06-15T16:06:40.000Z</dd>');
});

test('[M10] a statement without lines still adds up', () => {
  const empty = { ...statement, lines: [], netProceedsCents: cents(0), closingCents: cents(858) };
  expect(statementHtml(empty)).toContain(
    'Opening balance 8.58 USD + net of 0 lots 0.00 USD = closing balance 8.58 USD',
  );
});
