import type { KeySet, Receipt, RefusalReceipt, StatementAnswer } from '@gaveldrop/protocol';
import type { LotId } from '@gaveldrop/units';
import { checkRefusals } from './check-refusals.ts';
import { checkStatement } from './check-statement.ts';
import { isOver } from './lot-state.ts';
import type { Note, Problem } from './problem.ts';
import type { KeptHead } from './read-heads.ts';
import type { UnreadHistory } from './unread-history.ts';
import { type LotVerdict, verifyHistory } from './verify-history.ts';

/** Everything that was handed in. */
export type Evidence = {
  readonly histories: readonly UnreadHistory[];
  /** The chain heads that people kept; several of one lot must be the same. */
  readonly heads: readonly KeptHead[];
  readonly receipts: readonly Receipt[];
  readonly refusals: readonly RefusalReceipt[];
  readonly keys: KeySet | undefined;
  readonly statements: readonly StatementAnswer[];
};

/** What came of it all. */
export type Verification = {
  readonly accepted: boolean;
  /** In the order of the file. */
  readonly lots: readonly LotVerdict[];
  /** Problems that are of no lot in the file. */
  readonly problems: readonly Problem[];
  readonly checked: readonly string[];
  readonly unchecked: readonly string[];
};

/** Verifies each lot's history, and what is of no lot that is here. */
export function verifyAll(evidence: Evidence): Verification {
  const { histories, heads, receipts, refusals, keys, statements } = evidence;
  const problems: Problem[] = [];
  const note: Note = (rule, message) => problems.push({ rule, message });
  const headsOf = (lotId: LotId): readonly string[] => [
    ...new Set(heads.filter((one) => one.lotId === lotId).map(({ chainHead }) => chainHead)),
  ];
  const lots = histories.map((history) =>
    verifyHistory({ history, head: headsOf(history.lotId)[0], receipts, refusals, keys }),
  );
  const isHere = (lotId: LotId): boolean => lots.some((lot) => lot.lotId === lotId);
  const headLots = [...new Set(heads.map(({ lotId }) => lotId))];
  for (const lotId of headLots)
    if (headsOf(lotId).length > 1)
      note('head', `people were told different heads of lot ${lotId}: ${headsOf(lotId).join(' and ')}`);
  for (const { lotId, last } of lots)
    if (heads.length > 0 && headsOf(lotId).length === 0 && last !== undefined && isOver(last))
      note('head', `heads were given, but none of lot ${lotId}, which is over`);
  const strayRefusals = refusals.filter(({ lotId }) => !isHere(lotId));
  const strayReceipts = receipts.filter(({ lotId }) => !isHere(lotId));
  const strayHeads = headLots.filter((lotId) => !isHere(lotId));
  const { signed } = checkRefusals([], strayRefusals, keys, note);
  const strayLots = new Set([
    ...strayHeads,
    ...[...strayReceipts, ...strayRefusals].map(({ lotId }) => lotId),
  ]);
  for (const statement of statements)
    checkStatement(statement, (lotId) => lots.find((lot) => lot.lotId === lotId)?.last, note);
  return {
    accepted: problems.length === 0 && lots.every((lot) => lot.problems.length === 0),
    lots,
    problems,
    checked: [
      ...(signed === 0 ? [] : [`${signed} signatures of refusals of other lots`]),
      ...statements.map(({ sellerId, lines }) => `the statement of ${sellerId}, ${lines.length} lines`),
    ],
    unchecked: [
      ...[...strayLots].map((lotId) => {
        const count = (of: readonly { readonly lotId: LotId }[]) =>
          of.filter((one) => one.lotId === lotId).length;
        const parts = [
          ...(strayHeads.includes(lotId) ? ['its head'] : []),
          `${count(strayReceipts)} receipts`,
          `${count(strayRefusals)} refusals beyond their signatures`,
        ];
        return `lot ${lotId}, whose history is not here: ${parts.join(', ')}`;
      }),
    ],
  };
}
