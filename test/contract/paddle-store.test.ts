import { dynamoPaddleStore } from '@gaveldrop/adapters/aws/dynamo-paddle-store';
import { memoryPaddleStore } from '@gaveldrop/adapters/memory/memory-paddle-store';
import type { PaddleStore } from '@gaveldrop/saleroom';
import { cents, type DropId, paddleNumber, type UserId } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { anId } from './sample-lots.ts';

const table = createKeyedTable();
const person = (name: string): UserId => name as UserId;

bothVersions<PaddleStore>(
  'paddle store',
  {
    memory: async () => memoryPaddleStore(),
    aws: async () => dynamoPaddleStore(patientDynamo(), await table),
  },
  (make) => {
    test('a person gets the next paddle of a drop, and the same one again', async () => {
      const paddles = await make();
      const dropId = anId<DropId>();
      const first = { dropId, paddleNumber: 1, userId: 'ann', name: 'Ann' };
      expect(await paddles.register(dropId, person('ann'), 'Ann')).toEqual(first);
      expect(await paddles.register(dropId, person('ben'), undefined)).toEqual({
        ...{ dropId, paddleNumber: 2, userId: 'ben' },
      });
      expect(await paddles.register(dropId, person('ann'), 'Anna')).toEqual(first);
      expect(await paddles.register(anId<DropId>(), person('ben'), undefined)).toMatchObject({
        paddleNumber: 1,
      });
    });

    test('one person registering many times at once gets one paddle', async () => {
      const paddles = await make();
      const dropId = anId<DropId>();
      const given = await Promise.all(
        Array.from({ length: 5 }, () => paddles.register(dropId, person('ann'), 'Ann')),
      );
      expect(new Set(given.map((paddle) => paddle.paddleNumber)).size).toBe(1);
      expect(await paddles.list(dropId)).toEqual([given[0]]);
    });

    test('many people registering at once get a paddle each', async () => {
      const paddles = await make();
      const dropId = anId<DropId>();
      const people = Array.from({ length: 40 }, (_, at) => person(`bidder ${at}`));
      const given = await Promise.all(people.map((userId) => paddles.register(dropId, userId, undefined)));
      expect(new Set(given.map((paddle) => paddle.paddleNumber)).size).toBe(40);
      const listed = await paddles.list(dropId);
      expect(listed).toHaveLength(40);
      expect(listed.map((paddle) => paddle.paddleNumber)).toEqual(
        listed.map((paddle) => paddle.paddleNumber).toSorted((one, other) => one - other),
      );
    });

    test('a paddle is found by person and by number', async () => {
      const paddles = await make();
      const dropId = anId<DropId>();
      expect(await paddles.readByUser(dropId, person('ann'))).toBeUndefined();
      expect(await paddles.readByNumber(dropId, paddleNumber(1))).toBeUndefined();
      expect(await paddles.list(dropId)).toEqual([]);
      const ann = await paddles.register(dropId, person('ann'), 'Ann');
      expect(await paddles.readByUser(dropId, person('ann'))).toEqual(ann);
      expect(await paddles.readByNumber(dropId, paddleNumber(1))).toEqual(ann);
    });

    test('[B8] a limit and a seller are set and removed, each on its own', async () => {
      const paddles = await make();
      const dropId = anId<DropId>();
      const one = paddleNumber(1);
      expect(await paddles.change(dropId, one, { limitCents: cents(5) })).toBe(false);
      const ann = await paddles.register(dropId, person('ann'), 'Ann');
      expect(await paddles.change(dropId, one, { limitCents: cents(5_000) })).toBe(true);
      expect(await paddles.change(dropId, one, { sellerId: person('sam') })).toBe(true);
      expect(await paddles.readByNumber(dropId, one)).toEqual({ ...ann, limitCents: 5_000, sellerId: 'sam' });
      expect(await paddles.change(dropId, one, { limitCents: undefined })).toBe(true);
      expect(await paddles.readByUser(dropId, person('ann'))).toEqual({ ...ann, sellerId: 'sam' });
    });
  },
);
