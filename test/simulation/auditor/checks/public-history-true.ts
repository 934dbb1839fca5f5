import type { HistoryFinal, StoredBid, StoredLot } from '../../observation.ts';
import type { MakeCheck } from '../check.ts';
import { publicEvent } from '../expected/public-event.ts';
import { differenceOf } from '../expected/same-json.ts';
import type { LotTrack } from '../world.ts';

/** A commitment hides what it holds; that it opens to the truth is for those who check histories. */
const isSeal = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

/** A value with every commitment in it as the word `sealed`. */
function unsealed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) =>
    key.endsWith('Commitment') && isSeal(inner) ? [key, 'sealed'] : [key, unsealed(inner)],
  );
  return Object.fromEntries(entries);
}

/** Whether a maximum has lost: the lot is sold or passed, and another paddle led in the end. */
const hasLost = (bid: StoredBid, lot: StoredLot): boolean =>
  (lot.status === 'sold' || lot.status === 'passed') && lot.leader?.paddleNumber !== bid.paddleNumber;

/** The maxima that are everybody's by now, spelled: at which sequence, and how much. */
const lostMaxima = (track: LotTrack, lot: StoredLot): string =>
  [...track.bids.values()]
    .filter((bid) => bid.kind === 'maximum' && hasLost(bid, lot))
    .map(({ sequence, amountCents }) => `${amountCents} at ${sequence}`)
    .join(', ');
const spelled = (opened: NonNullable<HistoryFinal['opened']>): string =>
  [...opened]
    .sort((one, other) => one.sequence - other.sequence)
    .map(({ sequence, amountCents }) => `${amountCents} at ${sequence}`)
    .join(', ');

/**
 * [L3] [L4] [B10] At the end the public history holds every change in order, and so every accepted bid, without what is private;
 * the maxima that are opened in it are those that lost.
 */
export const publicHistoryTrue: MakeCheck = () => ({
  name: 'public-history-true',
  on: {
    'history-final': ({ atMs, lotId, entries, opened }, world, report) => {
      const track = world.lots.get(lotId);
      const lot = track?.states.at(-1)?.stored;
      if (track === undefined || lot === undefined) return;
      if (entries.length !== lot.sequence)
        report('L3', atMs, `the history has ${entries.length} entries of ${lot.sequence}`, lotId);
      for (const [place, entry] of entries.entries()) {
        const stored = track.bySequence.get(place + 1)?.stored;
        const due = {
          sequence: place + 1,
          committedAtMs: stored?.committedAtMs,
          events: stored?.events.map((event) => publicEvent(event, (id) => world.agreements.get(id))),
        };
        const { sequence, committedAtMs, events } = entry;
        const told = { sequence, committedAtMs, events: events.map(unsealed) };
        const difference = differenceOf(due, told);
        if (difference !== undefined)
          report('L4', atMs, `in the history at ${place + 1}: ${difference}`, lotId);
      }
      const lost = lostMaxima(track, lot);
      if (opened !== undefined && spelled(opened) !== lost)
        report('L4', atMs, `the maxima opened are ${spelled(opened)}; those that lost are ${lost}`, lotId);
    },
  },
});
