import type { PublicLot } from '@gaveldrop/protocol';
import type { EpochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';

/** When, by the server's clock, an open lot's hammer should long have been heard; never for one without a close. [C7] */
const missingAtMs = (lot: PublicLot): number =>
  lot.status === 'open' && lot.closesAtMs !== undefined
    ? lot.closesAtMs + lot.closing.commitGraceMs + clientLimits.hammerMissingAfterMs
    : Number.POSITIVE_INFINITY;

/** Whether a lot has no final state although its hammer is overdue. */
export const isHammerMissing = (lots: Iterable<PublicLot>, serverNowMs: EpochMs): boolean =>
  nextMissingAtMs(lots) <= serverNowMs;

/**
 * In how many milliseconds to look for a missing hammer, 0 to 60,000; undefined when no lot waits for one.
 * @param sinceAskedMs how long ago the server was asked for one, if ever: it is asked every 5 s at most
 */
export function hammerLookInMs(
  lots: Iterable<PublicLot>,
  serverNowMs: EpochMs,
  sinceAskedMs: number | undefined,
): number | undefined {
  const atMs = nextMissingAtMs(lots);
  if (atMs === Number.POSITIVE_INFINITY) return undefined;
  const restMs = sinceAskedMs === undefined ? 0 : clientLimits.hammerAskEveryMs - sinceAskedMs;
  return Math.min(clientLimits.hammerLookMaxMs, Math.max(0, atMs - serverNowMs, restMs));
}

function nextMissingAtMs(lots: Iterable<PublicLot>): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const lot of lots) earliest = Math.min(earliest, missingAtMs(lot));
  return earliest;
}
