import type { History } from '@gaveldrop/protocol';
import { limits } from '@gaveldrop/units';
import { bidEvents } from '../bid-events.ts';
import type { Evidence, SentBid } from '../evidence.ts';
import { type Verdict, verdict } from './verdict.ts';

const name = "nobody's bid received after the close was accepted";

/**
 * Every accepted bid was received at or before the close that held when it was committed, and was sent no later than that
 * either, whatever its stamp says. [C6]
 */
export function noBidAfterClose(evidence: Evidence): Verdict {
  return verdict(
    name,
    evidence.lots.flatMap(({ lotId, number }) => {
      const entries = evidence.histories.get(lotId) ?? [];
      const closes = closesBefore(entries);
      const bids = evidence.people.flatMap((person) => person.bids).filter((bid) => bid.lotId === lotId);
      return [
        ...lateInHistory(entries, closes),
        ...lateByAnswer(bids, closes),
        ...lateBySending(bids, closes),
      ].map((problem) => `lot ${number}: ${problem}`);
    }),
  );
}

/** The close that held when each sequence was committed; undefined for a lot without one, or not open. */
type Closes = ReadonlyMap<number, number | undefined>;

function closesBefore(entries: History['entries']): Closes {
  const closes = new Map<number, number | undefined>();
  let closesAtMs: number | undefined;
  for (const { sequence, events } of entries) {
    closes.set(sequence, closesAtMs);
    for (const event of events) {
      if (event.type === 'LotPaused') closesAtMs = undefined;
      if ('closesAtMs' in event && typeof event.closesAtMs === 'number') closesAtMs = event.closesAtMs;
    }
  }
  return closes;
}

function lateInHistory(entries: History['entries'], closes: Closes): string[] {
  return bidEvents(entries).flatMap(({ sequence, receivedAtMs, paddleNumber }) => {
    if (Number.isNaN(receivedAtMs)) return [`the bid at ${sequence} has no receipt`];
    const lateMs = receivedAtMs - (closes.get(sequence) ?? receivedAtMs);
    return lateMs > 0
      ? [`the bid of paddle ${paddleNumber} at ${sequence} was received ${lateMs} ms after the close`]
      : [];
  });
}

function lateByAnswer(bids: readonly SentBid[], closes: Closes): string[] {
  return bids.flatMap(({ bidId, answers }) =>
    answers.flatMap(({ outcome, sequence, receivedAtMs }) => {
      if (outcome === 'refused' || sequence === undefined || receivedAtMs === undefined) return [];
      const lateMs = receivedAtMs - (closes.get(sequence) ?? receivedAtMs);
      return lateMs > 0
        ? [`bid ${bidId} was answered ${outcome}, received ${lateMs} ms after the close`]
        : [];
    }),
  );
}

/** The bidders' own clock, which is the saleroom's when both are on one machine, allowing for how far clocks may differ. */
function lateBySending(bids: readonly SentBid[], closes: Closes): string[] {
  return bids.flatMap(({ bidId, answers, sentAtMs }) => {
    const sequence = answers.find(({ outcome }) => outcome !== 'refused')?.sequence;
    const close = sequence === undefined ? undefined : closes.get(sequence);
    if (close === undefined || sentAtMs <= close + limits.clockSkewMaxMs) return [];
    return [
      `bid ${bidId} was accepted although it was sent ${Math.round(sentAtMs - close)} ms after the close`,
    ];
  });
}
