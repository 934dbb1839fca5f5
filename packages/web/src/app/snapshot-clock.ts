import { type EpochMs, epochMs } from '@gaveldrop/units';

/** The server's clock as far as snapshots tell it, which is exact enough to watch by. */
export type SnapshotClock = {
  /** A snapshot's stamp, and the device's time halfway between asking and answer. */
  hear(serverNowMs: number, deviceMs: number): void;
  nowMs(): EpochMs;
};

/**
 * A snapshot may come out of a cache, a second old: its stamp then lies behind. So the stamp that lies furthest ahead is believed.
 * @param deviceNowMs the device's clock.
 */
export function createSnapshotClock(deviceNowMs: () => number): SnapshotClock {
  let aheadMs: number | undefined;
  return {
    hear(serverNowMs, deviceMs) {
      const heardMs = Math.round(serverNowMs - deviceMs);
      aheadMs = aheadMs === undefined ? heardMs : Math.max(aheadMs, heardMs);
    },
    nowMs: () => epochMs(Math.round(deviceNowMs()) + (aheadMs ?? 0)),
  };
}
