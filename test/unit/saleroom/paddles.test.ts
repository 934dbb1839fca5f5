import { addLot, changePaddle, listPaddles, registerPaddle, suspendPaddle } from '@gaveldrop/saleroom';
import { cents, paddleNumber, type UserId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  ada,
  aNewLot,
  anOpenSaleroom,
  aSaleroom,
  bob,
  command,
  dropId,
  eve,
  finish,
  lotId,
  mallory,
  otherDropId,
  otherLotId,
  outcomeOf,
  place,
  type Saleroom,
} from './a-saleroom.ts';
import { aSocket } from './a-socket.ts';

const register = async (room: Saleroom, userId: string, name?: string) =>
  outcomeOf(await registerPaddle(room.ports, { userId: userId as UserId, auctioneer: false }, dropId, name));
const suspend = (room: Saleroom, paddle: number, on = true, ports = room.ports) =>
  finish(room, suspendPaddle(ports, eve, dropId, paddleNumber(paddle), on));

describe('registering', () => {
  it('gives paddles in order, and a person who asks again the same one', async () => {
    const room = await aSaleroom();
    expect(await register(room, 'bob')).toEqual({ paddleNumber: 1 });
    expect(await register(room, 'cy')).toEqual({ paddleNumber: 2 });
    expect(await register(room, 'bob')).toEqual({ paddleNumber: 1 });
    expect(await registerPaddle(room.ports, bob, otherDropId, undefined)).toMatchObject({
      code: 'drop-unknown',
    });
  });
});

describe('who stands behind a paddle', () => {
  it('[L4] is told to the drop’s auctioneers only', async () => {
    const room = await aSaleroom();
    await register(room, 'bob', 'Bob');
    await register(room, 'cy');
    await suspend(room, 2);
    expect(outcomeOf(await listPaddles(room.ports, eve, dropId)).paddles).toEqual([
      { paddleNumber: 1, userId: 'bob', name: 'Bob', suspended: false },
      { paddleNumber: 2, userId: 'cy', suspended: true },
    ]);
    for (const person of [bob, mallory])
      expect(await listPaddles(room.ports, person, dropId)).toMatchObject({ code: 'not-auctioneer' });
    expect(await listPaddles(room.ports, eve, otherDropId)).toMatchObject({ code: 'drop-unknown' });
  });
});

