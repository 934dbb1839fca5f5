import type { Choices, Trace } from './choices.ts';
import { createSoonestFirst } from './soonest-first.ts';

type Planned = {
  readonly atMs: number;
  readonly tie: number;
  readonly nth: number;
  run: (() => void) | undefined;
};

/**
 * Virtual time. Whatever is planned happens at its instant, one thing after another; things of the same millisecond in
 * an order that chance decides. After each, all that follows from it without waiting is let happen first.
 */
export type Scheduler = {
  /** True time: whole epoch milliseconds. */
  nowMs(): number;
  /** Calls once after `ms`, whole and at least 0; the function returned takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Lets everything happen until `over` says so, nothing is planned any more, or something throws. */
  run(over: () => boolean): Promise<void>;
  /** What has happened so far, counted. */
  steps(): number;
};

const sooner = (one: Planned, other: Planned): boolean => {
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  if (one.tie !== other.tie) return one.tie < other.tie;
  return one.nth < other.nth;
};

/**
 * Resolves when every promise that can go on has gone on: Node calls a tick only once no microtask is left, and what
 * runs here waits for nothing but promises.
 */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export function createScheduler(startMs: number, ties: Choices, trace: Trace): Scheduler {
  const heap = createSoonestFirst<Planned>(sooner);
  let nowMs = startMs;
  let planned = 0;
  let steps = 0;

  return {
    nowMs: () => nowMs,
    after: (ms, run) => {
      const wait = Math.max(0, Math.ceil(ms));
      const one: Planned = { atMs: nowMs + wait, tie: ties.whole(0, 0xffff), nth: planned, run };
      planned += 1;
      heap.push(one);
      return () => {
        one.run = undefined;
      };
    },
    run: async (over) => {
      while (!over()) {
        const next = heap.pop();
        if (next === undefined) return;
        if (next.run === undefined) continue;
        nowMs = next.atMs;
        steps += 1;
        trace.add(next.nth);
        next.run();
        await settled();
      }
    },
    steps: () => steps,
  };
}
