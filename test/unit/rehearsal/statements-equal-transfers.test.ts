import { describe, expect, test } from 'vitest';
import { statementsEqualTransfers } from '../../../packages/rehearsal/src/checks/statements-equal-transfers.ts';
import { evidenceWith, type Statement, soundEvidence, statement, withStatement } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => statementsEqualTransfers(evidence).problems;
const [sold, passed] = soundEvidence.finalLots;
const withLine = (change: object): Statement =>
  ({ ...statement, lines: statement.lines.map((line) => ({ ...line, ...change })) }) as Statement;

describe('[M10] each statement equals its transfers', () => {
  test('holds for a drop in which all is well', () => {
    expect(statementsEqualTransfers(soundEvidence)).toEqual({
      name: 'each statement equals its transfers',
      held: true,
      problems: [],
    });
  });

  test.each([
    ['hammer price', { hammerPriceCents: 12_501 }, 'is 12501, but its transfers moved 12500'],
    ['shipping', { shippingCents: 0 }, 'is 0, but its transfers moved 900'],
    ['commission', { commissionCents: 1_499 }, 'is 1499, but its transfers moved 1500'],
    ['processing', { processingCents: 420 }, 'is 420, but its transfers moved 419'],
    ["affiliate's share", { affiliateCents: 5 }, 'is 5, but its transfers moved 0'],
    ['net', { netCents: 11_480 }, 'is 11480, but its transfers moved 11481'],
  ])('a line whose %s is not what moved', (what, change, problem) => {
    expect(problemsOf(withStatement(withLine(change)))).toContain(`seller-1: lot 1: the ${what} ${problem}`);
  });

  test('a line with a transfer left out', () => {
    const [line] = statement.lines;
    const short = withLine({ transfers: line?.transfers.slice(0, 3) });
    expect(problemsOf(withStatement(short))).toEqual([
      'seller-1: lot 1: the processing is 419, but its transfers moved 0',
      'seller-1: lot 1: the net is 11481, but its transfers moved 11900',
    ]);
  });

  test('a total that its lines do not make', () => {
    expect(problemsOf(withStatement({ ...statement, netProceedsCents: 11_482 }))).toEqual([
      'seller-1: the net is 11482, but its lines come to 11481',
    ]);
    expect(problemsOf(withStatement({ ...statement, openingCents: 1 }))).toEqual([
      'seller-1: opening 1 and lines 11481 do not make closing 11481',
    ]);
  });

  test('a sold lot that is on no statement, on two, or on another seller’s', () => {
    expect(problemsOf(withStatement())).toEqual(['lot 1: was sold, but is on no statement']);
    expect(problemsOf(withStatement(statement, statement))).toEqual(['lot 1: is on statements 2 times']);
    const lots = [{ ...soundEvidence.lots[0], sellerId: 'seller-2' }, soundEvidence.lots[1]];
    expect(problemsOf(evidenceWith({ lots }))).toEqual(['lot 1: is on the statement of seller-1']);
  });

  test('a lot that is stated at another price than it was sold at', () => {
    const dearer = { ...sold, hammerPriceCents: 13_000 };
    expect(problemsOf(evidenceWith({ finalLots: [dearer, passed] }))).toEqual([
      'lot 1: was sold at 13000, but stated at 12500',
    ]);
  });

  test('a lot that is stated although it was not sold', () => {
    const unsold = { ...sold, status: 'passed' };
    expect(problemsOf(evidenceWith({ finalLots: [unsold, passed] }))).toEqual([
      'lot 1: is on a statement, but was not sold',
    ]);
  });
});
