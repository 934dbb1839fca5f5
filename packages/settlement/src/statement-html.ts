import { type Cents, cents } from '@gaveldrop/units';
import { formatAmount, groupedAmount } from './format-amount.ts';
import { type Html, html } from './html.ts';
import type { Statement, StatementLine } from './statement.ts';
import { statementStyle } from './statement-style.ts';
import { sumCents } from './sum-cents.ts';

/**
 * A statement as a whole page to print (M10): the opening balance, a line a lot with its winning bid and its transfers,
 * the closing balance, the sum of the three in words, and how fees are rounded (M1). Everything anybody typed is escaped,
 * and the page allows no script.
 */
export function statementHtml(statement: Statement): string {
  const { currency, lines, openingCents, closingCents, netProceedsCents } = statement;
  const whole = (value: Cents): string => formatAmount(value, currency);
  const lots = lines.length === 1 ? '1 lot' : `${lines.length} lots`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Statement: ${statement.dropTitle}</title>
<style>${statementStyle}</style>
</head>
<body>
<h1>Statement</h1>
<dl>
<dt>Drop</dt><dd><bdi>${statement.dropTitle}</bdi></dd>
<dt>Seller</dt><dd><bdi>${statement.sellerId}</bdi></dd>
<dt>Statement</dt><dd>${statement.statementId}</dd>
<dt>Issued</dt><dd>${new Date(statement.issuedAtMs).toISOString()}</dd>
<dt>Currency</dt><dd>${currency}</dd>
</dl>
<div class="wide">
<table>
<thead>
<tr><th class="text" scope="col">Lot</th><th scope="col">Hammer price</th><th scope="col">Shipping</th>
<th scope="col">Commission</th><th scope="col">Processing</th><th scope="col">Affiliate</th><th scope="col">Net</th></tr>
</thead>
<tbody>
<tr class="balance"><th class="text" scope="row" colspan="6">Opening balance</th><td>${groupedAmount(openingCents, currency)}</td></tr>
</tbody>
${lines.map((line) => lotRows(line, currency))}
<tbody class="balance">
${totalRow(statement)}
<tr><th class="text" scope="row" colspan="6">Closing balance</th><td>${groupedAmount(closingCents, currency)}</td></tr>
</tbody>
</table>
</div>
<p class="sum">Opening balance ${whole(openingCents)} + net of ${lots} ${whole(netProceedsCents)} = closing balance ${whole(closingCents)}</p>
<p class="note">Net is the hammer price and the shipping passed on, less commission, processing and the affiliate&#39;s share.
Rounding: every fee is worked out exactly, once an order, and then rounded once to ${whole(cents(1))}; exactly half goes up.</p>
<p class="note">Each figure is read from the transfers under its lot. A transfer is never changed or deleted; a mistake is
undone by an opposite one, which is listed with it.</p>
</body>
</html>
`;
  return page.markup;
}

function lotRows(line: StatementLine, currency: string): Html {
  const transfers = line.transfers.map(
    ({ transferId, amountCents }) =>
      html` · <span class="transfer">${transferId} ${groupedAmount(amountCents, currency)}</span>`,
  );
  return html`<tbody class="lot">
<tr class="title"><th class="text" scope="rowgroup" colspan="7">${line.lotNumber}. <bdi>${line.lotTitle}</bdi></th></tr>
<tr><td class="text">Lot ${line.lotNumber}</td>${figures(line, currency)}</tr>
<tr class="proof"><td colspan="7">Lot ${line.lotId} · winning bid at sequence ${line.winningBidSequence}${transfers}</td></tr>
</tbody>
`;
}

type Figures = Pick<
  StatementLine,
  'hammerPriceCents' | 'shippingCents' | 'commissionCents' | 'processingCents' | 'affiliateCents' | 'netCents'
>;

function figures(line: Figures, currency: string): Html {
  const cell = (value: Cents): Html => html`<td>${groupedAmount(value, currency)}</td>`;
  const deduction = (value: Cents): Html => cell(cents(0 - value));
  return html`${[
    cell(line.hammerPriceCents),
    cell(line.shippingCents),
    deduction(line.commissionCents),
    deduction(line.processingCents),
    deduction(line.affiliateCents),
    cell(line.netCents),
  ]}`;
}

function totalRow({ lines, currency, netProceedsCents }: Statement): Html {
  const total = (figure: keyof Figures): Cents => sumCents(lines.map((line) => line[figure]));
  const totals: Figures = {
    hammerPriceCents: total('hammerPriceCents'),
    shippingCents: total('shippingCents'),
    commissionCents: total('commissionCents'),
    processingCents: total('processingCents'),
    affiliateCents: total('affiliateCents'),
    netCents: netProceedsCents,
  };
  return html`<tr><th class="text" scope="row">Lots together</th>${figures(totals, currency)}</tr>`;
}
