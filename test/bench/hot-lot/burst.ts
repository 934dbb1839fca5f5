/** What a burst is to be. */
export type BurstOptions = {
  readonly bidders: number;
  /** How often each of them bids, each time as soon as the last one was answered. */
  readonly times: number;
  /** Nobody begins a bid later than this after the first. */
  readonly withinMs: number;
  /**
   * One bid from its sending to its answer. It may see that the time is over, if it had to wait before it could begin.
   * @returns whether it was answered with what became of it.
   */
  readonly bid: (bidder: number, isOver: () => boolean) => Promise<boolean>;
  readonly nowMs: () => number;
};

/** @returns how many bids were answered, and how long it took until the last of them was, in milliseconds. */
export async function burst({
  bidders,
  times,
  withinMs,
  bid,
  nowMs,
}: BurstOptions): Promise<{ readonly answers: number; readonly tookMs: number }> {
  const startedMs = nowMs();
  const isOver = (): boolean => nowMs() - startedMs >= withinMs;
  let answers = 0;
  const bidAllTimes = async (bidder: number): Promise<void> => {
    for (let time = 0; time < times && !isOver(); time += 1) if (await bid(bidder, isOver)) answers += 1;
  };
  await Promise.all(Array.from({ length: bidders }, (_, at) => bidAllTimes(at + 1)));
  return { answers, tookMs: nowMs() - startedMs };
}
