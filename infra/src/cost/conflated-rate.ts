/**
 * How many messages a second a shard is sent: the first change at once, then at most one message in each window.
 *
 * Each message begins a window. If a change came while it lasted, the next message is sent at its end; if none did, which
 * for changes that come by chance (a Poisson process) has the probability e^(-rate * window), the next message waits for
 * the next change, a mean 1 / rate later. So messages are a mean window + e^(-rate * window) / rate apart.
 * @param changesPerS changes a second, 0 or more.
 * @param windowS the window in seconds, 0 or more.
 */
export function conflatedRate(changesPerS: number, windowS: number): number {
  if (changesPerS <= 0) return 0;
  return 1 / (windowS + Math.exp(-changesPerS * windowS) / changesPerS);
}
