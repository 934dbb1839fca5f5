import { isLive } from '@gaveldrop/bidding';
import { addLot, commandLot, suspendPaddle } from '@gaveldrop/saleroom';
import { epochMs, type LotId, paddleNumber, type UserId } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  aNewLot,
  aSaleroom,
  auctioneer,
  commandIdOf,
  dropId,
  eve,
  idMadeAt,
  outcomeOf,
  type Saleroom,
  startMs,
} from '../../unit/saleroom/a-saleroom.ts';

const lotIdOf = (nth: number): LotId => idMadeAt(1_500_000_000_000, nth) as LotId;

/** The ports of a saleroom whose requests about lots are served, and answered, in any order. */
function racing(room: Saleroom, s: fc.Scheduler): Saleroom['ports'] {
  const slow = <Given extends unknown[], Got>(work: (...given: Given) => Promise<Got>) => {
    return async (...given: Given): Promise<Got> => {
      await s.schedule(Promise.resolve());
      const got = await work(...given);
      await s.schedule(Promise.resolve());
      return got;
    };
  };
  const { read, readMany, commit, readOpenLots, commitOpenLots, commitOpening } = room.stored;
  return {
    ...room.ports,
    clock: { ...room.ports.clock, sleep: () => s.schedule(Promise.resolve()) },
    lots: {
      ...room.stored,
      ...{ read: slow(read), readMany: slow(readMany), commit: slow(commit) },
      readOpenLots: slow(readOpenLots),
      ...{ commitOpenLots: slow(commitOpenLots), commitOpening: slow(commitOpening) },
    },
  };
}

async function withLots(count: number, lotsOpenMax: number) {
  const room = await aSaleroom({ drop: { lotsOpenMax } });
  for (let nth = 1; nth <= count; nth += 1)
    outcomeOf(await addLot(room.ports, eve, dropId, aNewLot({ lotId: lotIdOf(nth) })));
  return room;
}

const open = (ports: Saleroom['ports'], nth: number) =>
  commandLot(
    ports,
    auctioneer,
    { action: 'lot', command: 'open', commandId: commandIdOf(nth), lotId: lotIdOf(nth) },
    epochMs(startMs),
  );

it('[L2] however openings race, no more lots are open than the drop allows, and each done one is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), async (s, lotsOpenMax) => {
      const room = await withLots(5, lotsOpenMax);
      const ports = racing(room, s);
      const answers = await s.waitFor(Promise.all([1, 2, 3, 4, 5].map((nth) => open(ports, nth))));
      const lots = await room.stored.readMany([1, 2, 3, 4, 5].map(lotIdOf));
      const live = lots.filter(isLive).map(({ lotId }) => lotId);
      expect(live).toHaveLength(lotsOpenMax);
      expect(answers.filter(({ outcome }) => outcome === 'done').map(({ lotId }) => lotId)).toEqual(live);
      expect([...(await room.stored.readOpenLots(dropId)).lotIds].sort()).toEqual([...live].sort());
    }),
    { numRuns: 150 },
  );
});

it('[L5] however a suspension races openings, every open lot has it once both are done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.boolean(), async (s, suspend) => {
      const room = await withLots(3, 3);
      await room.ports.paddles.register(dropId, 'bob' as UserId, undefined);
      if (!suspend) await suspendPaddle(room.ports, eve, dropId, paddleNumber(1), true);
      const ports = racing(room, s);
      const suspending = suspendPaddle(ports, eve, dropId, paddleNumber(1), suspend);
      await s.waitFor(Promise.all([suspending, ...[1, 2, 3].map((nth) => open(ports, nth))]));
      for (const lot of await room.stored.readMany([1, 2, 3].map(lotIdOf))) {
        expect(lot.status).toBe('open');
        expect(lot.suspendedPaddles).toEqual(suspend ? [1] : []);
      }
    }),
    { numRuns: 150 },
  );
});
