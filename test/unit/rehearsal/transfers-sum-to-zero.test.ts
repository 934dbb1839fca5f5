import { describe, expect, test } from 'vitest';
import { transfersSumToZero } from '../../../packages/rehearsal/src/checks/transfers-sum-to-zero.ts';
import { type Statement, soundEvidence, statement, withStatement } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => transfersSumToZero(evidence).problems;
const withTransfer = (at: number, change: object): Statement => {
  const [line] = statement.lines;
  if (line === undefined) throw new Error('the sound statement has a line');
  const transfers = line.transfers.map((transfer, place) =>
    place === at ? { ...transfer, ...change } : transfer,
  );
  return { ...statement, lines: [{ ...line, transfers }] };
};
const sellers = (change: object): Statement => ({ ...statement, ...change });

describe('[M8] all transfers sum to zero', () => {
  test('holds for a drop in which all is well, and for one without sales', () => {
    expect(transfersSumToZero(soundEvidence)).toEqual({
      name: 'all transfers sum to zero',
      held: true,
      problems: [],
    });
    expect(problemsOf(withStatement())).toEqual([]);
  });

  test('a seller who gains more than others lose', () => {
    const richer = sellers({ closingCents: 11_482 });
    expect(problemsOf(withStatement(richer))).toEqual(['all accounts together come to 1, not 0']);
  });

  test('a transfer of nothing, of less, or of a part of a cent', () => {
    expect(problemsOf(withStatement(withTransfer(3, { amountCents: 0 })))[0]).toBe(
      'transfer 01JD0000000000000000000001-processing moves 0',
    );
    expect(problemsOf(withStatement(withTransfer(3, { amountCents: -419 })))[0]).toBe(
      'transfer 01JD0000000000000000000001-processing moves -419',
    );
    expect(problemsOf(withStatement(withTransfer(3, { amountCents: 0.5 })))[0]).toBe(
      'transfer 01JD0000000000000000000001-processing moves 0.5',
    );
  });

  test('a transfer with one account only, or within one', () => {
    expect(problemsOf(withStatement(withTransfer(2, { creditAccount: '' })))).toContain(
      'transfer 01JD0000000000000000000001-commission has only one account',
    );
    expect(problemsOf(withStatement(withTransfer(2, { creditAccount: 'seller:seller-1' })))).toContain(
      'transfer 01JD0000000000000000000001-commission moves within one account',
    );
  });

  test('a transfer that is told twice', () => {
    expect(problemsOf(withStatement(statement, { ...statement, sellerId: 'seller-2' }))).toContain(
      'transfer 01JD0000000000000000000001-hammer is told twice',
    );
  });
});
