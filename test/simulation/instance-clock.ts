import type { Clock } from '@gaveldrop/saleroom';
import { epochMs, limits } from '@gaveldrop/units';
import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** One function instance's own clock: it runs a little fast or slow and is set now and then. */
export type InstanceClock = Clock & {
  /** Lets the clock be set, between one event and the next or in the middle of one. */
  maybeStep(): void;
};

/** Parts of a million by which a clock may run fast or slow: bad for a server, and it shows within a drop. */
const driftPpmMax = 300;

/**
 * A clock that keeps within `limits.clockSkewMaxMs` of true time, or on a bad day, where that fault strikes, far from it.
 * Sleeping is by another measure, as in a real machine: it takes no less than asked for, however the clock is set.
 */
export function createInstanceClock(
  scheduler: Scheduler,
  faults: Faults,
  choices: Choices,
  isAlive: () => boolean,
): InstanceClock {
  const most = limits.clockSkewMaxMs;
  const beyond = faults.strikes('clockBeyond');
  const far = choices.whole(most + 50, most + 400) * (choices.happens(0.7) ? -1 : 1);
  const drift = choices.whole(-driftPpmMax, driftPpmMax) / 1_000_000;
  let offsetMs = beyond ? far : choices.pick([0, 0, -most, most, choices.whole(-most, most)]);
  let setAtMs = scheduler.nowMs();

  const read = (): number => {
    const nowMs = scheduler.nowMs();
    const drifted = offsetMs + (nowMs - setAtMs) * drift;
    const held = beyond ? drifted : Math.max(-most, Math.min(most, drifted));
    return Math.floor(nowMs + held);
  };
  return {
    nowMs: () => epochMs(read()),
    sleep: (ms) =>
      new Promise((wake) => {
        scheduler.after(ms + (ms > 0 ? choices.whole(0, 2) : 0), () => {
          if (isAlive()) wake();
        });
      }),
    maybeStep: () => {
      if (beyond || !faults.strikes('clockStepped')) return;
      offsetMs = choices.happens(0.5) ? choices.pick([-most, most]) : choices.whole(-most, most);
      setAtMs = scheduler.nowMs();
    },
  };
}
