import { ruleNumbers } from '../rule-numbers.ts';
import type { Handling } from '../world.ts';

/** Which readings an instance's clock may have given between two instants. */
export type ClockRange = { readonly fromMs: number; readonly toMs: number };

/**
 * Which readings a handling may have had from its start to a later one. Where the two say that the clock stepped in
 * between, a step there and back may hide as well.
 */
export function clockRange(handling: Handling, laterAtMs: number, laterClockMs: number): ClockRange {
  const elapsedMs = laterAtMs - handling.atMs;
  const steppedMs = Math.abs(laterClockMs - handling.clockMs - elapsedMs);
  const slackMs = steppedMs <= 1 ? 1 : steppedMs + ruleNumbers.clockSkewMaxMs;
  return {
    fromMs: Math.min(handling.clockMs, laterClockMs) - slackMs,
    toMs: Math.max(handling.clockMs, laterClockMs) + slackMs,
  };
}

/** Whether a stamp, bounded by some reading of the range, can have become this receipt. [B2] */
export function mayBeReceipt(receivedAtMs: number, stampMs: number, { fromMs, toMs }: ClockRange): boolean {
  const { clockSkewMaxMs, receivedSkewMaxMs } = ruleNumbers;
  if (receivedAtMs === stampMs)
    return stampMs <= toMs + clockSkewMaxMs && stampMs >= fromMs - receivedSkewMaxMs;
  if (receivedAtMs < stampMs - clockSkewMaxMs) return receivedAtMs >= fromMs && receivedAtMs <= toMs;
  if (receivedAtMs < stampMs) return false;
  const readingMs = receivedAtMs + receivedSkewMaxMs;
  return readingMs >= fromMs && readingMs <= toMs;
}

/** What a stamp counts as for a clock: bounded below, and the clock itself where it lies ahead by a fault. [B2] */
export function receiptAt(stampMs: number, clockMs: number): number {
  if (stampMs > clockMs + ruleNumbers.clockSkewMaxMs) return clockMs;
  return Math.max(stampMs, clockMs - ruleNumbers.receivedSkewMaxMs);
}