describe('suspending', () => {
  it('[L5] holds from the next bid, from a stale copy too; accepted bids stand', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    await place(room, 1, 1_000, { kind: 'maximum' });
    expect(outcomeOf(await suspend(room, 1))).toEqual({ paddleNumber: 1, userId: 'bob', suspended: true });
    expect((await place(room, 1, 5_000, { kind: 'maximum' })).code).toBe('paddle-suspended');
    expect(await room.lot()).toMatchObject({ leader: { paddleNumber: 1 }, suspendedPaddles: [1] });
  });

  it('[L5] [L4] nobody is told: no pulse', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    await suspend(room, 1);
    await room.record();
    expect(room.ports.pulses.drain().map(({ lot }) => lot.sequence)).toEqual([1]);
  });

  it('[L5] readmitting lets the paddle bid again', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    await suspend(room, 1);
    expect(outcomeOf(await suspend(room, 1, false)).suspended).toBe(false);
    expect((await place(room, 1, 1_000)).outcome).toBe('leading');
    expect((await room.stored.readOpenLots(dropId)).suspendedPaddles).toEqual([]);
  });

  it('[L5] reaches a lot opened meanwhile with the list as it was', async () => {
    const room = await anOpenSaleroom({ drop: { lotsOpenMax: 2 } });
    outcomeOf(await addLot(room.ports, eve, dropId, aNewLot({ lotId: otherLotId })));
    await register(room, 'bob');
    // The second lot's opening is committed on the list before the suspension, right after the suspension has read it.
    let opened = false;
    const lots: Saleroom['stored'] = {
      ...room.stored,
      readOpenLots: async (of) => {
        const list = await room.stored.readOpenLots(of);
        if (opened) return list;
        opened = true;
        await command(room, 'open', { lot: otherLotId });
        return list;
      },
    };
    expect(outcomeOf(await suspend(room, 1, true, { ...room.ports, lots })).suspended).toBe(true);
    for (const of of [lotId, otherLotId]) expect((await room.lot(of)).suspendedPaddles).toEqual([1]);
  });

  it('[L5] the list is read again after the lots: one that opened on an older list is brought in line', async () => {
    const room = await anOpenSaleroom({ drop: { lotsOpenMax: 2 } });
    outcomeOf(await addLot(room.ports, eve, dropId, aNewLot({ lotId: otherLotId })));
    await register(room, 'bob');
    let reads = 0;
    const lots: Saleroom['stored'] = {
      ...room.stored,
      // What the list says when it is read again: another lot, which copied nothing.
      readOpenLots: async (of) => {
        reads += 1;
        if (reads === 2) {
          await command(room, 'open', { lot: otherLotId });
          const lot = await room.lot(otherLotId);
          const events = [{ type: 'PaddleReadmitted', paddleNumber: paddleNumber(1) }] as const;
          const sequence = (lot.sequence + 1) as typeof lot.sequence;
          await room.stored.commit({ ...lot, suspendedPaddles: [], sequence, events } as typeof lot);
        }
        return room.stored.readOpenLots(of);
      },
    };
    await suspend(room, 1, true, { ...room.ports, lots });
    expect((await room.lot(otherLotId)).suspendedPaddles).toEqual([1]);
  });

  it('[L5] another auctioneer who readmits meanwhile leaves lot and list alike', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    let readmitted = false;
    const lots: Saleroom['stored'] = {
      ...room.stored,
      // The whole of a readmission comes between the suspension's list and its lots.
      commit: async (next) => {
        if (!readmitted) {
          readmitted = true;
          await suspend(room, 1, false);
        }
        return room.stored.commit(next);
      },
    };
    expect(outcomeOf(await suspend(room, 1, true, { ...room.ports, lots })).suspended).toBe(false);
    expect((await room.lot()).suspendedPaddles).toEqual([]);
  });

  it('[L5] wins against bids that keep moving the lot', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    room.stored.fates.push('throttled', 'unheard');
    await suspend(room, 1);
    expect((await room.lot()).suspendedPaddles).toEqual([1]);
    expect((await room.lot()).sequence).toBe(3);
  });

  it('[L5] the seventeenth is refused with the reason, and nothing changes', async () => {
    const room = await anOpenSaleroom();
    for (let paddle = 1; paddle <= 17; paddle += 1) await register(room, `user-${paddle}`);
    for (let paddle = 1; paddle <= 16; paddle += 1) outcomeOf(await suspend(room, paddle));
    expect(await suspend(room, 17)).toMatchObject({
      ...{ kind: 'refused', code: 'suspended-paddles-max', field: 'suspended' },
      detail: 'a drop may have at most 16 suspended paddles; readmit one first',
    });
    expect((await room.lot()).suspendedPaddles).toHaveLength(16);
    outcomeOf(await suspend(room, 3, false));
    expect(outcomeOf(await suspend(room, 17)).suspended).toBe(true);
  });

  it('[L5] closes the paddle’s sockets, hello or not, and no others', async () => {
    const room = await anOpenSaleroom({ shards: 2 });
    await register(room, 'bob');
    const up = [await aSocket(room, bob, 'a'), await aSocket(room, bob, 'b'), await aSocket(room, ada, 'c')];
    outcomeOf(await suspend(room, 1));
    expect(up.map((is) => is())).toEqual([false, false, true]);
  });

  it('[L2] is for auctioneers of the drop, of paddles that are there', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    expect(await suspendPaddle(room.ports, bob, dropId, paddleNumber(1), true)).toMatchObject({
      code: 'not-auctioneer',
    });
    expect(await suspend(room, 2)).toMatchObject({ code: 'paddle-unknown', field: 'paddle' });
  });
});

describe('a limit and a tie', () => {
  it('[B8] [B9] are set and taken away, and close the paddle’s sockets: the next ticket has them', async () => {
    const room = await anOpenSaleroom();
    await register(room, 'bob');
    const isUp = await aSocket(room, bob, 'a');
    const paddle = paddleNumber(1);
    const change = async (some: Parameters<typeof changePaddle>[4]) =>
      outcomeOf(await changePaddle(room.ports, eve, dropId, paddle, some));
    expect(await change({ limitCents: cents(5_000) })).toMatchObject({ limitCents: 5_000 });
    expect(isUp()).toBe(false);
    expect(await change({ sellerId: ada.userId })).toMatchObject({ limitCents: 5_000, sellerId: 'ada' });
    expect(await change({ limitCents: undefined })).not.toHaveProperty('limitCents');
    expect(await change({ sellerId: undefined })).not.toHaveProperty('sellerId');
  });

  it('[L2] are for auctioneers of the drop', async () => {
    const room = await aSaleroom();
    await register(room, 'bob');
    const change = { limitCents: cents(1) };
    expect(await changePaddle(room.ports, bob, dropId, paddleNumber(1), change)).toMatchObject({
      code: 'not-auctioneer',
    });
    expect(await changePaddle(room.ports, eve, dropId, paddleNumber(9), change)).toMatchObject({
      code: 'paddle-unknown',
    });
  });
});
