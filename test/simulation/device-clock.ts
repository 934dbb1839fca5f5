import type { Choices } from './choices.ts';
import type { Faults } from './faults.ts';
import type { Scheduler } from './scheduler.ts';

/** A phone's clock: wrong by anything, runs fast or slow, and may be set at any time. Its timers only run fast or slow. */
export type DeviceClock = {
  nowMs(): number;
  /** Calls back after `ms` as the device counts them. */
  after(ms: number, call: () => void): () => void;
  maybeStep(): void;
};

const hourMs = 3_600_000;

export function createDeviceClock(
  scheduler: Scheduler,
  faults: Faults,
  choices: Choices,
  asleepUntilMs: () => number,
): DeviceClock {
  const rate = 1 + choices.whole(-200, 200) / 1_000_000;
  const startedAtMs = scheduler.nowMs();
  let offsetMs = choices.pick([0, 0, 37, -80, choices.whole(-5_000, 5_000), choices.whole(-hourMs, hourMs)]);
  return {
    nowMs: () => Math.round(startedAtMs + offsetMs + (scheduler.nowMs() - startedAtMs) * rate),
    after: (ms, call) => {
      const ring = (): void => {
        const sleepsMs = asleepUntilMs() - scheduler.nowMs();
        if (sleepsMs > 0) cancel = scheduler.after(sleepsMs, ring);
        else call();
      };
      let cancel = scheduler.after(ms * rate, ring);
      return () => cancel();
    },
    maybeStep: () => {
      if (!faults.strikes('phoneClockStepped')) return;
      const most = choices.pick([300, 3_000, 30_000, hourMs]);
      offsetMs += choices.whole(-most, most);
    },
  };
}
