import type { MakeCheck } from '../check.ts';
import { differenceOf } from '../expected/same-json.ts';

/** [L3] The history takes each lot's changes one by one as they were committed, and at the end has them all. */
export const historyIsWhole: MakeCheck = () => {
  const reached = new Map<string, number>();
  return {
    name: 'history-is-whole',
    on: {
      'history-appended': ({ atMs, entry }, world, report) => {
        const { lotId, sequence, committedAtMs, events } = entry;
        const before = reached.get(lotId) ?? 0;
        if (sequence !== before + 1)
          report('L3', atMs, `the history took sequence ${sequence} after ${before}`, lotId);
        reached.set(lotId, Math.max(before, sequence));
        const stored = world.lots.get(lotId)?.bySequence.get(sequence)?.stored;
        if (stored === undefined) {
          report('L3', atMs, `the history took sequence ${sequence}, which was never committed`, lotId);
          return;
        }
        const committed = { committedAtMs: stored.committedAtMs, events: stored.events };
        const difference = differenceOf(committed, { committedAtMs, events });
        if (difference !== undefined)
          report('L3', atMs, `the history of sequence ${sequence} is another: ${difference}`, lotId);
      },
    },
    atEnd: ({ nowMs, healedAtMs, lots }, report) => {
      if (healedAtMs === undefined) return;
      for (const { lotId, states } of lots.values()) {
        const last = states.at(-1)?.stored.sequence ?? 0;
        const has = reached.get(lotId) ?? 0;
        if (has < last) report('L3', nowMs, `the history ends at ${has}, the lot at ${last}`, lotId);
      }
    },
  };
};
