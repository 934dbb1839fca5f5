/** Whole amounts from `minCents` to `maxCents`, both included. */
export type Span = { readonly minCents: number; readonly maxCents: number };

/** The span, unless nothing is in it. */
export const spanOf = (minCents: number, maxCents: number): Span | undefined =>
  minCents <= maxCents ? { minCents, maxCents } : undefined;

/** What is in both. */
export const both = (one: Span | undefined, other: Span | undefined): Span | undefined =>
  one === undefined || other === undefined
    ? undefined
    : spanOf(Math.max(one.minCents, other.minCents), Math.min(one.maxCents, other.maxCents));

/**
 * One thing that may be behind the prices of a history: a reserve, and under it every ceiling that the leader may have.
 * A history follows as long as one supposition explains all of it.
 */
export type Supposition = {
  /** 0: none, or one that every price has met. */
  readonly reserveCents: number;
  /** Absent before the first bid. */
  readonly ceiling: Span | undefined;
};
