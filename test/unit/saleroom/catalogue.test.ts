import type { NewDrop, NewLot } from '@gaveldrop/protocol';
import { addLot, correctLot, createDrop } from '@gaveldrop/saleroom';
import { cents, type LotId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { failing } from './a-lot-store.ts';
import {
  ada,
  aNewDrop,
  aNewLot,
  anOpenSaleroom,
  aSaleroom,
  at,
  bob,
  command,
  dropId,
  emptySaleroom,
  eve,
  idMadeAt,
  lotId,
  mallory,
  otherDropId,
  otherLotId,
  outcomeOf,
  place,
  type Saleroom,
} from './a-saleroom.ts';

describe('creating a drop', () => {
  const create = (some: Partial<NewDrop>, person = eve, room = emptySaleroom(4)) =>
    createDrop(room.ports, person, aNewDrop(some));

  it('[L2] its creator runs it, with the colleagues named', async () => {
    const room = emptySaleroom(4);
    const drop = outcomeOf(await create({ auctioneers: [mallory.userId, eve.userId] }, eve, room));
    expect(drop).toMatchObject({
      ...{ dropId, auctioneers: ['eve', 'mallory'], lotsOpenMax: 1, lotCount: 0, createdAtMs: at(0) },
    });
    expect(await room.ports.drops.read(dropId)).toEqual(drop);
    expect(await room.ports.audience.readShards(dropId)).toMatchObject({ shardCount: 4 });
  });

  it('[L2] is for auctioneers only', async () => {
    expect(await create({}, bob)).toMatchObject({ kind: 'refused', code: 'not-auctioneer' });
  });

  it.each<readonly [string, Partial<NewDrop>]>([
    [
      'ladder[1].fromCents',
      {
        ladder: [
          { fromCents: cents(5), incrementCents: cents(1) },
          { fromCents: cents(5), incrementCents: cents(1) },
        ],
      },
    ],
    [
      'ladder[1].incrementCents',
      {
        ladder: [
          { fromCents: cents(0), incrementCents: cents(100) },
          { fromCents: cents(500), incrementCents: cents(1) },
        ],
      },
    ],
    ['closing.fairWarningMs', { closing: { ...aNewDrop().closing, fairWarningMs: 2_999 as never } }],
    [
      'closing.extension.amountMs',
      { closing: { extension: { mode: 'add', windowMs: 1 as never, amountMs: 0 as never } } },
    ],
    [
      'terms.commission.bands[1].fromCents',
      {
        terms: {
          ...aNewDrop().terms,
          commission: {
            bands: [
              { fromCents: 0, rateBp: 1 },
              { fromCents: 0, rateBp: 1 },
            ] as never,
          },
        },
      },
    ],
    [
      'terms.processing.rateBp',
      {
        terms: {
          ...aNewDrop().terms,
          processing: { rateBp: 10_001, fixedCents: 0, base: 'hammer' } as never,
        },
      },
    ],
  ])('[B3] [C2] [M2] what makes no sense is refused by its field: %s', async (field, some) => {
    const room = emptySaleroom();
    expect(await create(some, eve, room)).toMatchObject({ kind: 'refused', code: 'invalid-field', field });
    expect(await room.ports.drops.read(dropId)).toBeUndefined();
  });

  it('the same id twice, by the same person, is one drop as it is', async () => {
    const room = emptySaleroom();
    outcomeOf(await create({}, eve, room));
    const again = outcomeOf(await create({ title: 'Another' }, eve, room));
    expect(again.title).toBe('Friday drop');
    expect(await create({}, mallory, room)).toMatchObject({ code: 'drop-exists', field: 'dropId' });
  });

  it('without an id is given one', async () => {
    const { dropId: _, ...withoutId } = aNewDrop();
    const drop = outcomeOf(await createDrop(emptySaleroom().ports, eve, withoutId));
    expect(drop.dropId).toMatch(/^[0-7][0-9A-Z]{25}$/);
  });

  it('that breaks before the drop is there is completed by sending it again', async () => {
    const room = emptySaleroom();
    const broken = { ...room.ports, drops: { ...room.ports.drops, create: failing } };
    await expect(createDrop(broken, eve, aNewDrop())).rejects.toThrow('no such luck');
    expect(outcomeOf(await create({}, eve, room)).dropId).toBe(dropId);
    expect(await room.ports.audience.readShards(dropId)).toBeDefined();
  });
});

describe('entering a lot', () => {
  const add = (room: Saleroom, some: Partial<NewLot> = {}, person = eve, drop = dropId) =>
    addLot(room.ports, person, drop, aNewLot(some));
  const emptyDrop = async () => {
    const room = emptySaleroom();
    outcomeOf(await createDrop(room.ports, eve, aNewDrop()));
    return room;
  };

  it('[L1] [L3] makes a scheduled lot with the next number, and an entry without what is private', async () => {
    const room = await emptyDrop();
    const entry = outcomeOf(await add(room, { reserveCents: cents(5_000), description: 'On paper' }));
    expect(entry).toEqual({
      ...{ lotId, number: 1, title: 'A print', description: 'On paper', pictures: [] },
      ...{ sellerId: 'ada', startPriceCents: 1_000, shippingCents: 0 },
    });
    expect(outcomeOf(await add(room, { lotId: otherLotId })).number).toBe(2);
    const lot = await room.lot();
    expect(lot).toMatchObject({ status: 'scheduled', sequence: 1, number: 1 });
    expect((await room.ports.agreements.of(lot.rulesId)).rules.reserveCents).toBe(5_000);
  });

  it('[L2] is for the drop’s auctioneers', async () => {
    const room = await emptyDrop();
    for (const person of [mallory, ada])
      expect(await add(room, {}, person)).toMatchObject({ code: 'not-auctioneer' });
    expect(await add(room, {}, eve, otherDropId)).toMatchObject({ code: 'drop-unknown', field: 'dropId' });
  });

  it.each<readonly [string, Partial<NewLot>]>([
    ['reserveCents', { reserveCents: cents(999) }],
    ['estimateHighCents', { estimateLowCents: cents(2_000), estimateHighCents: cents(1_999) }],
    ['affiliateId', { affiliateId: bob.userId }],
  ])('[M7] what makes no sense is refused by its field: %s', async (field, some) => {
    const room = await emptyDrop();
    expect(await add(room, some)).toMatchObject({ kind: 'refused', code: 'invalid-field', field });
    expect(await room.stored.read(lotId)).toBeUndefined();
  });

  it('[L3] the same lot twice changes nothing', async () => {
    const room = await emptyDrop();
    outcomeOf(await add(room));
    const before = await room.lot();
    const again = outcomeOf(await add(room, { title: 'Another', startPriceCents: cents(9) }));
    expect([again.number, again.title, await room.lot()]).toEqual([1, 'A print', before]);
    expect((await room.ports.drops.read(dropId))?.lotCount).toBe(1);
  });

  it('a lot of another drop is not taken over', async () => {
    const room = await emptyDrop();
    outcomeOf(await createDrop(room.ports, eve, aNewDrop({ dropId: otherDropId })));
    outcomeOf(await add(room));
    expect(await add(room, {}, eve, otherDropId)).toMatchObject({ code: 'lot-exists', field: 'lotId' });
  });

  it.each(['reserveLotNumber', 'rules', 'create', 'writeEntry'])(
    '[L3] broken off at %s, the same lot sent again is whole, once',
    async (where) => {
      const room = await emptyDrop();
      const broken = {
        ...room.ports,
        drops: { ...room.ports.drops, ...(where in room.ports.drops ? { [where]: failing } : {}) },
        rules: { ...room.ports.rules, ...(where === 'rules' ? { write: failing } : {}) },
        lots: { ...room.stored, ...(where === 'create' ? { create: failing } : {}) },
      };
      await expect(addLot(broken, eve, dropId, aNewLot())).rejects.toThrow('no such luck');
      expect(outcomeOf(await add(room)).number).toBe(1);
      expect(await room.ports.drops.listEntries(dropId)).toHaveLength(1);
      expect((await command(room, 'open')).outcome).toBe('done');
      expect(outcomeOf(await add(room, { lotId: otherLotId })).number).toBe(2);
    },
  );

  it('a drop has at most 5,000 lots', async () => {
    const room = await emptyDrop();
    const drops = {
      ...room.ports.drops,
      read: async (id: typeof dropId) => {
        const drop = await room.ports.drops.read(id);
        return drop === undefined ? undefined : { ...drop, lotCount: 5_000 };
      },
    };
    expect(await addLot({ ...room.ports, drops }, eve, dropId, aNewLot())).toMatchObject({
      code: 'lots-max',
    });
  });
});

describe('correcting a lot', () => {
  const correct = (
    room: Saleroom,
    some: Parameters<typeof correctLot>[4],
    lot: LotId = lotId,
    person = eve,
  ) => correctLot(room.ports, person, dropId, lot, some);

  it('[M7] changes what it names, keeps the rest, and the lot names the new agreement', async () => {
    const room = await aSaleroom({ lot: { reserveCents: cents(5_000), description: 'On paper' } });
    const entry = outcomeOf(await correct(room, { title: 'A better print', startPriceCents: cents(2_000) }));
    expect(entry).toMatchObject({ title: 'A better print', startPriceCents: 2_000, description: 'On paper' });
    const lot = await room.lot();
    expect(lot).toMatchObject({ status: 'scheduled', sequence: 2, events: [{ type: 'LotCorrected' }] });
    expect(await room.ports.agreements.of(lot.rulesId)).toMatchObject({
      ...{ lotTitle: 'A better print', rules: { startPriceCents: 2_000, reserveCents: 5_000 } },
    });
    await command(room, 'open');
    expect((await place(room, 1, 1_999)).code).toBe('below-asking-price');
  });

  it('[C7] null takes the reserve away', async () => {
    const room = await aSaleroom({ lot: { reserveCents: cents(5_000) } });
    outcomeOf(await correct(room, { reserveCents: null }));
    expect((await room.ports.agreements.of((await room.lot()).rulesId)).rules).not.toHaveProperty(
      'reserveCents',
    );
  });

  it('[M7] is refused once the lot has opened, and while it opens', async () => {
    const open = await anOpenSaleroom();
    const refused = { kind: 'refused', code: 'lot-not-scheduled', field: 'lotId' };
    expect(await correct(open, { title: 'Other' })).toMatchObject(refused);
    const room = await aSaleroom();
    room.stored.fates.push(async (through) => {
      await command(room, 'open', { ports: { ...room.ports, lots: room.stored } });
      return through();
    });
    expect(await correct(room, { title: 'Other' })).toMatchObject(refused);
    expect((await room.ports.drops.listEntries(dropId))[0]?.title).toBe('A print');
  });

  it('is refused by its field where it makes no sense, and busy where the lot cannot be written', async () => {
    const room = await aSaleroom();
    expect(await correct(room, { reserveCents: cents(999) })).toMatchObject({ field: 'reserveCents' });
    room.stored.fates.push('throttled');
    expect(await correct(room, { title: 'Other' })).toMatchObject({ code: 'busy' });
    expect((await room.lot()).sequence).toBe(1);
  });

  it('broken off before the entry is written, the same correction again completes it', async () => {
    const room = await aSaleroom();
    const broken = { ...room.ports, drops: { ...room.ports.drops, writeEntry: failing } };
    await expect(correctLot(broken, eve, dropId, lotId, { title: 'Other' })).rejects.toThrow('no such luck');
    expect(outcomeOf(await correct(room, { title: 'Other' })).title).toBe('Other');
    expect((await room.ports.drops.listEntries(dropId))[0]?.title).toBe('Other');
  });

  it('[L2] is for the drop’s auctioneers, of lots that are there', async () => {
    const room = await aSaleroom();
    expect(await correct(room, {}, lotId, mallory)).toMatchObject({ code: 'not-auctioneer' });
    expect(await correct(room, {}, idMadeAt(1, 1) as LotId)).toMatchObject({ code: 'lot-unknown' });
    expect(await correctLot(room.ports, eve, otherDropId, lotId, {})).toMatchObject({ code: 'drop-unknown' });
  });
});
