import type { LotId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { acceptedBids, anOpenSaleroom, at, place, placeElsewhere, type Saleroom } from './a-saleroom.ts';

/** A function whose reads take a while. */
const slowly = (room: Saleroom, ms: number) => ({
  ...room.ports,
  lots: {
    commit: room.ports.lots.commit,
    read: async (id: LotId) => {
      await room.clock.sleep(ms);
      return room.ports.lots.read(id);
    },
  },
});

describe('the stamp', () => {
  it('[B2] of the gateway decides, not when the function got to it', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    expect(await place(room, 1, 1_000, { stampMs: at(60_000) })).toMatchObject({
      ...{ outcome: 'leading', receivedAtMs: at(60_000) },
      lot: { closesAtMs: at(70_000), extensions: 1, committedAtMs: at(60_700) },
    });
  });

  it('[B2] [C6] older than 750 ms counts as 750 ms old', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_751);
    expect(await place(room, 1, 1_000, { stampMs: at(59_000) })).toMatchObject({
      ...{ outcome: 'refused', code: 'lot-closed', receivedAtMs: at(60_001) },
    });
  });

  it('[B2] ahead of the clock is counted as a fault, and the clock stands in', async () => {
    const room = await anOpenSaleroom();
    expect((await place(room, 1, 1_000, { stampMs: at(100) })).receivedAtMs).toBe(at(100));
    expect(room.metrics.counted('stampAhead')).toBe(0);
    expect((await place(room, 2, 1_100, { stampMs: at(101) })).receivedAtMs).toBe(at(0));
    expect(room.metrics.counted('stampAhead')).toBe(1);
  });
});

describe('committing in time', () => {
  it('[C6] a bid in time may commit up to the end of the grace', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    const answer = await place(room, 1, 1_000, { stampMs: at(60_000), ports: slowly(room, 300) });
    expect(answer).toMatchObject({
      outcome: 'leading',
      lot: { committedAtMs: at(61_000), closesAtMs: at(70_000) },
    });
  });

  it('[C6] one millisecond later it is lot-closed, without a write, though no hammer has fallen', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    const answer = await place(room, 1, 1_000, { stampMs: at(60_000), ports: slowly(room, 301) });
    expect(answer).toMatchObject({ outcome: 'refused', code: 'lot-closed', lot: { status: 'open' } });
    expect(room.requests()).toEqual(['read', 'read']);
    expect(acceptedBids(room)).toEqual([]);
  });

  it('[C6] it is looked at before every attempt, not only the first', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    room.stored.fates.push(async () => {
      await room.clock.sleep(301);
      return { kind: 'throttled' };
    });
    expect(await place(room, 1, 1_000, { stampMs: at(60_000) })).toMatchObject({ code: 'lot-closed' });
    expect(room.requests()).toEqual(['read', 'commit', 'read']);
  });

  it('[C6] [B9] what waited too long to commit is decided on the lot as it stands, whose close may have moved', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    room.stored.fates.push(async () => {
      await placeElsewhere(room, 2, 1_000, { stampMs: at(60_000) });
      await room.clock.sleep(301);
      return { kind: 'throttled' };
    });
    expect(await place(room, 1, 1_200, { stampMs: at(60_000) })).toMatchObject({ outcome: 'leading' });
  });

  it('[B10] [C6] a resend too late to commit stays unknown while its first sending may land', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_700);
    const resend = { attempt: 2, id: 5, idMadeAtMs: at(59_900), stampMs: at(60_000) };
    const answer = await place(room, 1, 1_000, { ...resend, ports: slowly(room, 301) });
    expect(answer.outcome).toBe('unknown');
  });

  it('[C6] a lot whose close has moved has the deadline of its new close', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_000);
    await place(room, 1, 1_000);
    await room.clock.advance(10_000);
    expect(await place(room, 2, 1_100, { ports: slowly(room, 1_000) })).toMatchObject({ outcome: 'leading' });
  });
});
