import type { StatementAnswer } from '@gaveldrop/protocol';
import type { Evidence } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = 'each statement equals its transfers';

type Line = StatementAnswer['lines'][number];

/**
 * Every figure of every statement is the sum of the transfers it names, opening plus lines is closing, and every sold lot
 * is on its seller's statement once, at its hammer price, and on nobody else's. [M10] [M9]
 */
export function statementsEqualTransfers(evidence: Evidence): Verdict {
  return verdict(name, [...evidence.statements.flatMap(statementProblems), ...lotProblems(evidence)]);
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function statementProblems(statement: StatementAnswer): string[] {
  const { sellerId, openingCents, closingCents, netProceedsCents, lines } = statement;
  const problems = lines.flatMap((line) => lineProblems(`seller:${sellerId}`, line));
  const net = sum(lines.map(({ netCents }) => netCents));
  if (netProceedsCents !== net) problems.push(`the net is ${netProceedsCents}, but its lines come to ${net}`);
  if (openingCents + net !== closingCents)
    problems.push(`opening ${openingCents} and lines ${net} do not make closing ${closingCents}`);
  return problems.map((problem) => `${sellerId}: ${problem}`);
}

/** The account's gain by the transfers of one kind, or of all. */
const gain = (account: string, { transfers }: Line, kind?: string): number =>
  sum(
    transfers
      .filter((transfer) => kind === undefined || transfer.kind === kind)
      .map(
        ({ debitAccount, creditAccount, amountCents }) =>
          (creditAccount === account ? amountCents : 0) - (debitAccount === account ? amountCents : 0),
      ),
  );

function lineProblems(account: string, line: Line): string[] {
  const figures: readonly (readonly [name: string, told: number, moved: number])[] = [
    ['hammer price', line.hammerPriceCents, gain(account, line, 'hammer')],
    ['shipping', line.shippingCents, gain(account, line, 'shipping')],
    ['commission', line.commissionCents, 0 - gain(account, line, 'commission')],
    ['processing', line.processingCents, 0 - gain(account, line, 'processing')],
    ["affiliate's share", line.affiliateCents, 0 - gain(account, line, 'affiliate')],
    ['net', line.netCents, gain(account, line)],
  ];
  return figures
    .filter(([, told, moved]) => told !== moved)
    .map(
      ([what, told, moved]) =>
        `lot ${line.lotNumber}: the ${what} is ${told}, but its transfers moved ${moved}`,
    );
}

function lotProblems({ lots, finalLots, statements }: Evidence): string[] {
  return lots.flatMap(({ lotId, number, sellerId }) => {
    const final = finalLots.find((lot) => lot.lotId === lotId);
    const told = statements.flatMap((statement) =>
      statement.lines.filter((line) => line.lotId === lotId).map((line) => ({ line, statement })),
    );
    const [only] = told;
    const what = `lot ${number}`;
    if (final?.status !== 'sold')
      return only === undefined ? [] : [`${what}: is on a statement, but was not sold`];
    if (only === undefined) return [`${what}: was sold, but is on no statement`];
    if (told.length > 1) return [`${what}: is on statements ${told.length} times`];
    if (only.statement.sellerId !== sellerId)
      return [`${what}: is on the statement of ${only.statement.sellerId}`];
    if (only.line.hammerPriceCents !== final.hammerPriceCents)
      return [`${what}: was sold at ${final.hammerPriceCents}, but stated at ${only.line.hammerPriceCents}`];
    return [];
  });
}
