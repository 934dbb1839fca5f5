/** What bounds a run of the benches. */
export const benchLimits = {
  /** More rounds than this tell nothing more. */
  roundsMax: 100,
  /** A bench that takes longer hangs. With its usual rounds the longest, `viewers`, takes under two minutes. */
  benchMaxMs: 180_000,
  /** What more time each round beyond a bench's usual ones may take. */
  benchMaxPerRoundMs: 30_000,
} as const;
