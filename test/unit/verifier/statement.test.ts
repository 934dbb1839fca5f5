import type { StatementAnswer } from '@gaveldrop/protocol';
import { verifyAll, verifyHistory } from '@gaveldrop/verifier';
import { describe, expect, test } from 'vitest';
import { dropId, exact, historyOf, lotId, opened, scheduled, sold, soldHistory } from './a-history.ts';

const transfer = (kind: string, amountCents: number, gains: boolean, some: object = {}) => ({
  ...{
    transferId: `${lotId}-${kind}`,
    dropId,
    lotId,
    lotNumber: 3,
    lotTitle: 'A card',
    winningBidSequence: 4,
  },
  ...{ rulesId: dropId, kind, amountCents, currency: 'EUR', postedAtMs: 1_061_000 },
  debitAccount: gains ? `buyer:${dropId}:2` : 'seller:ada',
  creditAccount: gains ? 'seller:ada' : `${kind}:${dropId}`,
  ...some,
});
const transfers = [
  transfer('hammer', 1_250, true),
  transfer('shipping', 500, true),
  transfer('commission', 125, false),
  transfer('processing', 66, false),
];
const line = (some: object = {}) => ({
  ...{ lotId, lotNumber: 3, lotTitle: 'A card', winningBidSequence: 4, hammerPriceCents: 1_250 },
  ...{ shippingCents: 500, commissionCents: 125, processingCents: 66, affiliateCents: 0, netCents: 1_559 },
  ...{ transferIds: transfers.map(({ transferId }) => transferId), transfers },
  ...some,
});
const statement = (some: object = {}, ...lines: readonly object[]): StatementAnswer =>
  ({
    ...{
      statementId: dropId,
      sellerId: 'ada',
      dropId,
      dropTitle: 'Cards',
      currency: 'EUR',
      issuedAtMs: 1_070_000,
    },
    ...{ openingCents: 1_000, closingCents: 2_559, netProceedsCents: 1_559 },
    lines: lines.length === 0 ? [line()] : lines,
    ...some,
  }) as unknown as StatementAnswer;

const problems = (one: StatementAnswer, histories: Parameters<typeof verifyAll>[0]['histories'] = []) =>
  verifyAll({
    histories,
    heads: [],
    receipts: [],
    refusals: [],
    keys: undefined,
    statements: [one],
  }).problems.map(({ rule, message }) => `[${rule}] ${message}`);

describe('[M10] a statement', () => {
  test('adds up, and is what its lot’s history says', () => {
    expect(problems(statement())).toEqual([]);
    expect(problems(statement(), [soldHistory])).toEqual([]);
  });

  test('whose sums are wrong', () => {
    expect(problems(statement({ closingCents: 2_560 }))).toEqual([
      "[M10] 1000 and the lines' 1559 do not make 2560",
    ]);
    expect(problems(statement({ netProceedsCents: 1_560 }))).toEqual([
      '[M10] net proceeds are 1560, but the lines make 1559',
    ]);
  });

  test('[M6] whose line does not make its net, or is not what was moved', () => {
    expect(problems(statement({}, line({ commissionCents: 124 })))).toEqual([
      '[M6] lot 3: its figures make 1560, not the net 1559',
      '[M10] lot 3: commissionCents is 124, but transfers moved 125',
    ]);
    const less = transfers.slice(0, 3);
    expect(problems(statement({}, line({ transfers: less })))).toEqual([
      '[M10] lot 3: processingCents is 66, but transfers moved 0',
      '[M10] lot 3: its transfers are not those it names',
    ]);
  });

  test('[M8] [M9] with a lot or a transfer twice, or a transfer from elsewhere', () => {
    const twice = statement({ closingCents: 4_118, netProceedsCents: 3_118 }, line(), line());
    expect(problems(twice)).toEqual([
      '[M9] lot 3: it is settled twice',
      ...transfers.map(({ transferId }) => `[M8] lot 3: transfer ${transferId} is there twice`),
    ]);
    const foreign = transfers.with(0, transfer('hammer', 1_250, true, { currency: 'USD' }));
    expect(problems(statement({}, line({ transfers: foreign })))).toEqual([
      `[M10] lot 3: transfer ${lotId}-hammer belongs elsewhere`,
    ]);
  });

  test('that says another price or winner than the history, or settles what was not sold', () => {
    const dearer = historyOf(
      ...[scheduled(), opened, exact(1, 1_000, ['leading', 1_000])],
      ...[exact(2, 1_300, ['leading', 1_300], 1_020_000), sold(2, 1_300)],
    );
    expect(problems(statement(), [dearer])).toEqual([
      '[M10] lot 3: its hammer price is 1250, and 1300 in its history',
    ]);
    const sooner = historyOf(scheduled(), opened, exact(2, 1_250, ['leading', 1_250]), sold(2, 1_250));
    expect(problems(statement(), [sooner])).toEqual(['[M10] lot 3: bid 4 is said to have won it, and 3 did']);
    expect(problems(statement(), [historyOf(scheduled(), opened)])).toEqual([
      '[M9] lot 3: it is settled, although its history says open',
    ]);
  });
});

describe('heads that people kept', () => {
  const verified = (...heads: readonly (readonly [string, string])[]) => {
    const { accepted, problems: found } = verifyAll({
      ...{ histories: [soldHistory], receipts: [], refusals: [], keys: undefined, statements: [] },
      heads: heads.map(([lotId, chainHead]) => ({ lotId: lotId as never, chainHead })),
    });
    return { accepted, found: found.map(({ rule, message }) => `[${rule}] ${message}`) };
  };
  const right = verifyHistory({ history: soldHistory }).head ?? '';
  const wrong = 'a'.repeat(64);

  test('of one lot must be one, in whatever order they come', () => {
    expect(verified([soldHistory.lotId, right], [soldHistory.lotId, right]).accepted).toBe(true);
    for (const [first, second] of [
      [right, wrong],
      [wrong, right],
    ] as const) {
      const { accepted, found } = verified([soldHistory.lotId, first], [soldHistory.lotId, second]);
      expect(accepted).toBe(false);
      expect(found).toEqual([
        `[head] people were told different heads of lot ${soldHistory.lotId}: ${first} and ${second}`,
      ]);
    }
  });

  test('must be of this lot too, where others have theirs and it is over', () => {
    expect(verified().accepted).toBe(true);
    expect(verified([dropId, right])).toEqual({
      accepted: false,
      found: [`[head] heads were given, but none of lot ${soldHistory.lotId}, which is over`],
    });
  });
});

describe('what is of no lot that is here', () => {
  test('is said not to be checked, or checked as far as it can be', () => {
    const receipts = [
      {
        ...{
          bidId: '01JD000000000000000000000A',
          lotId: dropId,
          lotNumber: 9,
          paddleNumber: 1,
          amountCents: 1,
        },
        ...{ kind: 'exact', outcome: 'leading', sequence: 3, receivedAtMs: 1, committedAtMs: 1 },
      },
    ] as never;
    const { accepted, unchecked } = verifyAll({
      ...{ histories: [soldHistory], receipts, refusals: [], keys: undefined, statements: [] },
      heads: [{ lotId: dropId as never, chainHead: 'a'.repeat(64) }],
    });
    expect(accepted).toBe(false);
    expect(unchecked).toEqual([
      `lot ${dropId}, whose history is not here: its head, 1 receipts, 0 refusals beyond their signatures`,
    ]);
  });
});
