import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { memoryMetrics } from '@gaveldrop/adapters/memory/memory-metrics';
import type { Metrics } from '@gaveldrop/saleroom';
import { epochMs } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { startMs } from './sample-lots.ts';

type Kept = {
  readonly metrics: Metrics;
  readonly counted: () => number;
  readonly durations: () => readonly number[];
};

bothVersions<Kept>(
  'metrics',
  {
    memory: async () => {
      const metrics = memoryMetrics();
      return {
        metrics,
        counted: () => metrics.counted('bidOutcome'),
        durations: () => metrics.durations('hammerLateMs'),
      };
    },
    aws: async () => {
      const lines: Record<string, number>[] = [];
      const clock = { nowMs: () => epochMs(startMs) };
      const valuesOf = (name: string) => lines.flatMap((line) => line[name] ?? []);
      return {
        metrics: emfMetrics(clock, (line) => lines.push(JSON.parse(line))),
        counted: () => valuesOf('BidOutcome').reduce((sum, count) => sum + count, 0),
        durations: () => valuesOf('HammerLateMs'),
      };
    },
  },
  (make) => {
    test('counts add up over all dimensions, and lengths of time are kept', async () => {
      const { metrics, counted, durations } = await make();
      metrics.count('bidOutcome', 'leading');
      metrics.count('bidOutcome', 'outbid');
      metrics.count('bidOutcome');
      metrics.duration('hammerLateMs', 12);
      metrics.duration('hammerLateMs', 7.5);
      expect(counted()).toBe(3);
      expect(durations()).toEqual([12, 7.5]);
    });
  },
);
