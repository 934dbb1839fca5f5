import type { Choices, Trace } from './choices.ts';

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
  // A binary heap: the soonest is first, and each is no sooner than the one at half its place.
  const heap: Planned[] = [];
  let nowMs = startMs;
  let planned = 0;
  let steps = 0;

  const at = (place: number): Planned => heap[place] as Planned;
  const push = (one: Planned): void => {
    let place = heap.length;
    heap.push(one);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!sooner(one, at(parent))) break;
      heap[place] = at(parent);
      place = parent;
    }
    heap[place] = one;
  };
  const pop = (): Planned | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && sooner(at(child + 1), at(child))) child += 1;
      if (!sooner(at(child), last)) break;
      heap[place] = at(child);
      place = child;
    }
    heap[place] = last;
    return first;
  };

  return {
    nowMs: () => nowMs,
    after: (ms, run) => {
      const wait = Math.max(0, Math.ceil(ms));
      const one: Planned = { atMs: nowMs + wait, tie: ties.whole(0, 0xffff), nth: planned, run };
      planned += 1;
      push(one);
      return () => {
        one.run = undefined;
      };
    },
    run: async (over) => {
      while (!over()) {
        const next = pop();
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
