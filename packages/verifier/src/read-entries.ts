import { type HistoryEntryForm, historyEntrySchema, parseAs } from '@gaveldrop/protocol';
import type { Note } from './problem.ts';

/** The sequence that an entry names, however wrong the rest of it is. */
export function namedSequence(entry: unknown): number | undefined {
  const sequence = (entry as { sequence?: unknown } | null | undefined)?.sequence;
  return typeof sequence === 'number' ? sequence : undefined;
}

/** The entries up to the first whose form is wrong, which is noted: what comes after one that cannot be read cannot be replayed. */
export function readEntries(entries: readonly unknown[], note: Note): readonly HistoryEntryForm[] {
  const read: HistoryEntryForm[] = [];
  for (const [at, entry] of entries.entries()) {
    const parsed = parseAs(historyEntrySchema, entry);
    if (parsed.kind === 'invalid') {
      const message = `entries[${at}]: ${parsed.message}; nothing from here on was replayed`;
      note('form', message, namedSequence(entry));
      return read;
    }
    read.push(parsed.value);
  }
  return read;
}
