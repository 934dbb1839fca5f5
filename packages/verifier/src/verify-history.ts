import type { KeySet, Receipt, RefusalReceipt } from '@gaveldrop/protocol';
import type { LotId, LotNumber } from '@gaveldrop/units';
import { checkChain } from './check-chain.ts';
import { checkOpenings } from './check-openings.ts';
import { checkRefusals } from './check-refusals.ts';
import { isOver, type LotState } from './lot-state.ts';
import { matchReceipts } from './match-receipts.ts';
import type { Note, Problem } from './problem.ts';
import { readEntries } from './read-entries.ts';
import { readOpenings } from './read-openings.ts';
import { replay } from './replay.ts';
import type { UnreadHistory } from './unread-history.ts';

/** What is to be verified, and what it is to be held against. */
export type Claim = {
  readonly history: UnreadHistory;
  /** The chain head that somebody kept from the closed lot; it must not come from the file. */
  readonly head?: string | undefined;
  /** Any lot's: those of other lots are passed over. */
  readonly receipts?: readonly Receipt[] | undefined;
  readonly refusals?: readonly RefusalReceipt[] | undefined;
  readonly keys?: KeySet | undefined;
};

/** What came of it. Without problems it is accepted; `unchecked` says what that does not cover. */
export type LotVerdict = {
  readonly lotId: LotId;
  readonly lotNumber: LotNumber;
  readonly entries: number;
  /** What the last entry hashes to; absent of an empty history. */
  readonly head?: string | undefined;
  /** The lot after the last entry that could be replayed; absent when none could. */
  readonly last?: LotState | undefined;
  /** By sequence. */
  readonly problems: readonly Problem[];
  readonly checked: readonly string[];
  readonly unchecked: readonly string[];
};

const endings: ReadonlySet<string> = new Set(['LotSold', 'LotPassed', 'LotWithdrawn']);

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/**
 * Replays an exported history of one lot and says what does not follow: its chain, its prices, closes and hammer by the
 * rules, its openings, and what bidders hold of it. It asks nobody and knows nothing that is not handed in.
 */
export function verifyHistory({ history, head, receipts = [], refusals = [], keys }: Claim): LotVerdict {
  const problems: Problem[] = [];
  const note: Note = (rule, message, sequence) =>
    problems.push(sequence === undefined ? { rule, message } : { sequence, rule, message });
  const { lotId, lotNumber } = history;
  const ofLot = <T extends { lotId: LotId }>(all: readonly T[]): readonly T[] =>
    all.filter((one) => one.lotId === lotId);
  const own = ofLot(receipts);
  const refused = ofLot(refusals);

  const comesTo = checkChain(history, head, note);
  const entries = readEntries(history.entries, note);
  if (history.entries.length === 0) note('L3', 'the history is empty');
  const opened = readOpenings(entries, history.opened, note);
  const ended = entries.at(-1)?.events.some(({ type }) => endings.has(type)) === true;
  const matched = matchReceipts(entries, ended, own, note);
  const openedCents = [...opened].map(([sequence, { amountCents }]) => [sequence, amountCents] as const);
  const states = replay(entries, new Map([...openedCents, ...matched.knownCents]), note);
  const last = states.at(-1);
  if (last !== undefined) checkOpenings(entries, opened, last, note);
  const judged = checkRefusals(states, refused, keys, note);

  const checked = [
    `${plural(entries.length, 'entry', 'entries')} and their chain`,
    ...(head === undefined ? [] : ['the head that was kept']),
    ...(opened.size === 0 ? [] : [plural(opened.size, 'opened maximum', 'opened maxima')]),
    ...(own.length === 0 ? [] : [`${matched.matched} of ${plural(own.length, 'receipt')}`]),
    ...(refused.length === 0
      ? []
      : [`${plural(refused.length, 'refusal')}: ${judged.signed} signed, ${judged.following} following`]),
  ];
  const unchecked = [
    ...(head === undefined
      ? [
          'no head was given: the chain proves only that the entries fit each other, not that they are the ones committed',
        ]
      : []),
    ...(last === undefined || isOver(last)
      ? []
      : [`the lot is not over: it is ${last.status}, and more may follow`]),
    ...(last?.agreed.reserveCommitment === undefined
      ? []
      : ['the reserve, which is never opened: checked is that one reserve can be behind all prices']),
    ...matched.unchecked,
    ...judged.unchecked,
  ];
  return {
    lotId,
    lotNumber,
    entries: history.entries.length,
    head: comesTo,
    last,
    problems: problems.sort((one, other) => (one.sequence ?? 0) - (other.sequence ?? 0)),
    checked,
    unchecked,
  };
}
