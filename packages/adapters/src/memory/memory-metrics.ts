import type { MetricName, Metrics } from '@gaveldrop/saleroom';

export type MemoryMetrics = Metrics & {
  /** How often a name was counted, with this dimension if one is given, else with any or none. */
  counted(name: MetricName, dimension?: string): number;
  /** Every length of time given for a name, in milliseconds. */
  durations(name: MetricName): readonly number[];
};

/** Figures in memory. */
export function memoryMetrics(): MemoryMetrics {
  const counts: { name: MetricName; dimension: string | undefined; times: number }[] = [];
  const lengths: { name: MetricName; ms: number }[] = [];
  return {
    count: (name, dimension, times = 1) => {
      counts.push({ name, dimension, times });
    },
    duration: (name, ms) => {
      lengths.push({ name, ms });
    },
    counted: (name, dimension) =>
      counts
        .filter((count) => count.name === name && (dimension === undefined || count.dimension === dimension))
        .reduce((sum, { times }) => sum + times, 0),
    durations: (name) => lengths.filter((length) => length.name === name).map(({ ms }) => ms),
  };
}
