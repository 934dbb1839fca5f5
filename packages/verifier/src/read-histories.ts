import { historySchema, parseAs } from '@gaveldrop/protocol';
import type { LotId, Sequence } from '@gaveldrop/units';
import type { UnreadHistory } from './unread-history.ts';

export type ReadHistories =
  | { readonly kind: 'read'; readonly histories: readonly UnreadHistory[] }
  /** Not what the saleroom gives out: `message` names the field. */
  | { readonly kind: 'unusable'; readonly message: string };

type Page = UnreadHistory & { readonly nextAfter?: Sequence | undefined };

const unusable = (message: string): ReadHistories => ({ kind: 'unusable', message });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One answer of the saleroom, or what is wrong with it. Entries and openings stay as they are: each is checked by itself. */
function readPage(value: unknown, where: string): Page | string {
  if (!isRecord(value)) return `${where}must be a history as the saleroom gives it`;
  const { entries, opened = [] } = value;
  if (!Array.isArray(entries)) return `${where}entries: must be a list`;
  if (!Array.isArray(opened)) return `${where}opened: must be a list`;
  const parsed = parseAs(historySchema, { ...value, entries: [], opened: [] });
  if (parsed.kind === 'invalid') return `${where}${parsed.message}`;
  return { ...parsed.value, entries, opened };
}

/**
 * The histories in an export: one answer of the saleroom, or a list of answers, which are the pages of one lot's history,
 * the histories of several lots, or both. Pages stand in the order in which they were read.
 */
export function readHistories(value: unknown): ReadHistories {
  const values = Array.isArray(value) ? value.flat() : [value];
  if (values.length === 0) return unusable('(file): holds no history');
  const lots = new Map<LotId, Page>();
  for (const [at, one] of values.entries()) {
    const where = Array.isArray(value) ? `[${at}].` : '';
    const page = readPage(one, where);
    if (typeof page === 'string') return unusable(page);
    const before = lots.get(page.lotId);
    if (before !== undefined && before.dropId !== page.dropId)
      return unusable(`${where}dropId: differs from that of the page before it`);
    if (before !== undefined && before.lotNumber !== page.lotNumber)
      return unusable(`${where}lotNumber: differs from that of the page before it`);
    lots.set(page.lotId, {
      ...page,
      entries: [...(before?.entries ?? []), ...page.entries],
      opened: [...(before?.opened ?? []), ...page.opened],
    });
  }
  for (const { lotNumber, nextAfter } of lots.values())
    if (nextAfter !== undefined)
      return unusable(
        `nextAfter: the history of lot ${lotNumber} goes on after ${nextAfter}; all its pages are needed`,
      );
  return { kind: 'read', histories: [...lots.values()] };
}
