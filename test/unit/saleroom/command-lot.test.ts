import { addLot, suspendPaddle } from '@gaveldrop/saleroom';
import { paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import {
  aNewLot,
  anOpenSaleroom,
  aSaleroom,
  at,
  auctioneer,
  bidder,
  command,
  dropId,
  eve,
  lotId,
  otherDropId,
  otherLotId,
  outcomeOf,
  place,
  type Saleroom,
} from './a-saleroom.ts';

const nudged = (room: Saleroom) =>
  room.ports.nudges.drain().map(({ nudge }) => [nudge.kind, nudge.dueAtMs - at(0)]);
const pulsed = (room: Saleroom) => room.ports.pulses.drain().map(({ lot }) => lot.status);
const withSecondLot = async (room: Saleroom) => {
  outcomeOf(await addLot(room.ports, eve, dropId, aNewLot({ lotId: otherLotId })));
  return room;
};

describe('each command', () => {
  it('[C1] open: the lot is open, its two nudges and its pulse are sent', async () => {
    const room = await aSaleroom();
    room.ports.pulses.drain();
    const answer = await command(room, 'open');
    expect(answer).toMatchObject({
      ...{ type: 'lot-answer', outcome: 'done', lotId, serverNowMs: at(0) },
      lot: { status: 'open', closesAtMs: at(60_000), sequence: 2 },
    });
    expect(nudged(room)).toEqual([
      ['early', 58_000],
      ['late', 62_000],
    ]);
    expect(pulsed(room)).toEqual(['open']);
  });

  it('[C10] pause: by the command’s receipt, and no nudge', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(20_500);
    const answer = await command(room, 'pause', { stampMs: at(20_000) });
    expect(answer).toMatchObject({ outcome: 'done', lot: { status: 'paused', remainingMs: 40_000 } });
    expect(nudged(room)).toEqual([]);
    expect(pulsed(room)).toEqual(['paused']);
  });

  it('[C10] resume: the new close has its nudges', async () => {
    const room = await anOpenSaleroom();
    await command(room, 'pause');
    await room.clock.advance(100_000);
    await command(room, 'resume');
    expect(nudged(room)).toEqual([
      ['early', 158_000],
      ['late', 162_000],
    ]);
  });

  it('[C11] hammer: fair warning has its nudges, on a lot without a clock too', async () => {
    const extension = { mode: 'none' } as const;
    const room = await anOpenSaleroom({ drop: { closing: { extension } } });
    expect(nudged(room)).toEqual([]);
    await room.clock.advance(1_000_000);
    expect(await command(room, 'hammer')).toMatchObject({ lot: { closesAtMs: at(1_005_000) } });
    expect(nudged(room)).toEqual([
      ['early', 1_003_000],
      ['late', 1_007_000],
    ]);
  });

  it('[C11] hammer after the close is done and changes nothing', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(60_500);
    expect(await command(room, 'hammer')).toMatchObject({ outcome: 'done', lot: { sequence: 2 } });
    expect([nudged(room), pulsed(room)]).toEqual([[], []]);
  });

  it('[C14] withdraw: the lot is final', async () => {
    const room = await anOpenSaleroom();
    expect(await command(room, 'withdraw')).toMatchObject({ lot: { status: 'withdrawn' } });
    expect(nudged(room)).toEqual([]);
    expect(pulsed(room)).toEqual(['withdrawn']);
  });

  it('[L1] one that does not fit the lot is refused with its state', async () => {
    const room = await anOpenSaleroom();
    expect(await command(room, 'resume')).toMatchObject({
      ...{ outcome: 'refused', code: 'lot-not-paused', lot: { status: 'open', sequence: 2 } },
    });
  });
});

describe('who may command', () => {
  it('[L2] a bidder may not, and nothing is read for it', async () => {
    const room = await anOpenSaleroom();
    const answer = await command(room, 'pause', { principal: bidder(1) });
    expect(answer).toMatchObject({ outcome: 'refused', code: 'not-auctioneer' });
    expect(answer).not.toHaveProperty('lot');
    expect(room.requests()).toEqual([]);
  });

  it('[L2] an auctioneer of another drop does not know the lot, nor is one known that is not there', async () => {
    const room = await anOpenSaleroom();
    const other = await command(room, 'pause', { principal: { ...auctioneer, dropId: otherDropId } });
    expect(other).toMatchObject({ outcome: 'refused', code: 'lot-unknown' });
    expect(other).not.toHaveProperty('lot');
    expect((await command(room, 'pause', { lot: otherLotId })).code).toBe('lot-unknown');
    expect((await room.lot()).status).toBe('open');
  });

  it('[B2] a stamp ahead of the clock is counted here too', async () => {
    const room = await anOpenSaleroom();
    await command(room, 'pause', { stampMs: at(101) });
    expect(room.metrics.counted('stampAhead')).toBe(1);
  });
});

