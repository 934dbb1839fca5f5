import type { EpochMs } from '@gaveldrop/units';

/** The function's own clock. */
export type Clock = {
  nowMs(): EpochMs;
  /** Resolves after at least `ms`; never before. */
  sleep(ms: number): Promise<void>;
};
