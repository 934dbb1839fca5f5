import type { HistoryEntryForm, PublicEvent } from '@gaveldrop/protocol';
import type { LotState } from './lot-state.ts';
import type { Note } from './problem.ts';
import { type BidEvent, replayBid } from './replay-bid.ts';
import { checkAgreed, replayEvent } from './replay-event.ts';
import { firstSuppositions } from './suppositions.ts';
import { verifierLimits } from './verifier-limits.ts';

/** The accepted bid of an entry, if it has one. */
export const bidOf = ({ events }: HistoryEntryForm): BidEvent | undefined =>
  events.find((event) => event.type === 'BidAccepted');

/**
 * A lot's states, one after each entry, worked out from the entries alone by the rules; what does not follow is noted by
 * its sequence, and then taken as told, so that what follows from it is not noted too.
 */
export function replay(
  entries: readonly HistoryEntryForm[],
  openedCents: ReadonlyMap<number, number>,
  note: Note,
): readonly LotState[] {
  const states: LotState[] = [];
  for (const entry of entries) {
    const here: Note = (rule, message) => note(rule, message, entry.sequence);
    const before = states.at(-1);
    const state =
      before === undefined
        ? scheduled(entry, here)
        : replayEntry(before, entry, openedCents.get(entry.sequence), here);
    if (state === undefined) break;
    states.push(state);
  }
  return states;
}

/** Sequence 1: the lot is entered in its drop's catalogue. [L1] [L3] */
function scheduled(entry: HistoryEntryForm, note: Note): LotState | undefined {
  const { sequence, committedAtMs, events } = entry;
  const [first] = events;
  if (first?.type !== 'LotScheduled') {
    note(
      'L1',
      'a history begins with LotScheduled; without what was agreed nothing after it can be replayed',
    );
    return undefined;
  }
  if (events.length > 1) note('L3', 'more than the entry in the catalogue was committed at once');
  checkAgreed(first.agreed, note);
  return {
    status: 'scheduled',
    sequence,
    committedAtMs,
    agreed: first.agreed,
    closesAtMs: undefined,
    latestCloseAtMs: undefined,
    remainingMs: undefined,
    extensions: 0,
    priceCents: undefined,
    leader: undefined,
    suppositions: firstSuppositions(false),
  };
}

function replayEntry(
  state: LotState,
  entry: HistoryEntryForm,
  openedCents: number | undefined,
  note: Note,
): LotState {
  const { sequence, committedAtMs, events } = entry;
  const at = { sequence, committedAtMs };
  const backMs = state.committedAtMs - committedAtMs;
  if (backMs > verifierLimits.clocksApartMaxMs)
    note('L3', `committed ${backMs} ms before the change it follows, which is more than clocks may differ`);
  const [first, second] = events;
  if (first === undefined) {
    note('L3', 'a change without an event');
    return { ...state, ...at };
  }
  const extension = first.type === 'BidAccepted' && second?.type === 'CloseExtended' ? second : undefined;
  const rest = events.slice(extension === undefined ? 1 : 2);
  if (rest.length > 0) note('L3', 'events that are never committed together');
  let now = replayOne(state, at, first, extension, openedCents, note);
  for (const event of rest) now = replayOne(now, at, event, undefined, openedCents, note);
  return now;
}

function replayOne(
  state: LotState,
  at: Pick<LotState, 'sequence' | 'committedAtMs'>,
  event: PublicEvent,
  extension: Extract<PublicEvent, { type: 'CloseExtended' }> | undefined,
  openedCents: number | undefined,
  note: Note,
): LotState {
  switch (event.type) {
    case 'BidAccepted':
      return replayBid(state, at, event, extension, openedCents, note);
    case 'CloseExtended':
      note('C2', 'the close was extended without a bid');
      return { ...state, ...at, closesAtMs: event.closesAtMs };
    default:
      return replayEvent(state, at, event, note);
  }
}
