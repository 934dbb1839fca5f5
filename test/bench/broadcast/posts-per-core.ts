/** How fast posts went. */
export type Pace = {
  /** By the processor's time of this whole process, whatever its threads. */
  readonly perCoreSecond: number;
  /** By the clock on the wall. */
  readonly perSecond: number;
};

/**
 * Posts to everybody at once, and again as soon as all are answered.
 * @param post posts once. @returns whether it got through.
 * @param ids the connections, each of which is posted to in each turn
 * @throws when more than one in a hundred did not get through: then it is no pace of posts.
 */
export async function postsPerCore(
  post: (id: string) => Promise<boolean>,
  ids: readonly string[],
  turns: number,
): Promise<Pace> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  let sent = 0;
  for (let turn = 0; turn < turns; turn += 1)
    for (const gotThrough of await Promise.all(ids.map(post))) if (gotThrough) sent += 1;
  const { user, system } = process.cpuUsage(before);
  const tookMs = performance.now() - startedMs;
  const tried = ids.length * turns;
  if (sent * 100 < tried * 99) throw new Error(`of ${tried} posts only ${sent} got through`);
  return { perCoreSecond: (sent * 1_000_000) / (user + system), perSecond: (sent * 1_000) / tookMs };
}
