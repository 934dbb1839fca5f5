import type { History } from '@gaveldrop/protocol';
import { limits } from '@gaveldrop/units';
import type { Evidence } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = 'every hammer fell once, not before the close and its grace';

/** The last change of every lot, and only the last, is its end; a hammer's is no earlier than it was due. [C7] [L1] */
export function noEarlyHammer(evidence: Evidence): Verdict {
  return verdict(
    name,
    evidence.lots.flatMap(({ lotId, number }) =>
      problemsIn(evidence.histories.get(lotId) ?? []).map((problem) => `lot ${number}: ${problem}`),
    ),
  );
}

const hammers: ReadonlySet<string> = new Set(['LotSold', 'LotPassed']);
const ends: ReadonlySet<string> = new Set([...hammers, 'LotWithdrawn']);

function problemsIn(entries: History['entries']): string[] {
  const problems: string[] = [];
  let closesAtMs: number | undefined;
  for (const { sequence, committedAtMs, events } of entries) {
    for (const event of events) {
      if (ends.has(event.type) && sequence !== entries.at(-1)?.sequence)
        problems.push(`${event.type} at ${sequence}, and more after it`);
      if (event.type === 'LotPaused') closesAtMs = undefined;
      if ('closesAtMs' in event && typeof event.closesAtMs === 'number') closesAtMs = event.closesAtMs;
      if (!hammers.has(event.type)) continue;
      const earlyMs = (closesAtMs ?? Number.POSITIVE_INFINITY) + limits.commitGraceMs - committedAtMs;
      if (earlyMs > 0) problems.push(`the hammer at ${sequence} fell ${earlyMs} ms too early`);
    }
  }
  const last = entries.at(-1)?.events ?? [];
  return last.some(({ type }) => ends.has(type)) ? problems : [...problems, 'its history has no end'];
}
