import type { StatementAnswer } from '@gaveldrop/protocol';
import type { Evidence } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = 'all transfers sum to zero';

type Transfer = StatementAnswer['lines'][number]['transfers'][number];

/**
 * Every transfer moves an amount above zero from one account to another, is the same wherever it is told, and what the
 * sellers gained by their statements is what all other accounts lost by the transfers. [M8]
 */
export function transfersSumToZero(evidence: Evidence): Verdict {
  const problems: string[] = [];
  const transfers = new Map<string, Transfer>();
  for (const transfer of evidence.statements.flatMap(({ lines }) =>
    lines.flatMap((line) => line.transfers),
  )) {
    const known = transfers.get(transfer.transferId);
    if (known !== undefined) problems.push(`transfer ${transfer.transferId} is told twice`);
    transfers.set(transfer.transferId, transfer);
    problems.push(...flaws(transfer));
  }
  const sellers = new Map(
    evidence.statements.map(({ sellerId, openingCents, closingCents }) => [
      `seller:${sellerId}`,
      closingCents - openingCents,
    ]),
  );
  let sum = [...sellers.values()].reduce((total, gained) => total + gained, 0);
  for (const { debitAccount, creditAccount, amountCents } of transfers.values()) {
    if (!sellers.has(debitAccount)) sum -= amountCents;
    if (!sellers.has(creditAccount)) sum += amountCents;
  }
  if (sum !== 0) problems.push(`all accounts together come to ${sum}, not 0`);
  return verdict(name, problems);
}

function flaws({ transferId, amountCents, debitAccount, creditAccount }: Transfer): string[] {
  const found: string[] = [];
  if (!Number.isSafeInteger(amountCents) || amountCents <= 0)
    found.push(`transfer ${transferId} moves ${amountCents}`);
  if (!debitAccount || !creditAccount) found.push(`transfer ${transferId} has only one account`);
  if (debitAccount === creditAccount) found.push(`transfer ${transferId} moves within one account`);
  return found;
}
