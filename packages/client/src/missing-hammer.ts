import type { PublicLot } from '@gaveldrop/protocol';
import type { EpochMs } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';

/** When one phone of a crowd asks for a hammer. */
export type HammerTurn = {
  /** How long ago it asked last, if ever. */
  readonly sinceAskedMs: number | undefined;
  /** How much later than the first of the crowd it asks. */
  readonly apartMs: number;
  /** How long all of the crowd take for it. */
  readonly crowdMs: number;
};

/** When, by the server's clock, an open lot's hammer should long have been heard; never for one without a close. [C7] */
const missingAtMs = (lot: PublicLot): number =>
  lot.status === 'open' && lot.closesAtMs !== undefined
    ? lot.closesAtMs + lot.closing.commitGraceMs + clientLimits.hammerMissingAfterMs
    : Number.POSITIVE_INFINITY;

/** Whether a lot has no final state although its hammer is overdue, and it is this phone's turn to ask. */
export const isHammerMissing = (
  lots: Iterable<PublicLot>,
  serverNowMs: EpochMs,
  { apartMs }: HammerTurn,
): boolean => nextMissingAtMs(lots) + apartMs <= serverNowMs;

/** In how many milliseconds to look for a missing hammer, 0 to 60,000; undefined when no lot waits for one. */
export function hammerLookInMs(
  lots: Iterable<PublicLot>,
  serverNowMs: EpochMs,
  { sinceAskedMs, apartMs, crowdMs }: HammerTurn,
): number | undefined {
  const atMs = nextMissingAtMs(lots);
  if (atMs === Number.POSITIVE_INFINITY) return undefined;
  const everyMs = Math.max(clientLimits.hammerAskEveryMs, crowdMs);
  const restMs = sinceAskedMs === undefined ? 0 : everyMs - sinceAskedMs;
  return Math.min(clientLimits.hammerLookMaxMs, Math.max(0, atMs + apartMs - serverNowMs, restMs));
}

function nextMissingAtMs(lots: Iterable<PublicLot>): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const lot of lots) earliest = Math.min(earliest, missingAtMs(lot));
  return earliest;
}
