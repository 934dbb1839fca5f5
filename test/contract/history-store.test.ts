import { dynamoHistoryReads } from '@gaveldrop/adapters/aws/dynamo-history-reads';
import { dynamoHistoryStore } from '@gaveldrop/adapters/aws/dynamo-history-store';
import { memoryHistoryStore } from '@gaveldrop/adapters/memory/memory-history-store';
import type { LotEvent } from '@gaveldrop/bidding';
import type { HistoryEntry, HistoryStore } from '@gaveldrop/saleroom';
import {
  type BidId,
  type DropId,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  sequence,
} from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { createKeyedTable, patientDynamo } from './emulated-aws.ts';
import { aBid, aHead, anId, startMs } from './sample-lots.ts';

const table = createKeyedTable();

type LotOf = { readonly lotId: LotId; readonly dropId: DropId; readonly number?: number };
const entry = ({ lotId, dropId, number = 7 }: LotOf, at: number, ...events: LotEvent[]): HistoryEntry => ({
  lotId,
  dropId,
  lotNumber: lotNumber(number),
  sequence: sequence(at),
  committedAtMs: epochMs(startMs + at),
  events: events.length === 0 ? [{ type: 'LotPassed' }] : events,
});
const aLot = (): LotOf => ({ lotId: anId(), dropId: anId() });

