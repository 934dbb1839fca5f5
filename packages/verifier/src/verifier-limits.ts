import { durationMs, limits } from '@gaveldrop/units';

/** How far what cannot be seen in a history may lie from what can, each with its reason. */
export const verifierLimits = {
  /** Two clocks may each be off by the skew, one ahead and one behind; so may one clock that is set in between. */
  clocksApartMaxMs: durationMs(2 * limits.clockSkewMaxMs),
  /** From a command's receipt, which a history does not tell, to its commit: a function has no more time than this. */
  commandTimeMaxMs: durationMs(10_000),
  /** From a bid's receipt to its refusal: the same. */
  refusalTimeMaxMs: durationMs(10_000),
  /**
   * How long after a state's successor was decided that state may still have been decided on: the write's own time, how
   * long it may be in flight, and how old a copy may be.
   */
  stateOutlivedMaxMs: durationMs(
    limits.commitTimeMaxMs + limits.writeInFlightMaxMs + limits.lotCopyAgeMaxMs + 2 * limits.clockSkewMaxMs,
  ),
} as const;
