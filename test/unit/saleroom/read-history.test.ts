import { historySchema, receiptListSchema, snapshotSchema } from '@gaveldrop/protocol';
import {
  addLot,
  letHammerFall,
  readHistory,
  readReceipts,
  readSnapshot,
  registerPaddle,
  suspendPaddle,
} from '@gaveldrop/saleroom';
import { cents, type LotId, paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  ada,
  aNewLot,
  anOpenSaleroom,
  at,
  bidIdOf,
  bob,
  command,
  commandIdOf,
  dropId,
  eve,
  finish,
  lotId,
  otherDropId,
  otherLotId,
  outcomeOf,
  place,
  type Saleroom,
  seq,
} from './a-saleroom.ts';

const aHash = expect.stringMatching(/^[0-9a-f]{64}$/);

/** A lot with maxima, a suspension and a pause, still open: everything that has something to hide. */
async function eventfulSoFar() {
  const room = await anOpenSaleroom({ lot: { reserveCents: cents(2_000) } });
  outcomeOf(await registerPaddle(room.ports, bob, dropId, undefined));
  await place(room, 1, 1_500, { id: 11 });
  await place(room, 2, 777_001, { id: 12, kind: 'maximum' });
  await place(room, 3, 666_003, { id: 13, kind: 'maximum' });
  await finish(room, suspendPaddle(room.ports, eve, dropId, paddleNumber(1), true));
  await command(room, 'pause', { id: 21 });
  await command(room, 'resume', { id: 22 });
  await room.record();
  return room;
}

/** The same, sold to paddle 2. */
async function eventful() {
  const room = await eventfulSoFar();
  await room.clock.advance(61_000);
  await finish(room, letHammerFall(room.ports, lotId));
  await room.record();
  return room;
}

describe('a lot’s history', () => {
  it('[L3] [L4] tells every change in order, exact amounts and where maxima left the price', async () => {
    const room = await eventful();
    const history = outcomeOf(await readHistory(room.ports, dropId, lotId, seq(0)));
    expect(history.entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(history.entries.flatMap(({ events }) => events)).toEqual([
      {
        type: 'LotScheduled',
        agreed: {
          startPriceCents: 1_000,
          ladder: [{ fromCents: 0, incrementCents: 100 }],
          closing: {
            durationMs: 60_000,
            extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000 },
          },
          reserveCommitment: aHash,
        },
      },
      { type: 'LotOpened', openedAtMs: at(0), closesAtMs: at(60_000) },
      {
        ...{ type: 'BidAccepted', paddleNumber: 1, kind: 'exact', amountCents: 1_500 },
        ...{ receivedAtMs: at(0), outcome: 'leading', priceCents: 1_500 },
      },
      {
        ...{ type: 'BidAccepted', paddleNumber: 2, kind: 'maximum', amountCommitment: aHash },
        ...{ receivedAtMs: at(0), outcome: 'leading', priceCents: 2_000 },
      },
      {
        ...{ type: 'BidAccepted', paddleNumber: 3, kind: 'maximum', amountCommitment: aHash },
        ...{ receivedAtMs: at(0), outcome: 'outbid', priceCents: 666_103 },
      },
      { type: 'PaddleSuspended' },
      { type: 'LotPaused', remainingMs: 60_000 },
      { type: 'LotResumed', closesAtMs: at(60_000) },
      { type: 'LotSold', hammerPriceCents: 666_103, buyerPaddle: 2 },
    ]);
    expect(history).not.toHaveProperty('nextAfter');
    expect(history).toMatchObject({ dropId, lotId, lotNumber: 1 });
    expect(historySchema.parse(JSON.parse(JSON.stringify(history)))).toBeDefined();
  });

  it('[L4] never holds a maximum, a reserve, an underbidder, an id or who is suspended', async () => {
    const [soFar, sold] = [await eventfulSoFar(), await eventful()];
    const textOf = async ({ ports }: Saleroom): Promise<string> =>
      JSON.stringify(outcomeOf(await readHistory(ports, dropId, lotId, seq(0))));
    const ids = [bidIdOf(11), bidIdOf(12), bidIdOf(13), commandIdOf(900), commandIdOf(21), commandIdOf(22)];
    const words = [
      '777001',
      'underbidder',
      'reserveCents',
      'suspendedPaddles',
      'rulesId',
      'commandId',
      'bidId',
    ];
    for (const secret of [...ids, ...words, '666003']) expect(await textOf(soFar)).not.toContain(secret);
    for (const secret of [...ids, ...words]) expect(await textOf(sold)).not.toContain(secret);
  });

  it('[L3] comes in pages of 200 entries', async () => {
    const room = await anOpenSaleroom();
    for (let bid = 0; bid < 210; bid += 1) await place(room, 1 + (bid % 2), 1_000 + bid * 100);
    await room.record();
    const first = outcomeOf(await readHistory(room.ports, dropId, lotId, seq(0)));
    expect([first.entries.length, first.nextAfter]).toEqual([200, 200]);
    const second = outcomeOf(await readHistory(room.ports, dropId, lotId, seq(200)));
    expect([second.entries.length, second.entries[0]?.sequence, second.nextAfter]).toEqual([
      12,
      201,
      undefined,
    ]);
  });

  it('of a lot of another drop, or of none, is not known', async () => {
    const room = await anOpenSaleroom();
    const unknown = { kind: 'refused', code: 'lot-unknown', field: 'lotId' };
    expect(await readHistory(room.ports, otherDropId, lotId, seq(0))).toMatchObject(unknown);
    expect(await readHistory(room.ports, dropId, otherLotId, seq(0))).toMatchObject(unknown);
  });
});

