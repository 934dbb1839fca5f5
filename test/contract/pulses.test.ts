import { queueCalls } from '@gaveldrop/adapters/aws/queue-calls';
import { sqsPulses } from '@gaveldrop/adapters/aws/sqs-pulses';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import { memoryPulses } from '@gaveldrop/adapters/memory/memory-pulses';
import { parsePulse } from '@gaveldrop/adapters/pulse-message';
import { type LotRules, type PublicLot, publicLot } from '@gaveldrop/bidding';
import type { Pulse, Pulses } from '@gaveldrop/saleroom';
import { cents, type DropId, type UserId } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createQueue, drainQueue } from './queues.ts';
import { aBid, anId, aScheduledLot, changed, opened } from './sample-lots.ts';

const rules: LotRules = {
  rulesId: anId(),
  sellerId: 'sam' as UserId,
  startPriceCents: cents(100),
  ladder: [{ fromCents: cents(0), incrementCents: cents(50) }],
  closing: { extension: { mode: 'none' } },
};
const lots = (count: number): readonly PublicLot[] => {
  let lot = changed(opened(aScheduledLot()), aBid(1, 100));
  const made = [publicLot(lot, rules)];
  while (made.length < count) {
    lot = changed(lot, aBid(made.length + 1, 100 * (made.length + 1)));
    made.push(publicLot(lot, rules));
  }
  return made;
};
const [first, second] = lots(2) as [PublicLot, PublicLot];

type Queue = { readonly pulses: Pulses; readonly drain: () => Promise<readonly Pulse[]> };

bothVersions<Queue>(
  'pulses',
  {
    memory: async () => {
      const pulses = memoryPulses();
      return { pulses, drain: async () => pulses.drain() };
    },
    aws: async () => {
      const url = await createQueue('fifo');
      const drain = async () => (await drainQueue(url)).map(({ Body }) => parsePulse(Body ?? ''));
      return { pulses: sqsPulses(queueCalls(url, systemClock()), url), drain };
    },
  },
  (make) => {
    test('each shard gets one pulse, with the public lot as it is', async () => {
      const { pulses, drain } = await make();
      const dropId = anId<DropId>();
      await pulses.send(dropId, 23, first, 2_000);
      const got = await drain();
      expect(got.map(({ shard }) => shard).toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 23 }, (_, shard) => shard),
      );
      for (const pulse of got) expect(pulse).toEqual({ dropId, shard: pulse.shard, lot: first });
    });

    test('the same lot, sequence and shard is delivered once, however often it is sent', async () => {
      const { pulses, drain } = await make();
      const dropId = anId<DropId>();
      await pulses.send(dropId, 2, first, 2_000);
      await pulses.send(dropId, 2, first, 2_000);
      expect(await drain()).toHaveLength(2);
      await pulses.send(dropId, 3, first, 2_000);
      expect((await drain()).map(({ shard }) => shard)).toEqual([2]);
    });

    test("a shard's pulses come in the order they were sent", async () => {
      const { pulses, drain } = await make();
      const dropId = anId<DropId>();
      for (const lot of [first, second]) await pulses.send(dropId, 2, lot, 2_000);
      const got = await drain();
      const sequences = (shard: number) =>
        got.filter((pulse) => pulse.shard === shard).map(({ lot }) => lot.sequence);
      expect(sequences(0)).toEqual([3, 4]);
      expect(sequences(1)).toEqual([3, 4]);
    });
  },
);
