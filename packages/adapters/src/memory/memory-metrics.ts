import type { MetricName, Metrics } from '@gaveldrop/saleroom';

export type MemoryMetrics = Metrics & {
  /** How often a name was counted, with this dimension if one is given, else with any or none. */
  counted(name: MetricName, dimension?: string): number;
  /** Every length of time given for a name, in milliseconds. */
  durations(name: MetricName): readonly number[];
};

/** Figures in memory. */
export function memoryMetrics(): MemoryMetrics {
  const counts: { name: MetricName; dimension: string | undefined }[] = [];
  const lengths: { name: MetricName; ms: number }[] = [];
  return {
    count: (name, dimension) => {
      counts.push({ name, dimension });
    },
    duration: (name, ms) => {
      lengths.push({ name, ms });
    },
    counted: (name, dimension) =>
      counts.filter(
        (count) => count.name === name && (dimension === undefined || count.dimension === dimension),
      ).length,
    durations: (name) => lengths.filter((length) => length.name === name).map(({ ms }) => ms),
  };
}
