import { addLot, closeLot, giveUpAt, letHammerFall, nudgeFor, sweepLots } from '@gaveldrop/saleroom';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import {
  aNewLot,
  anOpenSaleroom,
  at,
  command,
  dropId,
  eve,
  finish,
  lotId,
  otherLotId,
  outcomeOf,
  place,
  placeElsewhere,
  type Saleroom,
  sending,
} from './a-saleroom.ts';

/** A closer woken by a nudge of this kind, with this much time; not waited for. */
function closer(room: Saleroom, kind: 'early' | 'late', lifeMs = 60_000) {
  let over = false;
  const nowMs = room.clock.nowMs();
  const work = closeLot(room.ports, { lotId, dueAtMs: nowMs, kind }, giveUpAt(nowMs, lifeMs)).then(() => {
    over = true;
  });
  return { work, isOver: () => over };
}
const status = async (room: Saleroom) => (await room.lot()).status;
const nudged = (room: Saleroom) =>
  room.ports.nudges.drain().map(({ nudge }) => [nudge.kind, nudge.dueAtMs - at(0)]);
const finals = (room: Saleroom) =>
  room.stored.images.filter(({ after }) => ['sold', 'passed'].includes(after.status)).length;

describe('an early closer', () => {
  it('[C7] waits for the exact instant, close plus grace', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000);
    await room.clock.advance(58_000);
    const { isOver } = closer(room, 'early');
    await room.clock.advance(2_999);
    expect(await status(room)).toBe('open');
    await room.clock.advance(1);
    expect(await room.lot()).toMatchObject({
      status: 'sold',
      committedAtMs: at(61_000),
      hammerPriceCents: 1_000,
    });
    expect(isOver()).toBe(true);
    expect(room.metrics.durations('hammerLateMs')).toEqual([0]);
    expect(nudged(room)).toEqual([]);
    expect(room.ports.pulses.drain().map(({ lot }) => lot.status)).toEqual(['open', 'sold']);
  });

  it('[C8] waits again when a bid has moved the close', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(58_000);
    closer(room, 'early');
    await room.clock.advance(1_000);
    await placeElsewhere(room, 1, 1_000);
    await room.clock.advance(2_000);
    expect(await status(room)).toBe('open');
    await room.clock.advance(8_999);
    expect(await status(room)).toBe('open');
    await room.clock.advance(1);
    expect(await room.lot()).toMatchObject({ status: 'sold', committedAtMs: at(70_000) });
    expect(nudged(room)).toEqual([]);
  });

  it('[C8] without the time to wait it sends one successor for the new close', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(58_000);
    const { isOver } = closer(room, 'early', 6_000);
    await room.clock.advance(1_000);
    await placeElsewhere(room, 1, 1_000);
    await room.clock.advance(2_000);
    expect(isOver()).toBe(true);
    expect(nudged(room)).toEqual([['early', 67_000]]);
    expect(await status(room)).toBe('open');
  });

  it('[C8] woken more than ten seconds too soon, as by a chained nudge, it sends a successor at once', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(50_999);
    const { isOver } = closer(room, 'early');
    await room.clock.advance(0);
    expect(isOver()).toBe(true);
    expect(nudged(room)).toEqual([['early', 58_000]]);
  });
});

describe('a late closer', () => {
  it('[C8] lets an overdue hammer fall and counts how late it is', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(62_040);
    const { isOver } = closer(room, 'late');
    await room.clock.advance(0);
    expect([isOver(), await status(room)]).toEqual([true, 'passed']);
    expect(room.metrics.durations('hammerLateMs')).toEqual([1_040]);
    expect(nudged(room)).toEqual([]);
  });

  it('[C8] looks once: a close that moved has one successor, and nobody waits', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(59_000);
    await place(room, 1, 1_000);
    await room.clock.advance(3_000);
    const { isOver } = closer(room, 'late');
    await room.clock.advance(0);
    expect(isOver()).toBe(true);
    expect(room.clock.sleepers()).toBe(0);
    expect(nudged(room)).toEqual([['late', 71_000]]);
  });
});

describe('nudges', () => {
  it('[C7] whatever they say, no hammer falls before close plus grace', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_999);
    await closer(room, 'late').work;
    expect(await finish(room, letHammerFall(room.ports, lotId))).toMatchObject({
      ...{ kind: 'not-yet', dueAtMs: at(61_000) },
    });
    expect(await status(room)).toBe('open');
  });

  it('[C8] doubled, close the lot once', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000);
    await room.clock.advance(58_000);
    const closers = [closer(room, 'early'), closer(room, 'early'), closer(room, 'early')];
    await room.clock.advance(3_000);
    await closer(room, 'late').work;
    expect(closers.every(({ isOver }) => isOver())).toBe(true);
    expect(finals(room)).toBe(1);
    expect(await room.lot()).toMatchObject({ status: 'sold', sequence: 4 });
  });

  it('[C8] of a lot that is final, paused, without a close or unknown do nothing', async () => {
    const room = await anOpenSaleroom();
    await command(room, 'pause');
    await closer(room, 'early').work;
    await command(room, 'withdraw');
    await closer(room, 'late').work;
    await closeLot(room.ports, { lotId: otherLotId, dueAtMs: at(0), kind: 'late' }, at(9_000));
    const still = await anOpenSaleroom({ drop: { closing: { extension: { mode: 'none' } } } });
    await closer(still, 'early').work;
    expect([nudged(room), nudged(still), finals(room)]).toEqual([[], [], 0]);
  });

  it('[C8] are due three seconds before the hammer and one second after', async () => {
    const room = await anOpenSaleroom();
    const lot = await room.lot();
    expect(nudgeFor(lot, 'early')).toEqual({ lotId, dueAtMs: at(58_000), kind: 'early' });
    expect(nudgeFor(lot, 'late')).toEqual({ lotId, dueAtMs: at(62_000), kind: 'late' });
  });
});

