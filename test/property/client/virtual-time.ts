import { createSoonestFirst } from '../../simulation/soonest-first.ts';

type Planned = { readonly atMs: number; readonly nth: number; call: (() => void) | undefined };

const sooner = (one: Planned, other: Planned): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.nth < other.nth);

/** Time that passes only from one thing planned to the next, for many thousands of them. */
export type VirtualTime = {
  /** True time; not whole. */
  nowMs(): number;
  /** The function returned takes it back. */
  after(ms: number, call: () => void): () => void;
  /** What was just called settled a promise: what follows from that is let happen before time goes on. */
  promised(): void;
  /** Lets everything happen up to an instant. */
  runUntil(atMs: number): Promise<void>;
};

/** Resolves when every promise that can go on has gone on: nothing here waits for anything but promises. */
const settled = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));

export function createVirtualTime(startMs: number): VirtualTime {
  const heap = createSoonestFirst<Planned>(sooner);
  let nowMs = startMs;
  let planned = 0;
  let owing = false;

  return {
    nowMs: () => nowMs,
    after: (ms, call) => {
      const one: Planned = { atMs: nowMs + Math.max(0, ms), nth: planned, call };
      planned += 1;
      heap.push(one);
      return () => {
        one.call = undefined;
      };
    },
    promised: () => {
      owing = true;
    },
    runUntil: async (untilMs) => {
      await settled();
      for (let next = heap.first(); next !== undefined && next.atMs <= untilMs; next = heap.first()) {
        heap.pop();
        if (next.call === undefined) continue;
        nowMs = next.atMs;
        next.call();
        if (!owing) continue;
        owing = false;
        await settled();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}
