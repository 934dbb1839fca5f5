import type { Arrival } from './crowd-messages.ts';

/** One committed change of a lot. */
export type Change = { readonly sequence: number; readonly committedAtMs: number };

/**
 * For each change, how long after its commit a viewer had it or a later one. A change that was passed over counts until
 * something newer came; one after which nothing came is `Infinity`.
 * @param changes by sequence
 * @param arrivals in the order they came
 */
export function untilKnown(changes: readonly Change[], arrivals: readonly Arrival[]): readonly number[] {
  let at = 0;
  return changes.map(({ sequence, committedAtMs }) => {
    // Once a viewer has one sequence, what comes after it with a lower one is no news.
    while ((arrivals[at]?.sequence ?? Number.POSITIVE_INFINITY) < sequence) at += 1;
    const arrival = arrivals[at];
    return arrival === undefined ? Number.POSITIVE_INFINITY : arrival.arrivedAtMs - committedAtMs;
  });
}

/** What became of one change that arrived, in milliseconds from its commit. */
export type Came = { readonly untilPostedMs: number; readonly untilArrivedMs: number };

/** Of the changes that arrived at a viewer, how old each was; what was passed over is not among them. */
export function agesOf(changes: readonly Change[], arrivals: readonly Arrival[]): readonly Came[] {
  const committedAtMs = new Map(changes.map((change) => [change.sequence, change.committedAtMs]));
  return arrivals.flatMap(({ sequence, postedAtMs, arrivedAtMs }) => {
    const fromMs = committedAtMs.get(sequence);
    if (fromMs === undefined) return [];
    return [{ untilPostedMs: postedAtMs - fromMs, untilArrivedMs: arrivedAtMs - fromMs }];
  });
}