describe('a hammer and a bid at the same instant', () => {
  it('[C6] [C8] a bid committed first moves the close, and the hammer waits for it', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    room.stored.fates.push(async (through) => {
      await held;
      return through();
    });
    const bid = sending(room, 1, 1_000, { stampMs: at(60_000) });
    await room.clock.advance(300);
    room.stored.fates.push(async (through) => {
      release();
      expect((await bid).outcome).toBe('leading');
      return through();
    });
    const fall = await finish(room, letHammerFall(room.ports, lotId));
    expect(fall).toMatchObject({ kind: 'not-yet', dueAtMs: at(71_000) });
    expect(finals(room)).toBe(0);
  });

  it('[C6] a hammer committed first closes the lot to a bid that comes back for it', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    room.stored.fates.push(async (through) => {
      await room.clock.sleep(300);
      room.stored.fates.push('through');
      await letHammerFall({ ...room.ports, lots: room.stored }, lotId);
      return through();
    });
    expect(await place(room, 1, 1_000, { stampMs: at(60_000) })).toMatchObject({
      ...{ outcome: 'refused', code: 'lot-closed', lot: { status: 'passed' } },
    });
  });
});

describe('when the world fails', () => {
  it('[C8] a lost reply of a hammer that fell is no second hammer', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(61_000);
    room.stored.fates.push('unheard');
    expect(await finish(room, letHammerFall(room.ports, lotId))).toEqual({ kind: 'done' });
    expect(finals(room)).toBe(1);
  });

  it('[C8] throttled for ever it throws, so that the nudge is delivered again', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(61_000);
    room.stored.always('throttled');
    await expect(finish(room, letHammerFall(room.ports, lotId))).rejects.toMatchObject({
      faultKind: 'unavailable',
    });
  });
});

describe('a closer in a world that fails', () => {
  /** A closer whose reads fail until the clock has come this far. */
  const failingUntil = (room: Saleroom, untilMs: number) => ({
    ...room.ports,
    lots: {
      ...room.ports.lots,
      read: async (id: typeof lotId) => (room.clock.nowMs() < untilMs ? failing() : room.ports.lots.read(id)),
    },
  });
  const late = (room: Saleroom) => ({ lotId, dueAtMs: room.clock.nowMs(), kind: 'late' }) as const;

  it('[C8] asks again until it answers, rather than leave the lot to the queue', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000);
    await room.clock.advance(61_000);
    const ports = failingUntil(room, at(63_000));
    await finish(room, closeLot(ports, late(room), giveUpAt(room.clock.nowMs(), 60_000)));
    const lot = await room.lot();
    expect(lot.status).toBe('sold');
    expect(lot.committedAtMs - at(63_000)).toBeLessThan(500);
  });

  it('[C8] gives up in time for the nudge to be delivered again', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(61_000);
    const ports = failingUntil(room, at(600_000));
    const closing = closeLot(ports, late(room), giveUpAt(room.clock.nowMs(), 9_000));
    await expect(finish(room, closing)).rejects.toMatchObject({ faultKind: 'unavailable' });
    expect(room.clock.nowMs()).toBeLessThanOrEqual(at(61_000) + 6_000);
  });
});

describe('the sweep', () => {
  const withTwo = async () => {
    const room = await anOpenSaleroom({ drop: { lotsOpenMax: 2 } });
    outcomeOf(await addLot(room.ports, eve, dropId, aNewLot({ lotId: otherLotId })));
    await room.clock.advance(30_000);
    await command(room, 'open', { lot: otherLotId });
    return room;
  };

  it('[C8] closes what lost nudges left open, and nothing that is not due', async () => {
    const room = await withTwo();
    await room.clock.advance(31_000);
    expect(await finish(room, sweepLots(room.ports))).toEqual({ swept: 2 });
    expect(await status(room)).toBe('passed');
    expect((await room.lot(otherLotId)).status).toBe('open');
    expect(await finish(room, sweepLots(room.ports))).toEqual({ swept: 1 });
  });

  it('[C8] a lot that cannot be closed keeps no other open, and the sweep says so', async () => {
    const room = await withTwo();
    await room.clock.advance(70_000);
    const lots = {
      ...room.stored,
      read: (id: typeof lotId) => (id === lotId ? failing() : room.stored.read(id)),
    };
    await expect(finish(room, sweepLots({ ...room.ports, lots }))).rejects.toThrow('no such luck');
    expect(await status(room)).toBe('open');
    expect((await room.lot(otherLotId)).status).toBe('passed');
  });
});
