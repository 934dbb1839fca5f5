import { dynamoLotStore } from '@gaveldrop/adapters/aws/dynamo-lot-store';
import { memoryLotStore } from '@gaveldrop/adapters/memory/memory-lot-store';
import type { LotStore } from '@gaveldrop/saleroom';
import { type CommandId, cents, type DropId, epochMs, type LotId, paddleNumber } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createLotsTable, patientDynamo } from './emulated-aws.ts';
import { aBid, anId, aScheduledLot, changed, opened, startMs } from './sample-lots.ts';

const table = createLotsTable();

const openIds = async (lots: LotStore): Promise<readonly LotId[]> => {
  const ids: LotId[] = [];
  for await (const lotId of lots.listOpen()) ids.push(lotId);
  return ids;
};

bothVersions<LotStore>(
  'lot store',
  {
    memory: async () => memoryLotStore(),
    aws: async () => dynamoLotStore(patientDynamo(), await table),
  },
  (make) => {
    test('a lot reads back as it was created, once', async () => {
      const lots = await make();
      const lot = aScheduledLot();
      expect(await lots.read(lot.lotId)).toBeUndefined();
      expect(await lots.create(lot)).toBe('created');
      expect(await lots.create({ ...lot, rulesId: anId() })).toBe('exists');
      expect(await lots.read(lot.lotId)).toEqual(lot);
    });

    test('[L3] a commit happens on the sequence before it, and only on that', async () => {
      const lots = await make();
      const lot = aScheduledLot();
      await lots.create(lot);
      const open = opened(lot, [7, 65_535]);
      const bid = changed(open, aBid(12, 5_000));
      expect(await lots.commit(bid)).toEqual({ kind: 'lost', lot });
      expect(await lots.commit(open)).toEqual({ kind: 'committed' });
      expect(await lots.commit(bid)).toEqual({ kind: 'committed' });
      expect(await lots.commit(bid)).toEqual({ kind: 'lost', lot: bid });
      expect(await lots.read(lot.lotId)).toEqual(bid);
    });

    test('a commit of a lot that was never created finds it missing and creates nothing', async () => {
      const lots = await make();
      const open = opened(aScheduledLot());
      expect(await lots.commit(open)).toEqual({ kind: 'missing' });
      expect(await lots.read(open.lotId)).toBeUndefined();
    });

    test('of commits at once on one sequence, one happens and the others meet it', async () => {
      const lots = await make();
      const lot = aScheduledLot();
      await lots.create(lot);
      const open = opened(lot);
      await lots.commit(open);
      const bids = [1, 2, 3, 4, 5, 6, 7, 8].map((paddle) => changed(open, aBid(paddle, paddle * 1_000)));
      const results = await Promise.all(bids.map((bid) => lots.commit(bid)));
      const stands = await lots.read(lot.lotId);
      expect(results.filter(({ kind }) => kind === 'committed')).toHaveLength(1);
      expect(results.filter(({ kind }) => kind === 'lost')).toHaveLength(7);
      for (const result of results) if (result.kind === 'lost') expect(result.lot).toEqual(stands);
    });

    test('[L1] every state of a lot reads back as it was committed', async () => {
      const lots = await make();
      const commandId = anId<CommandId>();
      const closesAtMs = epochMs(startMs + 90_000);
      const scheduled = aScheduledLot();
      const corrected = changed(scheduled, { type: 'LotCorrected', rulesId: anId() });
      const open = changed(corrected, {
        type: 'LotOpened',
        commandId,
        openedAtMs: epochMs(startMs),
        suspendedPaddles: [],
      });
      const first = changed(open, aBid(3, 1_000));
      const hammer = changed(first, { type: 'HammerCalled', commandId: anId(), closesAtMs });
      const extended = changed(
        hammer,
        { ...aBid(4, 9_000), kind: 'maximum', priceCents: cents(1_100) },
        { type: 'CloseExtended', closesAtMs: epochMs(startMs + 99_000) },
      );
      const outbid = changed(extended, { ...aBid(5, 2_000), outcome: 'outbid', priceCents: cents(2_100) });
      const suspended = changed(outbid, { type: 'PaddleSuspended', paddleNumber: paddleNumber(4) });
      const paused = changed(suspended, { type: 'LotPaused', commandId: anId() });
      const resumed = changed(paused, { type: 'LotResumed', commandId: anId(), closesAtMs });
      const sold = changed(resumed, {
        type: 'LotSold',
        hammerPriceCents: cents(2_100),
        buyerPaddle: paddleNumber(4),
        underbidderPaddle: paddleNumber(5),
      });
      await lots.create(scheduled);
      const committed = [corrected, open, first, hammer, extended, outbid, suspended, paused, resumed, sold];
      for (const lot of committed) {
        expect(await lots.commit(lot)).toEqual({ kind: 'committed' });
        expect(await lots.read(lot.lotId)).toEqual(lot);
      }
    });

    test('[C14] a lot withdrawn before it opened, one withdrawn while open and one passed read back', async () => {
      const lots = await make();
      for (const open of [false, true]) {
        const lot = aScheduledLot();
        await lots.create(lot);
        const before = open ? opened(lot) : lot;
        if (open) await lots.commit(before);
        const reason = 'Consignor’s "request"\n第一';
        const withdrawn = changed(before, { type: 'LotWithdrawn', commandId: anId(), reason });
        expect(await lots.commit(withdrawn)).toEqual({ kind: 'committed' });
        expect(await lots.read(lot.lotId)).toEqual(withdrawn);
      }
      const lot = aScheduledLot();
      await lots.create(lot);
      await lots.commit(opened(lot));
      const passed = changed(opened(lot), { type: 'LotPassed' });
      expect(await lots.commit(passed)).toEqual({ kind: 'committed' });
      expect(await lots.read(lot.lotId)).toEqual(passed);
    });

    test('[B10] the last eight ids are remembered, with their sequences and outcomes', async () => {
      const lots = await make();
      const lot = aScheduledLot();
      await lots.create(lot);
      let stands = changed(opened(lot), aBid(1, 100));
      await lots.commit(opened(lot));
      await lots.commit(stands);
      for (let bid = 2; bid <= 10; bid += 1) {
        stands = changed(stands, aBid(bid, bid * 100));
        await lots.commit(stands);
      }
      const read = await lots.read(lot.lotId);
      expect(read?.recent).toHaveLength(8);
      expect(read?.recent).toEqual(stands.recent);
      expect(read?.recent.at(-1)).toMatchObject({ sequence: 12, outcome: 'leading' });
    });

    test('many lots are read at once, unknown ids left out and doubled ids read once', async () => {
      const lots = await make();
      const dropId = anId<DropId>();
      const created = Array.from({ length: 130 }, (_, at) => aScheduledLot(dropId, at + 1));
      for (let at = 0; at < created.length; at += 10)
        await Promise.all(created.slice(at, at + 10).map((lot) => lots.create(lot)));
      const ids = created.map(({ lotId }) => lotId);
      const [first] = ids;
      const read = await lots.readMany([...ids, anId<LotId>(), ...(first === undefined ? [] : [first])]);
      expect(read.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 130 }, (_, at) => at + 1),
      );
      expect(await lots.readMany([])).toEqual([]);
      expect(await lots.readMany([anId<LotId>()])).toEqual([]);
      expect(await lots.readMany(ids.slice(0, 1))).toEqual(created.slice(0, 1));
    });

    test('what is read shares nothing with what was written', async () => {
      const lots = await make();
      const lot = aScheduledLot();
      await lots.create(lot);
      const one = await lots.read(lot.lotId);
      Object.assign(one ?? {}, { status: 'sold' });
      expect(await lots.read(lot.lotId)).toEqual(lot);
    });

    test("[L2] a lot with a drop's id and that drop's open lots are kept apart", async () => {
      const lots = await make();
      const dropId = anId<DropId>();
      const lot = { ...aScheduledLot(), lotId: dropId as unknown as LotId };
      expect(await lots.create(lot)).toBe('created');
      const list = { dropId, lotIds: [anId<LotId>()], suspendedPaddles: [paddleNumber(3)], version: 1 };
      expect(await lots.commitOpenLots(list)).toBe(true);
      expect(await lots.readOpenLots(dropId)).toEqual(list);
      expect(await lots.read(lot.lotId)).toEqual(lot);
    });

    test("[L2] a drop's open lots start empty at version 0 and move one version at a time", async () => {
      const lots = await make();
      const dropId = anId<DropId>();
      const none = { dropId, lotIds: [], suspendedPaddles: [], version: 0 };
      expect(await lots.readOpenLots(dropId)).toEqual(none);
      const first = { ...none, suspendedPaddles: [paddleNumber(9), paddleNumber(65_535)], version: 1 };
      expect(await lots.commitOpenLots({ ...first, version: 2 })).toBe(false);
      expect(await lots.commitOpenLots(first)).toBe(true);
      expect(await lots.commitOpenLots(first)).toBe(false);
      expect(await lots.readOpenLots(dropId)).toEqual(first);
      const second = { ...none, lotIds: [anId<LotId>(), anId<LotId>()], version: 2 };
      expect(await lots.commitOpenLots(second)).toBe(true);
      expect(await lots.readOpenLots(dropId)).toEqual(second);
    });

    test('[L2] opening writes the lot and the list together, or neither', async () => {
      const lots = await make();
      const lot = aScheduledLot();
      await lots.create(lot);
      const open = opened(lot);
      const list = { dropId: lot.dropId, lotIds: [lot.lotId], suspendedPaddles: [], version: 1 };
      expect(await lots.commitOpening(open, { ...list, version: 2 })).toEqual({ kind: 'lost' });
      expect(await lots.read(lot.lotId)).toEqual(lot);
      const moved = changed(lot, { type: 'LotCorrected', rulesId: anId() });
      await lots.commit(moved);
      expect(await lots.commitOpening(open, list)).toEqual({ kind: 'lost' });
      expect(await lots.readOpenLots(lot.dropId)).toMatchObject({ version: 0 });
      const reopened = { ...open, sequence: moved.sequence + 1, rulesId: moved.rulesId } as typeof open;
      expect(await lots.commitOpening(reopened, list)).toEqual({ kind: 'committed' });
      expect(await lots.read(lot.lotId)).toEqual(reopened);
      expect(await lots.readOpenLots(lot.dropId)).toEqual(list);
      expect(await lots.commitOpening(reopened, list)).toEqual({ kind: 'lost' });
    });

    test("a drop's list of open lots is no lot", async () => {
      const lots = await make();
      const dropId = anId<DropId>();
      await lots.commitOpenLots({ dropId, lotIds: [], suspendedPaddles: [], version: 1 });
      expect(await lots.read(dropId as string as LotId)).toBeUndefined();
    });

    test('[C8] open and paused lots are listed, however they were opened; scheduled and final ones are not', async () => {
      const lots = await make();
      const [scheduled, bidOn, paused, passed] = [1, 2, 3, 4].map((number) =>
        aScheduledLot(undefined, number),
      );
      if (!scheduled || !bidOn || !paused || !passed) throw new Error('four lots');
      for (const lot of [scheduled, bidOn, paused, passed]) await lots.create(lot);
      const list = { dropId: bidOn.dropId, lotIds: [bidOn.lotId], suspendedPaddles: [], version: 1 };
      await lots.commitOpening(opened(bidOn), list);
      await lots.commit(changed(opened(bidOn), aBid(1, 100)));
      await lots.commit(opened(paused));
      await lots.commit(changed(opened(paused), { type: 'LotPaused', commandId: anId() }));
      await lots.commit(opened(passed));
      await lots.commit(changed(opened(passed), { type: 'LotPassed' }));
      const listed = await openIds(lots);
      const mine = [scheduled, bidOn, paused, passed].map(({ lotId }) => listed.includes(lotId));
      expect(mine).toEqual([false, true, true, false]);
    });
  },
);
