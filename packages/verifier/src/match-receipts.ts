import type { HistoryEntryForm, Receipt } from '@gaveldrop/protocol';
import type { Note } from './problem.ts';
import { opens } from './read-openings.ts';
import { bidOf } from './replay.ts';

/** Receipts held against a history. */
export type MatchedReceipts = {
  /** How many stand in it as they say. */
  readonly matched: number;
  /** Maxima that their own bidders opened, by sequence. */
  readonly knownCents: ReadonlyMap<number, number>;
  /** What could not be told of a receipt. */
  readonly unchecked: readonly string[];
};

/** Whether each receipt's bid stands in the history where it says, as it says; what does not is noted. */
export function matchReceipts(
  entries: readonly HistoryEntryForm[],
  isOver: boolean,
  receipts: readonly Receipt[],
  note: Note,
): MatchedReceipts {
  const bySequence = new Map(entries.map((entry) => [entry.sequence as number, entry]));
  const lastSequence = entries.at(-1)?.sequence ?? 0;
  const knownCents = new Map<number, number>();
  const unchecked: string[] = [];
  let matched = 0;
  for (const receipt of receipts) {
    const { bidId, sequence } = receipt;
    if (!isOver && sequence > lastSequence) {
      unchecked.push(`the bid ${bidId} at ${sequence}: the history ends at ${lastSequence}, before it`);
      continue;
    }
    const entry = bySequence.get(sequence);
    const wrong = entry === undefined ? ['it'] : differences(entry, receipt);
    if (wrong.length > 0) {
      note('receipt', `the bid ${bidId} is not here as its receipt has it: ${wrong.join(', ')}`, sequence);
      continue;
    }
    matched += 1;
    if (receipt.kind === 'exact') continue;
    if (receipt.salt === undefined) unchecked.push(`the maximum ${bidId}: its receipt has no salt`);
    else knownCents.set(sequence, receipt.amountCents);
  }
  return { matched, knownCents, unchecked };
}

/** In what an entry is another than a receipt says. */
function differences(entry: HistoryEntryForm, receipt: Receipt): string[] {
  const bid = bidOf(entry);
  if (bid === undefined) return ['there is no bid'];
  const { kind, amountCents, salt } = receipt;
  const wrong: string[] = [];
  if (bid.paddleNumber !== receipt.paddleNumber) wrong.push(`paddle ${bid.paddleNumber}`);
  if (bid.kind !== kind) wrong.push(bid.kind);
  else if (kind === 'exact' && bid.amountCents !== amountCents) wrong.push(`amount ${bid.amountCents}`);
  else if (kind === 'maximum' && salt !== undefined && !opens(bid.amountCommitment, { salt, amountCents }))
    wrong.push('a commitment to another amount');
  if (bid.outcome !== receipt.outcome) wrong.push(bid.outcome);
  if (bid.receivedAtMs !== receipt.receivedAtMs) wrong.push(`received at ${bid.receivedAtMs}`);
  if (entry.committedAtMs !== receipt.committedAtMs) wrong.push(`committed at ${entry.committedAtMs}`);
  return wrong;
}
