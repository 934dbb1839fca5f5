import { type Cents, cents } from '@gaveldrop/units';
import { csvField, csvText } from './csv-field.ts';
import { decimalAmount } from './decimal-amount.ts';
import type { Statement } from './statement.ts';
import { sumCents } from './sum-cents.ts';

const columns = [
  'row',
  'statement_id',
  'drop_title',
  'seller_id',
  'issued_at',
  'currency',
  'lot_number',
  'lot_id',
  'lot_title',
  'winning_bid_sequence',
  'hammer_price',
  'shipping',
  'commission',
  'processing',
  'affiliate',
  'net',
  'balance',
  'transfers',
] as const;

type Row = Partial<Record<(typeof columns)[number], string>>;

/**
 * A statement as CSV (RFC 4180, every line ended by CR LF): an `opening` row, a `lot` row a line, a `closing` row (M10).
 * Amounts are decimals of the statement's currency; what is deducted is negative, so that a row's parts add up to its
 * `net`. `balance` is the seller's balance after the row. Text that a spreadsheet would run gets an apostrophe before it.
 */
export function statementCsv(statement: Statement): string {
  const amount = (value: Cents): string => csvField(decimalAmount(value, statement.currency));
  const deduction = (value: Cents): string => amount(cents(0 - value));
  let balance = statement.openingCents;
  const rows: Row[] = [{ row: 'opening', balance: amount(balance) }];
  for (const line of statement.lines) {
    balance = sumCents([balance, line.netCents]);
    rows.push({
      row: 'lot',
      lot_number: String(line.lotNumber),
      lot_id: csvText(line.lotId),
      lot_title: csvText(line.lotTitle),
      winning_bid_sequence: String(line.winningBidSequence),
      hammer_price: amount(line.hammerPriceCents),
      shipping: amount(line.shippingCents),
      commission: deduction(line.commissionCents),
      processing: deduction(line.processingCents),
      affiliate: deduction(line.affiliateCents),
      net: amount(line.netCents),
      balance: amount(balance),
      transfers: csvText(line.transferIds.join(' ')),
    });
  }
  rows.push({
    row: 'closing',
    net: amount(statement.netProceedsCents),
    balance: amount(statement.closingCents),
  });
  const onEveryRow: Row = {
    statement_id: csvText(statement.statementId),
    drop_title: csvText(statement.dropTitle),
    seller_id: csvText(statement.sellerId),
    issued_at: new Date(statement.issuedAtMs).toISOString(),
    currency: csvText(statement.currency),
  };
  const lineOf = (row: Row): string => columns.map((column) => row[column] ?? '').join(',');
  return [columns.join(','), ...rows.map((row) => lineOf({ ...onEveryRow, ...row }))]
    .map((line) => `${line}\r\n`)
    .join('');
}
