import { emfMetrics } from '@gaveldrop/adapters/aws/emf-metrics';
import { epochMs } from '@gaveldrop/units';
import { expect, test } from 'vitest';

const lines: unknown[] = [];
const metrics = emfMetrics({ nowMs: () => epochMs(1_790_000_000_000) }, (line) => {
  expect(line).not.toContain('\n');
  lines.push(JSON.parse(line));
});

test('a count with a dimension is one line that counts over all and for its dimension', () => {
  lines.length = 0;
  metrics.count('bidOutcome', 'leading');
  expect(lines).toEqual([
    {
      _aws: {
        Timestamp: 1_790_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Gaveldrop',
            Dimensions: [[], ['of']],
            Metrics: [{ Name: 'BidOutcome', Unit: 'Count' }],
          },
        ],
      },
      BidOutcome: 1,
      of: 'leading',
    },
  ]);
});

test('a length of time is milliseconds, without dimensions', () => {
  lines.length = 0;
  metrics.duration('hammerLateMs', 12.5);
  expect(lines).toMatchObject([
    {
      _aws: {
        CloudWatchMetrics: [{ Dimensions: [[]], Metrics: [{ Name: 'HammerLateMs', Unit: 'Milliseconds' }] }],
      },
      HammerLateMs: 12.5,
    },
  ]);
});
