import { type FunctionPlan, isCalled } from './read-functions.ts';

/**
 * Instances of each function that are started, by what people call it; all others have one. A thread costs 20 MB and about
 * 70 ms of processor, so there are as few as do: two for bids, so that one slow bid holds up no other;
 * as many closers as lots may close at once, since each of them waits for its instant; and as many broadcasters as
 * a drop has shards at first, since each of them keeps its shards until their next post is due, and may have one or several.
 */
export const instanceCounts: Readonly<Record<string, number>> = { bid: 2, close: 8, broadcast: 4 };

export function instanceCount(plan: FunctionPlan, overrides: Readonly<Record<string, number>>): number {
  const counts = { ...instanceCounts, ...overrides };
  const named = Object.entries(counts).find(([name]) => isCalled(plan, name));
  return named?.[1] ?? 1;
}
