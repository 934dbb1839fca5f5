import type { Clock, MetricName, Metrics } from '@gaveldrop/saleroom';
import { metricNames, metricsNamespace } from '../names.ts';

/** Past the runtime's own console, which would wrap the line in a log record of its own. */
const toStandardOutput = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Figures as lines of CloudWatch's embedded metric format: no call, no wait.
 * A count with a dimension counts twice, for its dimension `of` and over all, so that alarms need not know them.
 */
export function emfMetrics(
  clock: Pick<Clock, 'nowMs'>,
  write: (line: string) => void = toStandardOutput,
): Metrics {
  const put = (name: MetricName, unit: 'Count' | 'Milliseconds', value: number, of?: string): void => {
    const metric = metricNames[name];
    const directive = {
      Namespace: metricsNamespace,
      Dimensions: of === undefined ? [[]] : [[], ['of']],
      Metrics: [{ Name: metric, Unit: unit }],
    };
    const line = {
      _aws: { Timestamp: clock.nowMs(), CloudWatchMetrics: [directive] },
      [metric]: value,
      ...(of === undefined ? {} : { of }),
    };
    write(JSON.stringify(line));
  };
  return {
    count: (name, dimension, times = 1) => put(name, 'Count', times, dimension),
    duration: (name, ms) => put(name, 'Milliseconds', ms),
  };
}
