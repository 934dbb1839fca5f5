import {
  addLot,
  createDrop,
  letHammerFall,
  listStatements,
  type Person,
  readNetAtPrice,
  readStatement,
  settleLot,
} from '@gaveldrop/saleroom';
import { cents, type DropId, type LotId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  ada,
  aNewDrop,
  aNewLot,
  aSaleroom,
  auctioneer,
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

/** Opens a lot, lets paddle 2 buy it at this price, and lets the hammer fall. */
async function sell(room: Saleroom, drop: DropId, lot: LotId, price: number): Promise<void> {
  await command(room, 'open', { lot, principal: { ...auctioneer, dropId: drop } });
  await place(room, 2, price, { lot, principal: { dropId: drop } });
  await room.clock.advance(61_000);
  await finish(room, letHammerFall(room.ports, lot));
}

/** Two drops: lot 1 sold at 100.00 with 2.50 shipping, lot 2 of the later drop at 50.00. */
async function twoDrops(currency = 'EUR') {
  const room = await aSaleroom({ lot: { shippingCents: cents(250) } });
  outcomeOf(
    await createDrop(room.ports, eve, aNewDrop({ dropId: otherDropId, title: 'Saturday', currency })),
  );
  outcomeOf(await addLot(room.ports, eve, otherDropId, aNewLot({ lotId: otherLotId, title: 'A vase' })));
  await sell(room, dropId, lotId, 10_000);
  await sell(room, otherDropId, otherLotId, 5_000);
  for (const of of [lotId, otherLotId]) await settleLot(room.ports, await room.lot(of));
  return room;
}

describe('settling', () => {
  it('[M8] [M9] a sold lot moves money once, however often it is settled', async () => {
    const room = await aSaleroom({ lot: { shippingCents: cents(250) } });
    await sell(room, dropId, lotId, 10_000);
    const lot = await room.lot();
    expect(await settleLot(room.ports, lot)).toBe('settled');
    expect(await settleLot(room.ports, lot)).toBe('already');
    const transfers = await room.ports.ledger.transfersOf('seller:ada' as never);
    expect(
      transfers.map(({ kind, amountCents, winningBidSequence }) => [kind, amountCents, winningBidSequence]),
    ).toEqual([
      ['commission', 1_000, 3],
      ['hammer', 10_000, 3],
      ['processing', 30, 3],
      ['shipping', 250, 3],
    ]);
    const buyer = await room.ports.ledger.transfersOf(`buyer:${dropId}:2` as never);
    // 100.00, 2.50 shipping and 5 % premium.
    expect(buyer.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(10_750);
  });

  it('[M9] a lot that is not sold moves nothing', async () => {
    const room = await aSaleroom();
    expect(await settleLot(room.ports, await room.lot())).toBe('not-sold');
    await command(room, 'withdraw');
    expect(await settleLot(room.ports, await room.lot())).toBe('not-sold');
    expect(await room.ports.ledger.transfersOf('seller:ada' as never)).toEqual([]);
  });
});

describe('statements', () => {
  const read = async (room: Saleroom, person: Person, of: DropId) =>
    readStatement(room.ports, person, ada.userId, of);

  it('[M10] opening and lines make the closing, and the next one opens with it', async () => {
    const room = await twoDrops();
    expect(outcomeOf(await read(room, ada, dropId))).toMatchObject({
      ...{ statementId: dropId, sellerId: 'ada', dropTitle: 'Friday drop', currency: 'EUR' },
      // 10,000 + 250 - 1,000 - 30
      ...{ openingCents: 0, netProceedsCents: 9_220, closingCents: 9_220 },
      lines: [
        {
          lotNumber: 1,
          lotTitle: 'A print',
          hammerPriceCents: 10_000,
          winningBidSequence: 3,
          netCents: 9_220,
        },
      ],
    });
    expect(outcomeOf(await read(room, ada, otherDropId))).toMatchObject({
      // 5,000 - 500 - 30
      ...{ openingCents: 9_220, netProceedsCents: 4_470, closingCents: 13_690 },
      lines: [{ lotTitle: 'A vase', hammerPriceCents: 5_000, commissionCents: 500, processingCents: 30 }],
    });
  });

  it('[M10] another currency opens with its own', async () => {
    const room = await twoDrops('USD');
    expect(outcomeOf(await read(room, ada, otherDropId))).toMatchObject({
      openingCents: 0,
      closingCents: 4_470,
    });
  });

  it('[M10] are listed, oldest first', async () => {
    const room = await twoDrops();
    const mine = outcomeOf(await listStatements(room.ports, ada, ada.userId));
    expect(mine).toEqual({
      statements: [
        { statementId: dropId, dropId, dropTitle: 'Friday drop' },
        { statementId: otherDropId, dropId: otherDropId, dropTitle: 'Saturday' },
      ],
    });
  });

  it('[M10] are for the seller and an auctioneer of the drop, for nobody else', async () => {
    const room = await twoDrops();
    expect((await read(room, eve, dropId)).kind).toBe('done');
    for (const other of [bob, mallory, { ...eve, auctioneer: false }])
      expect(await read(room, other, dropId)).toMatchObject({ kind: 'refused', code: 'not-this-seller' });
    expect(await listStatements(room.ports, bob, ada.userId)).toMatchObject({ code: 'not-this-seller' });
    expect(outcomeOf(await listStatements(room.ports, mallory, ada.userId))).toEqual({ statements: [] });
  });

  it('[M10] of a drop without a sale do not exist', async () => {
    const room = await aSaleroom();
    const unknown = { kind: 'refused', code: 'statement-unknown', field: 'statementId' };
    expect(await read(room, ada, dropId)).toMatchObject(unknown);
    expect(await read(room, ada, otherDropId)).toMatchObject(unknown);
  });
});

describe('the net at a price', () => {
  const net = (room: Saleroom, person: Person, lot = lotId) =>
    readNetAtPrice(room.ports, person, lot, cents(8_000));

  it('[M7] names every line, before the lot opens, to its seller and its auctioneer', async () => {
    const room = await aSaleroom({ lot: { shippingCents: cents(250) } });
    for (const person of [ada, eve])
      expect(outcomeOf(await net(room, person))).toMatchObject({
        ...{ currency: 'EUR', termsVersion: 1, hammerPriceCents: 8_000, shippingCents: 250 },
        ...{ commissionCents: 800, processingCents: 30, affiliateCents: 0, netProceedsCents: 7_420 },
        ...{ buyersPremiumCents: 400, buyerTotalCents: 8_650 },
      });
  });

  it('[M7] is for nobody else, and of no lot that is not there', async () => {
    const room = await aSaleroom();
    expect(await net(room, bob)).toMatchObject({ code: 'not-this-seller' });
    expect(await net(room, mallory)).toMatchObject({ code: 'not-this-seller' });
    expect(await net(room, ada, otherLotId)).toMatchObject({ code: 'lot-unknown', field: 'lotId' });
  });
});
