import { dynamoDropStore } from '@gaveldrop/adapters/aws/dynamo-drop-store';
import { memoryDropStore } from '@gaveldrop/adapters/memory/memory-drop-store';
import type { CatalogueEntry, Drop, DropStore } from '@gaveldrop/saleroom';
import {
  basisPoints,
  cents,
  type DropId,
  epochMs,
  type LotId,
  lotNumber,
  type UserId,
} from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { anId, startMs } from './sample-lots.ts';

const aDrop = (dropId: DropId = anId()): Drop => ({
  dropId,
  title: 'Spring drop',
  currency: 'EUR',
  ladder: [{ fromCents: cents(0), incrementCents: cents(50) }],
  closing: { extension: { mode: 'none' } },
  terms: {
    commission: { bands: [{ fromCents: cents(0), rateBp: basisPoints(800) }] },
    processing: { rateBp: basisPoints(0), fixedCents: cents(0), base: 'hammer' },
  },
  termsVersion: 1,
  auctioneers: ['alice' as UserId],
  lotsOpenMax: 1,
  lotCount: 0,
  createdAtMs: epochMs(startMs),
});

const anEntry = (dropId: DropId, number: number): CatalogueEntry => ({
  dropId,
  lotId: anId(),
  number: lotNumber(number),
  title: `Lot ${number}`,
  pictures: ['https://example.com/a.jpg'],
  sellerId: 'bob' as UserId,
  startPriceCents: cents(1_000),
  estimateLowCents: undefined,
  shippingCents: cents(0),
});

bothVersions<DropStore>(
  'drop store',
  {
    memory: async () => memoryDropStore(),
    // A table each, so that the list holds no drops of other tests.
    aws: async () => dynamoDropStore(patientDynamo(), await createKeyedTable()),
  },
  (make) => {
    test('a drop reads back as it was created, once', async () => {
      const drops = await make();
      const drop = aDrop();
      expect(await drops.read(drop.dropId)).toBeUndefined();
      expect(await drops.create(drop)).toBe('created');
      expect(await drops.create({ ...drop, title: 'Another' })).toBe('exists');
      expect(await drops.read(drop.dropId)).toEqual(drop);
    });

    test('drops are listed newest first, at most a hundred', async () => {
      const drops = await make();
      expect(await drops.list()).toEqual([]);
      const made = Array.from({ length: 103 }, (_, at) =>
        aDrop(`01J${String(at).padStart(23, '0')}` as DropId),
      );
      for (const drop of made) await drops.create(drop);
      const listed = await drops.list();
      expect(listed).toHaveLength(100);
      expect(listed[0]?.dropId).toBe('01J00000000000000000000102');
      expect(listed[99]?.dropId).toBe('01J00000000000000000000003');
      expect(listed[0]).toEqual(made[102]);
    });

    test('a lot number is the next one, and the same for the same lot', async () => {
      const drops = await make();
      const { dropId } = aDrop();
      expect(await drops.reserveLotNumber(dropId, anId<LotId>())).toBeUndefined();
      await drops.create(aDrop(dropId));
      const [first, second] = [anId<LotId>(), anId<LotId>()];
      expect(await drops.reserveLotNumber(dropId, first)).toBe(1);
      expect(await drops.reserveLotNumber(dropId, second)).toBe(2);
      expect(await drops.reserveLotNumber(dropId, first)).toBe(1);
      expect((await drops.read(dropId))?.lotCount).toBe(2);
    });

    test('lots added at once get numbers without a gap, each its own', async () => {
      const drops = await make();
      const { dropId } = aDrop();
      await drops.create(aDrop(dropId));
      const twice = anId<LotId>();
      const lotIds = [twice, twice, ...Array.from({ length: 6 }, () => anId<LotId>())];
      const numbers = await Promise.all(lotIds.map((lotId) => drops.reserveLotNumber(dropId, lotId)));
      expect(numbers[0]).toBe(numbers[1]);
      expect([...new Set(numbers)].toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect((await drops.read(dropId))?.lotCount).toBe(7);
    });

    test('entries are written, overwritten and listed by number', async () => {
      const drops = await make();
      const { dropId } = aDrop();
      const [one, two, ten] = [anEntry(dropId, 1), anEntry(dropId, 2), anEntry(dropId, 10)];
      expect(await drops.listEntries(dropId)).toEqual([]);
      expect(await drops.readEntry(dropId, lotNumber(1))).toBeUndefined();
      for (const entry of [ten, two, one]) await drops.writeEntry(entry);
      const corrected = { ...two, title: 'Corrected', category: 'cards', estimateLowCents: cents(5) };
      await drops.writeEntry(corrected);
      expect(await drops.readEntry(dropId, lotNumber(2))).toEqual(corrected);
      expect(await drops.listEntries(dropId)).toEqual([one, corrected, ten]);
      expect(await drops.listEntries(anId<DropId>())).toEqual([]);
    });
  },
);
