import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';

/** The longest a timer can wait; it would fire at once if asked for more. */
const timerMsMax = 2 ** 31 - 1;

/** This machine's clock. */
export const systemClock = (): Clock => ({
  nowMs: () => epochMs(Date.now()),
  sleep: async (ms) => {
    // A timer may fire a fraction of a millisecond early.
    const untilMs = performance.now() + ms;
    for (;;) {
      const leftMs = untilMs - performance.now();
      if (leftMs <= 0) return;
      await sleep(Math.min(Math.ceil(leftMs), timerMsMax));
    }
  },
});
