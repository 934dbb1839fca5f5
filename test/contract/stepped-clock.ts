import type { Clock } from '@gaveldrop/saleroom';
import { assert, epochMs } from '@gaveldrop/units';

/** A clock that moves from one sleeper to the next, and stands still while requests are on their way. */
export type SteppedClock = Clock & {
  /** Notes a request that is really sent: time stands until it is back. */
  onItsWay<T>(request: Promise<T>): Promise<T>;
  /** Wakes one sleeper after another until the work is done. @throws when it waits for nothing that could come. */
  run<T>(work: Promise<T>): Promise<T>;
};

/** A turn of the event loop in which everything that was ready has run. */
const turn = (): Promise<void> => new Promise((turned) => setImmediate(turned));

/**
 * One thing happens at a time, in the order of the clock, however fast the machine and the database are. So what is
 * raced here is raced the same way each time.
 */
export function steppedClock(startMs: number): SteppedClock {
  let nowMs = startMs;
  let slept = 0;
  let asleep: { readonly wakesAtMs: number; readonly place: number; readonly wake: () => void }[] = [];
  let onTheWay = 0;
  const nextSleeper = () => {
    let first = asleep[0];
    for (const one of asleep)
      if (
        first === undefined ||
        one.wakesAtMs < first.wakesAtMs ||
        (one.wakesAtMs === first.wakesAtMs && one.place < first.place)
      )
        first = one;
    return first;
  };
  return {
    nowMs: () => epochMs(Math.floor(nowMs)),
    sleep: (ms) =>
      new Promise((wake) => {
        slept += 1;
        asleep.push({ wakesAtMs: nowMs + Math.max(0, ms), place: slept, wake });
      }),
    onItsWay: async (request) => {
      onTheWay += 1;
      try {
        return await request;
      } finally {
        onTheWay -= 1;
      }
    },
    run: async (work) => {
      let over = false;
      const done = (): void => {
        over = true;
      };
      work.then(done, done);
      for (;;) {
        do await turn();
        while (onTheWay > 0);
        if (over) return work;
        const next = nextSleeper();
        assert(next !== undefined, 'somebody sleeps or something is on its way');
        asleep = asleep.filter((one) => one !== next);
        nowMs = Math.max(nowMs, next.wakesAtMs);
        next.wake();
      }
    },
  };
}
