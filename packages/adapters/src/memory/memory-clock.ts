import type { Clock } from '@gaveldrop/saleroom';
import { assert, type EpochMs, epochMs } from '@gaveldrop/units';

export type MemoryClock = Clock & {
  /** Moves the clock on and wakes, in order, whoever has slept enough. */
  advance(ms: number): Promise<void>;
  /** How many are asleep. */
  sleepers(): number;
};

/** Lets everything that can run now run, up to its next wait for something that is not there yet. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

/** A clock that moves only when told to. */
export function memoryClock(startMs: number): MemoryClock {
  let nowMs = epochMs(startMs);
  let asleep: { wakesAtMs: number; wake: () => void }[] = [];
  return {
    nowMs: (): EpochMs => nowMs,
    sleep: (ms) =>
      new Promise((wake) => {
        if (ms <= 0) return wake();
        asleep = [...asleep, { wakesAtMs: nowMs + ms, wake }].sort(
          (one, other) => one.wakesAtMs - other.wakesAtMs,
        );
      }),
    advance: async (ms) => {
      assert(ms >= 0, 'time goes forwards');
      const untilMs = epochMs(nowMs + ms);
      for (;;) {
        await settle();
        const [next, ...others] = asleep;
        if (next === undefined || next.wakesAtMs > untilMs) break;
        asleep = others;
        nowMs = epochMs(Math.max(nowMs, Math.ceil(next.wakesAtMs)));
        next.wake();
      }
      nowMs = untilMs;
      await settle();
    },
    sleepers: () => asleep.length,
  };
}