bothVersions<HistoryStore>(
  'history store',
  {
    memory: async () => memoryHistoryStore(),
    aws: async () => {
      const name = await table;
      // The bid path's own reads must see what the history keeps.
      return { ...dynamoHistoryStore(patientDynamo(), name), ...dynamoHistoryReads(patientDynamo(), name) };
    },
  },
  (make) => {
    test('[L3] entries are appended in order, each once', async () => {
      const history = await make();
      const lot = aLot();
      expect(await history.reached(lot.lotId)).toBe(0);
      expect(await history.append(entry(lot, 1))).toBe('appended');
      expect(await history.append(entry(lot, 2))).toBe('appended');
      expect(await history.append(entry(lot, 1))).toBe('already');
      expect(await history.append(entry(lot, 2))).toBe('already');
      expect(await history.reached(lot.lotId)).toBe(2);
    });

    test('[L3] an entry keeps the hash of the one before it, and the first has none', async () => {
      const history = await make();
      const lot = aLot();
      const previousHash = aHead();
      await history.append(entry(lot, 1));
      await history.append({ ...entry(lot, 2), previousHash });
      // What is delivered again changes nothing, whatever it says.
      expect(await history.append({ ...entry(lot, 2), previousHash: aHead() })).toBe('already');
      const [first, second] = await history.entries(lot.lotId, sequence(0), 9);
      expect(first).toEqual(entry(lot, 1));
      expect(first).not.toHaveProperty('previousHash');
      expect(second).toEqual({ ...entry(lot, 2), previousHash });
    });

    test('an entry whose predecessor is missing is a gap, and nothing of it is kept', async () => {
      const history = await make();
      const lot = aLot();
      const bidId = anId<BidId>();
      expect(await history.append(entry(lot, 2, aBid(3, 500, bidId)))).toBe('gap');
      await history.append(entry(lot, 1));
      expect(await history.append(entry(lot, 3, aBid(3, 500, bidId)))).toBe('gap');
      expect(await history.reached(lot.lotId)).toBe(1);
      expect(await history.bidById(lot.lotId, bidId)).toBeUndefined();
      expect(await history.bidsOfPaddle(lot.dropId, paddleNumber(3))).toEqual([]);
      expect(await history.entries(lot.lotId, sequence(0), 10)).toEqual([entry(lot, 1)]);
    });

    test('an entry appended twice at once is appended once', async () => {
      const history = await make();
      const lot = aLot();
      const results = await Promise.allSettled([1, 2, 3].map(() => history.append(entry(lot, 1))));
      const values = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
      expect(values.filter((value) => value === 'appended')).toHaveLength(1);
      expect(await history.append(entry(lot, 1))).toBe('already');
    });

    test('[B10] an accepted bid is found by its lot and id, with its outcome, sequence and receipt', async () => {
      const history = await make();
      const lot = aLot();
      const bidId = anId<BidId>();
      await history.append(entry(lot, 1));
      const extended: LotEvent = { type: 'CloseExtended', closesAtMs: epochMs(startMs + 9) };
      await history.append(
        entry(lot, 2, { ...aBid(3, 500, bidId), kind: 'maximum', outcome: 'outbid' }, extended),
      );
      const found = {
        ...{ bidId, lotId: lot.lotId, dropId: lot.dropId, lotNumber: 7, paddleNumber: 3 },
        ...{ amountCents: 500, kind: 'maximum', outcome: 'outbid', sequence: 2 },
        ...{ receivedAtMs: 1_790_000_002_000, committedAtMs: 1_790_000_000_002 },
      };
      expect(await history.bidById(lot.lotId, bidId)).toEqual(found);
      expect(await history.bidById(anId<LotId>(), bidId)).toBeUndefined();
      expect(await history.bidsOfPaddle(lot.dropId, paddleNumber(3))).toEqual([found]);
      expect(await history.bidsOfPaddle(lot.dropId, paddleNumber(4))).toEqual([]);
      expect(await history.bidsOfPaddle(anId<DropId>(), paddleNumber(3))).toEqual([]);
    });

    test('[B10] an id belongs to the first bid that was accepted under it, and a second holds nothing up', async () => {
      const history = await make();
      const lot = aLot();
      const bidId = anId<BidId>();
      await history.append(entry(lot, 1, aBid(3, 500, bidId)));
      expect(await history.append(entry(lot, 2, aBid(3, 600, bidId)))).toBe('appended');
      expect(await history.bidById(lot.lotId, bidId)).toMatchObject({ amountCents: 500, sequence: 1 });
      expect(await history.bidsOfPaddle(lot.dropId, paddleNumber(3))).toHaveLength(2);
    });

    test("a paddle's bids come by lot number, then sequence", async () => {
      const history = await make();
      const dropId = anId<DropId>();
      const [ten, nine] = [10, 9].map((number) => ({ lotId: anId<LotId>(), dropId, number }));
      if (ten === undefined || nine === undefined) throw new Error('two lots');
      await history.append(entry(ten, 1, aBid(3, 100)));
      for (let at = 1; at <= 11; at += 1) await history.append(entry(nine, at, aBid(at < 10 ? 4 : 3, at)));
      const bids = await history.bidsOfPaddle(dropId, paddleNumber(3));
      expect(bids.map(({ lotNumber, sequence }) => [lotNumber, sequence])).toEqual([
        [9, 10],
        [9, 11],
        [10, 1],
      ]);
    });

    test('entries are read after a sequence, in order, no more than asked for', async () => {
      const history = await make();
      const lot = aLot();
      for (let at = 1; at <= 12; at += 1) await history.append(entry(lot, at, aBid(3, at * 100)));
      const sequences = async (after: number, limit: number): Promise<readonly number[]> =>
        (await history.entries(lot.lotId, sequence(after), limit)).map((kept) => kept.sequence);
      expect(await sequences(0, 3)).toEqual([1, 2, 3]);
      expect(await sequences(8, 100)).toEqual([9, 10, 11, 12]);
      expect(await sequences(12, 5)).toEqual([]);
      expect(await sequences(0, 0)).toEqual([]);
      expect(await history.entries(anId<LotId>(), sequence(0), 5)).toEqual([]);
    });

    test('a history longer than one page of the database is read whole', async () => {
      const history = await make();
      const lot = aLot();
      // A page is at most a megabyte.
      const reason = 'x'.repeat(250_000);
      const withdrawn: LotEvent = { type: 'LotWithdrawn', commandId: anId(), reason };
      for (let at = 1; at <= 5; at += 1) await history.append(entry(lot, at, withdrawn));
      const entries = await history.entries(lot.lotId, sequence(0), 10);
      expect(entries.map((kept) => kept.sequence)).toEqual([1, 2, 3, 4, 5]);
    });

    test('every kind of event reads back as it was appended', async () => {
      const history = await make();
      const lot = aLot();
      const suspended: LotEvent = { type: 'PaddleSuspended', paddleNumber: paddleNumber(65_535) };
      const opened: LotEvent = {
        ...{ type: 'LotOpened', commandId: anId(), openedAtMs: epochMs(startMs) },
        suspendedPaddles: [paddleNumber(1)],
      };
      await history.append(entry(lot, 1, opened, suspended));
      const [kept] = await history.entries(lot.lotId, sequence(0), 1);
      expect(kept).toEqual(entry(lot, 1, opened, suspended));
    });

    test('a parked record is kept beside the history and is no part of it', async () => {
      const history = await make();
      const lot = aLot();
      await history.park(lot.lotId, sequence(1), '{"a":1}', 'unreadable');
      await history.park(lot.lotId, sequence(1), '{"a":1}', 'unreadable');
      expect(await history.reached(lot.lotId)).toBe(0);
      expect(await history.entries(lot.lotId, sequence(0), 10)).toEqual([]);
    });
  },
);
