import { type EpochMs, epochMs } from '@gaveldrop/units';

/** This device's clock and chance: the only place of the pages that asks for either. The clock may be wrong. */
export const deviceNowMs = (): EpochMs => epochMs(Date.now());

/** From 0 up to, not including, 1. */
export const deviceRandom = (): number => Math.random();

/** Calls back once after `ms`; the function returned cancels it. */
export function afterMs(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, ms);
  return () => clearTimeout(timer);
}