describe('how many lots may be open', () => {
  it('[L2] one, unless the drop says otherwise; a paused one counts', async () => {
    const room = await withSecondLot(await anOpenSaleroom());
    const second = { lot: otherLotId };
    expect(await command(room, 'open', second)).toMatchObject({
      ...{ outcome: 'refused', code: 'lots-open-max', lot: { status: 'scheduled' } },
    });
    await command(room, 'pause');
    expect((await command(room, 'open', second)).code).toBe('lots-open-max');
  });

  it('[L2] two where the drop says two', async () => {
    const room = await withSecondLot(await anOpenSaleroom({ drop: { lotsOpenMax: 2 } }));
    expect((await command(room, 'open', { lot: otherLotId })).outcome).toBe('done');
    expect((await room.stored.readOpenLots(dropId)).lotIds).toEqual([lotId, otherLotId]);
  });

  it('[L2] a listed lot that is final makes room', async () => {
    const room = await withSecondLot(await anOpenSaleroom());
    await command(room, 'withdraw');
    expect((await command(room, 'open', { lot: otherLotId })).outcome).toBe('done');
    expect((await room.stored.readOpenLots(dropId)).lotIds).toEqual([otherLotId]);
  });

  it('[L2] two lots opened at once: one is, the other finds no room', async () => {
    const room = await withSecondLot(await aSaleroom());
    const answers = await Promise.all([command(room, 'open'), command(room, 'open', { lot: otherLotId })]);
    expect(answers.map(({ outcome, code }) => code ?? outcome).sort()).toEqual(['done', 'lots-open-max']);
  });

  it('[L5] a lot opens with the drop’s suspended paddles', async () => {
    const room = await aSaleroom();
    await room.ports.paddles.register(dropId, bidder(1).userId, undefined);
    outcomeOf(await suspendPaddle(room.ports, eve, dropId, paddleNumber(1), true));
    await command(room, 'open');
    expect((await room.lot()).suspendedPaddles).toEqual([1]);
    expect((await place(room, 1, 1_000)).code).toBe('paddle-suspended');
  });
});

describe('a command sent again', () => {
  it('does nothing twice, and its nudges are made sure of', async () => {
    const room = await anOpenSaleroom();
    await room.clock.advance(10_000);
    expect(await command(room, 'open', { id: 900 })).toMatchObject({
      ...{ outcome: 'done', repeated: true, lot: { closesAtMs: at(60_000), sequence: 2 } },
    });
    expect(nudged(room)).toEqual([
      ['early', 58_000],
      ['late', 62_000],
    ]);
  });

  it('is found in the history once eight bids have passed it by', async () => {
    const room = await anOpenSaleroom();
    await command(room, 'pause', { id: 5 });
    await command(room, 'resume', { id: 6 });
    for (let more = 0; more < 8; more += 1) await place(room, 1 + (more % 2), 1_000 + more * 100);
    await room.record();
    expect(await command(room, 'pause', { id: 5 })).toMatchObject({ outcome: 'done', repeated: true });
    expect((await room.lot()).status).toBe('open');
  });

  it('is unknown while the history does not reach back to where it may be', async () => {
    const room = await anOpenSaleroom();
    await command(room, 'pause', { id: 5 });
    await command(room, 'resume', { id: 6 });
    for (let more = 0; more < 8; more += 1) await place(room, 1 + (more % 2), 1_000 + more * 100);
    expect(await command(room, 'pause', { id: 5 })).toMatchObject({ outcome: 'unknown' });
    expect((await room.lot()).status).toBe('open');
  });

  it('whose nudges could not be sent completes them', async () => {
    const room = await aSaleroom();
    const broken = { ...room.ports, nudges: { ...room.ports.nudges, send: failing } };
    await expect(command(room, 'open', { id: 5, ports: broken })).rejects.toThrow('no such luck');
    expect((await room.lot()).status).toBe('open');
    expect(await command(room, 'open', { id: 5 })).toMatchObject({ outcome: 'done', repeated: true });
    expect(nudged(room)).toHaveLength(2);
  });
});

describe('when the world fails', () => {
  it('a lost reply of a write that landed is done', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('unheard');
    expect(await command(room, 'pause')).toMatchObject({
      outcome: 'done',
      lot: { status: 'paused', sequence: 3 },
    });
  });

  it('a lost reply of a write that did not happen is written again', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push('lost-on-the-way', 'throttled');
    expect(await command(room, 'pause')).toMatchObject({ outcome: 'done', lot: { sequence: 3 } });
  });

  it('a refusal while an earlier write is in doubt is unknown', async () => {
    const room = await anOpenSaleroom();
    room.stored.fates.push(async () => {
      await command(room, 'withdraw', { ports: { ...room.ports, lots: room.stored } });
      return { kind: 'ambiguous' };
    });
    expect((await command(room, 'pause')).outcome).toBe('unknown');
  });

  it('an opening that lands while its lots are counted is done, not lots-open-max', async () => {
    const room = await aSaleroom();
    let landed = false;
    let land = async (): Promise<unknown> => undefined;
    const lots: Saleroom['stored'] = {
      ...room.stored,
      commitOpening: async (next, openLots) => {
        if (landed) return room.stored.commitOpening(next, openLots);
        land = () => room.stored.commitOpening(next, openLots);
        return { kind: 'ambiguous' };
      },
      readOpenLots: async (of) => {
        if (!landed) landed = (await land()) !== undefined;
        return room.stored.readOpenLots(of);
      },
    };
    expect(await command(room, 'open', { id: 5, ports: { ...room.ports, lots } })).toMatchObject({
      ...{ outcome: 'done', repeated: true, lot: { status: 'open', sequence: 2 } },
    });
    expect((await room.stored.readOpenLots(dropId)).lotIds).toEqual([lotId]);
  });

  it('throttled for ever is busy, never heard of is unknown', async () => {
    const room = await anOpenSaleroom();
    room.stored.always('throttled');
    expect((await command(room, 'pause')).outcome).toBe('busy');
    room.stored.always('lost-on-the-way');
    expect((await command(room, 'pause')).outcome).toBe('unknown');
    expect((await room.lot()).status).toBe('open');
  });

  it('a pulse that cannot be sent is counted and in nobody’s way', async () => {
    const room = await anOpenSaleroom();
    room.ports.pulses.send = failing;
    expect((await command(room, 'pause')).outcome).toBe('done');
    expect(room.metrics.counted('pulseNotSent')).toBe(1);
  });
});
