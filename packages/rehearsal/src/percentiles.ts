/** Figures of a sample in milliseconds; null when there was nothing to measure. */
export type Percentiles = {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
};

/** The smallest values that half, 95 % and 99 % of the sample do not exceed. */
export function percentiles(sample: readonly number[]): Percentiles {
  const inOrder = [...sample].sort((one, other) => one - other);
  const at = (share: number): number | null =>
    inOrder[Math.max(0, Math.ceil(inOrder.length * share) - 1)] ?? null;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
