/**
 * How many times a second something can be done, one at a time, without waiting.
 * @param batch does it `times` times; what it gives back only has to depend on all that it did, so that nothing is left out.
 * @param forMs how long to go on for
 */
export function perSecond(batch: (times: number) => number, forMs: number): number {
  const startedMs = performance.now();
  let done = 0;
  let seen = 0;
  let tookMs = 0;
  while (tookMs < forMs) {
    seen += batch(1_000);
    done += 1_000;
    tookMs = performance.now() - startedMs;
  }
  if (Number.isNaN(seen)) throw new Error('what was measured gave no number');
  return (done * 1_000) / tookMs;
}
