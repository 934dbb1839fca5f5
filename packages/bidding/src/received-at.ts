import { type EpochMs, epochMs, limits } from '@gaveldrop/units';

/**
 * A gateway's stamp as it counts: bounded below, and the function's own clock where it lies ahead of it by a fault. [B2]
 * @returns `ahead: true` when the stamp was a fault, to be counted and alarmed.
 */
export function receivedAt(stampMs: EpochMs, nowMs: EpochMs): { receivedAtMs: EpochMs; ahead: boolean } {
  if (stampMs > nowMs + limits.clockSkewMaxMs) return { receivedAtMs: nowMs, ahead: true };
  const oldest = Math.max(0, nowMs - limits.receivedSkewMaxMs);
  return { receivedAtMs: epochMs(Math.max(stampMs, oldest)), ahead: false };
}
