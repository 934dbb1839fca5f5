/** The numbers of the rules, written down a second time on purpose: milliseconds, and whole amounts. */
export const ruleNumbers = {
  /** From the close to the hammer. [C7] */
  commitGraceMs: 1_000,
  /** How far behind the function's clock a stamp stands. [B2] */
  receivedSkewMaxMs: 750,
  /** How far ahead of it one stands, and how far a clock may be off. [B2] */
  clockSkewMaxMs: 100,
  /** How long after it was sent an aborted write may still land. [B10] */
  writeInFlightMaxMs: 2_000,
  /** How old a remembered lot may be to call a bid too low. [B9] */
  lotCopyAgeMaxMs: 1_000,
  /** Ids a lot remembers. [B10] */
  recentBidsMax: 8,
  /** How long a sender may believe a number of shards. */
  shardCountAgeMaxMs: 5_000,
  /** What a resume gives at least. [C10] */
  resumeMinMs: 10_000,
  /** Where the drop says nothing. [C9] [C11] */
  climaxMs: 10_000,
  fairWarningMs: 5_000,
  /** How long after the end of all faults an overdue lot may stay open: two sweeps, one a minute, and a start. [C8] */
  overdueMaxMs: 125_000,
} as const;
