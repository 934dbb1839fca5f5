import type { KeySet, Receipt, RefusalReceipt, StatementAnswer } from '@gaveldrop/protocol';
import type { LotId } from '@gaveldrop/units';
import { checkRefusals } from './check-refusals.ts';
import { checkStatement } from './check-statement.ts';
import type { Note, Problem } from './problem.ts';
import type { UnreadHistory } from './unread-history.ts';
import { type LotVerdict, verifyHistory } from './verify-history.ts';

/** Everything that was handed in. */
export type Evidence = {
  readonly histories: readonly UnreadHistory[];
  /** The chain heads that somebody kept, by lot. */
  readonly heads: ReadonlyMap<LotId, string>;
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
  const lots = histories.map((history) =>
    verifyHistory({ history, head: heads.get(history.lotId), receipts, refusals, keys }),
  );
  const problems: Problem[] = [];
  const note: Note = (rule, message) => problems.push({ rule, message });
  const isHere = (lotId: LotId): boolean => lots.some((lot) => lot.lotId === lotId);
  const strayRefusals = refusals.filter(({ lotId }) => !isHere(lotId));
  const strayReceipts = receipts.filter(({ lotId }) => !isHere(lotId));
  const strayHeads = [...heads.keys()].filter((lotId) => !isHere(lotId));
  const { signed, unchecked } = checkRefusals([], strayRefusals, keys, note);
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
      ...strayReceipts.map(
        ({ bidId, lotId }) => `the bid ${bidId}: the history of its lot ${lotId} is not here`,
      ),
      ...strayHeads.map((lotId) => `the head of lot ${lotId}: its history is not here`),
      ...unchecked,
    ],
  };
}
