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
  // A binary heap: each is no sooner than the one at half its place.
  const heap: Planned[] = [];
  let nowMs = startMs;
  let planned = 0;
  let owing = false;

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
    after: (ms, call) => {
      const one: Planned = { atMs: nowMs + Math.max(0, ms), nth: planned, call };
      planned += 1;
      push(one);
      return () => {
        one.call = undefined;
      };
    },
    promised: () => {
      owing = true;
    },
    runUntil: async (untilMs) => {
      await settled();
      for (let next = heap[0]; next !== undefined && next.atMs <= untilMs; next = heap[0]) {
        pop();
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
