import {
  type HistoryEntryForm,
  maximumText,
  type OpenedMaximum,
  openedMaximumSchema,
  parseAs,
} from '@gaveldrop/protocol';
import type { Note } from './problem.ts';
import { bidOf } from './replay.ts';
import { sha256 } from './sha256.ts';

/** Whether a salt and an amount are what was committed to. */
export const opens = (
  commitment: string | undefined,
  { salt, amountCents }: Pick<OpenedMaximum, 'salt' | 'amountCents'>,
): boolean => commitment === sha256(maximumText(salt, amountCents));

/** The openings that open a maximum of this history, by its sequence; every other is noted. */
export function readOpenings(
  entries: readonly HistoryEntryForm[],
  opened: readonly unknown[],
  note: Note,
): ReadonlyMap<number, OpenedMaximum> {
  const bids = new Map(entries.map((entry) => [entry.sequence as number, bidOf(entry)]));
  const read = new Map<number, OpenedMaximum>();
  for (const [at, one] of opened.entries()) {
    const parsed = parseAs(openedMaximumSchema, one);
    if (parsed.kind === 'invalid') {
      note('form', `opened[${at}]: ${parsed.message}`);
      continue;
    }
    const { sequence } = parsed.value;
    const bid = bids.get(sequence);
    if (bid?.kind !== 'maximum') note('opening', 'opens a maximum, but there is none here', sequence);
    else if (read.has(sequence)) note('opening', 'the maximum is opened twice', sequence);
    else if (!opens(bid.amountCommitment, parsed.value))
      note(
        'opening',
        `opened as ${parsed.value.amountCents}, which is not what the bid committed to`,
        sequence,
      );
    else read.set(sequence, parsed.value);
  }
  return read;
}
