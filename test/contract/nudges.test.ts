import { queueClient } from '@gaveldrop/adapters/aws/queue-client';
import { sqsNudges } from '@gaveldrop/adapters/aws/sqs-nudges';
import { memoryNudges } from '@gaveldrop/adapters/memory/memory-nudges';
import { parseNudge } from '@gaveldrop/adapters/nudge-message';
import type { Nudge, Nudges } from '@gaveldrop/saleroom';
import { epochMs, type LotId } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createQueue, drainQueue } from './queues.ts';
import { anId, startMs } from './sample-lots.ts';

const now = epochMs(startMs);
const aNudge = (dueInMs: number, kind: Nudge['kind'] = 'early'): Nudge => ({
  lotId: anId<LotId>(),
  dueAtMs: epochMs(startMs + dueInMs),
  kind,
});

type Queue = {
  readonly nudges: Nudges;
  /** What can be had after a wait of some seconds. */
  readonly take: (waitS: number) => Promise<readonly Nudge[]>;
};

bothVersions<Queue>(
  'nudges',
  {
    memory: async () => {
      const nudges = memoryNudges();
      let waiting = nudges.drain();
      const take = async (waitS: number) => {
        waiting = [...waiting, ...nudges.drain()];
        const due = waiting.filter(({ visibleAtMs }) => visibleAtMs <= now + waitS * 1_000);
        waiting = waiting.filter((nudge) => !due.includes(nudge));
        return due.map(({ nudge }) => nudge);
      };
      return { nudges, take };
    },
    aws: async () => {
      const url = await createQueue('standard');
      const take = async (waitS: number) =>
        (await drainQueue(url, waitS)).map(({ Body }) => parseNudge(Body ?? ''));
      return { nudges: sqsNudges(queueClient(), url), take };
    },
  },
  (make) => {
    test('[C8] nudges that are due or overdue can be had at once, as they were sent', async () => {
      const { nudges, take } = await make();
      const sent = [aNudge(0), aNudge(-5_000, 'late'), aNudge(999)];
      await nudges.send(sent, now);
      const got = await take(0);
      expect(got).toHaveLength(3);
      expect(got).toEqual(expect.arrayContaining(sent));
    });

    test('[C8] a nudge due later waits its whole seconds', async () => {
      const { nudges, take } = await make();
      const [soon, far] = [aNudge(1_900), aNudge(3_600_000)];
      await nudges.send([soon, far], now);
      expect(await take(0)).toEqual([]);
      expect(await take(2)).toEqual([soon]);
    });

    test('more nudges than fit one batch are all sent', async () => {
      const { nudges, take } = await make();
      await nudges.send(
        Array.from({ length: 21 }, () => aNudge(0)),
        now,
      );
      expect(await take(0)).toHaveLength(21);
      await nudges.send([], now);
      expect(await take(0)).toEqual([]);
    });
  },
);
