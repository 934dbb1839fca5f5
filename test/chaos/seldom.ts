/** What waits for a process that is away says so again and again. */
const againAfterMs = 15_000;

/** Tells a line only when it was not told just before. */
export function seldom(tell: (line: string) => void): (line: string) => void {
  const toldAtMs = new Map<string, number>();
  return (line) => {
    const nowMs = performance.now();
    if (nowMs - (toldAtMs.get(line) ?? Number.NEGATIVE_INFINITY) < againAfterMs) return;
    toldAtMs.set(line, nowMs);
    tell(line);
  };
}
