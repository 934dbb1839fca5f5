import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { memoryClock } from '@gaveldrop/adapters/memory/memory-clock';
import type { Clock } from '@gaveldrop/saleroom';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { startMs } from './sample-lots.ts';

type Driven = { readonly clock: Clock; readonly pass: (ms: number) => Promise<void> };

bothVersions<Driven>(
  'clock',
  {
    memory: async () => {
      const clock = memoryClock(startMs);
      return { clock, pass: (ms) => clock.advance(ms) };
    },
    aws: async () => ({
      clock: systemClock(),
      pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    }),
  },
  (make) => {
    test('[C7] a sleep ends after its time, never before', async () => {
      const { clock, pass } = await make();
      const beganMs = performance.now();
      const before = clock.nowMs();
      const sleep = clock.sleep(30);
      await pass(30);
      await sleep;
      expect(clock.nowMs() - before).toBeGreaterThanOrEqual(29);
      if (before > startMs + 1) expect(performance.now() - beganMs).toBeGreaterThanOrEqual(30);
    });

    test('a sleep of nothing, or less, ends at once', async () => {
      const { clock } = await make();
      await clock.sleep(0);
      await clock.sleep(-5);
    });

    test('it says whole milliseconds', async () => {
      const { clock } = await make();
      expect(Number.isInteger(clock.nowMs())).toBe(true);
    });
  },
);