describe('receipts', () => {
  it('[B10] are a bidder’s own accepted bids, maxima included, and nobody else’s', async () => {
    const room = await anOpenSaleroom();
    outcomeOf(await registerPaddle(room.ports, bob, dropId, undefined));
    await place(room, 1, 5_000, { id: 11, kind: 'maximum' });
    await place(room, 2, 2_000, { id: 12 });
    await place(room, 1, 10, { id: 13 });
    await room.record();
    const receipts = outcomeOf(await readReceipts(room.ports, bob, dropId));
    expect(receipts).toEqual({
      receipts: [
        {
          ...{
            bidId: bidIdOf(11),
            lotId,
            lotNumber: 1,
            paddleNumber: 1,
            amountCents: 5_000,
            kind: 'maximum',
          },
          ...{ outcome: 'leading', sequence: 3, receivedAtMs: at(0), committedAtMs: at(0) },
          salt: aHash,
        },
      ],
    });
    expect(receiptListSchema.parse(receipts)).toBeDefined();
  });

  it('need a paddle', async () => {
    const room = await anOpenSaleroom();
    expect(await readReceipts(room.ports, ada, dropId)).toMatchObject({ code: 'paddle-not-registered' });
  });
});

describe('the snapshot', () => {
  it('[L4] holds every lot’s public form, by number', async () => {
    const room = await anOpenSaleroom({ lot: { reserveCents: cents(777_001) } });
    outcomeOf(await addLot(room.ports, eve, dropId, aNewLot({ lotId: otherLotId })));
    await room.clock.advance(4_000);
    const snapshot = outcomeOf(await readSnapshot(room.ports, dropId));
    expect(snapshot.serverNowMs).toBe(at(4_000));
    expect(snapshot.lots.map(({ number, status }) => [number, status])).toEqual([
      [1, 'open'],
      [2, 'scheduled'],
    ]);
    expect(JSON.stringify(snapshot)).not.toContain('777001');
    expect(snapshotSchema.parse(JSON.parse(JSON.stringify(snapshot)))).toBeDefined();
    expect(await readSnapshot(room.ports, otherDropId)).toMatchObject({ code: 'drop-unknown' });
  });

  it('is stamped before its lots are read: nothing from before the stamp is missing', async () => {
    const room = await anOpenSaleroom();
    const lots = {
      ...room.ports.lots,
      readMany: async (lotIds: readonly LotId[]) => {
        const read = await room.ports.lots.readMany(lotIds);
        await room.clock.advance(700);
        return read;
      },
    };
    const snapshot = outcomeOf(await readSnapshot({ ...room.ports, lots }, dropId));
    expect(snapshot.serverNowMs).toBe(at(0));
  });
});
