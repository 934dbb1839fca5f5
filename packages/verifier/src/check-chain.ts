import { type HistoryEntryForm, historyEntryText } from '@gaveldrop/protocol';
import type { Note } from './problem.ts';
import { namedSequence } from './read-entries.ts';
import { sha256 } from './sha256.ts';
import type { UnreadHistory } from './unread-history.ts';

/**
 * Each entry carries the SHA-256 of the one before it, and their sequences count from 1. [L3]
 * It reads the entries as they are in the file: one whose form is wrong is hashed like any other.
 * @param head what the last entry must hash to, where somebody kept it.
 * @returns the SHA-256 of the last entry.
 */
export function checkChain(
  { dropId, lotId, entries }: UnreadHistory,
  head: string | undefined,
  note: Note,
): string | undefined {
  let previous: string | undefined;
  for (const [at, entry] of entries.entries()) {
    const sequence = namedSequence(entry);
    if (sequence !== at + 1)
      note('L3', `sequence ${at + 1} should stand here, not ${sequence ?? 'an entry without one'}`, sequence);
    const named = (entry as { previousHash?: unknown } | null | undefined)?.previousHash;
    if (named !== previous) note('chain', wrongLink(previous), sequence);
    previous = sha256(historyEntryText(dropId, lotId, (entry ?? {}) as HistoryEntryForm));
  }
  if (head !== undefined && previous !== head)
    note(
      'head',
      `the history comes to ${previous ?? 'nothing'}, not to the head that was kept: it is not the history that was committed`,
      namedSequence(entries.at(-1)),
    );
  return previous;
}

const wrongLink = (previous: string | undefined): string =>
  previous === undefined
    ? 'the first entry carries the hash of one before it'
    : 'does not carry the hash of the entry before it: one of the two was changed, or entries are missing';
