/** How long something takes, in milliseconds. */
export async function timed(doing: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await doing();
  return performance.now() - startedMs;
}
