import type { ThrottlePlan } from './read-apis.ts';

/** True when one more request may pass now. */
export type TokenBucket = () => boolean;

/** A stage's throttle as API Gateway keeps it: `burst` at once, then `perSecond`. `nowMs` is a clock that never goes back. */
export function createTokenBucket({ perSecond, burst }: ThrottlePlan, nowMs: () => number): TokenBucket {
  let tokens = burst;
  let filledAtMs = nowMs();
  return () => {
    const atMs = nowMs();
    tokens = Math.min(burst, tokens + ((atMs - filledAtMs) * perSecond) / 1_000);
    filledAtMs = atMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
