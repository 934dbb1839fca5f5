import type { HelloMessage } from '@gaveldrop/protocol';
import { welcomeSchema } from '@gaveldrop/protocol';
import { addLot, joinDrop, newerLots } from '@gaveldrop/saleroom';
import type { ConnectionId, LotId } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import { noted } from './a-lot-store.ts';
import {
  aNewLot,
  anOpenSaleroom,
  aSaleroom,
  at,
  bidder,
  bidIdOf,
  command,
  dropId,
  eve,
  idMadeAt,
  lotId,
  otherDropId,
  otherLotId,
  outcomeOf,
  place,
  type Saleroom,
  seq,
} from './a-saleroom.ts';

const connectionId = 'one' as ConnectionId;
const hello = (some: Partial<HelloMessage> = {}): HelloMessage => ({
  ...{ action: 'hello', protocol: 1, have: {}, pending: [] },
  ...some,
});
const have = (entries: Record<string, number>) => entries as HelloMessage['have'];
const join = (room: Saleroom, some: Partial<HelloMessage> = {}, principal = bidder(1)) =>
  joinDrop(room.ports, principal, connectionId, hello(some));
const withLots = async (room: Saleroom, count: number) => {
  for (let lot = 2; lot <= count; lot += 1)
    outcomeOf(
      await addLot(room.ports, eve, dropId, aNewLot({ lotId: idMadeAt(1_500_000_000_000, lot) as LotId })),
    );
  return room;
};

describe('saying hello', () => {
  it('registers first, and only then reads: a change is in the answer or is pushed', async () => {
    const room = await anOpenSaleroom();
    const order: string[] = [];
    const audience = noted(room.ports.audience, order);
    const lots = noted(room.stored, order);
    await joinDrop({ ...room.ports, audience, lots }, bidder(1), connectionId, hello());
    expect(order).toEqual(['register', 'readOpenLots', 'readMany']);
  });

  it('a bid committed between the two is in the answer', async () => {
    const room = await anOpenSaleroom();
    const audience = {
      ...room.ports.audience,
      register: async (connection: Parameters<typeof room.ports.audience.register>[0]) => {
        await room.ports.audience.register(connection);
        await place(room, 2, 1_000);
      },
    };
    const welcome = await joinDrop({ ...room.ports, audience }, bidder(1), connectionId, hello());
    expect(welcome.lots.map(({ sequence }) => sequence)).toEqual([3]);
  });

  it('answers with the drop, who one is, and the lots, live ones first', async () => {
    const room = await withLots(await aSaleroom(), 3);
    const [, second] = await room.ports.drops.listEntries(dropId);
    await command(room, 'open', { lot: second?.lotId ?? lotId });
    const welcome = await join(room);
    expect(welcome).toMatchObject({
      ...{ type: 'welcome', serverNowMs: at(0), more: false, pending: [] },
      drop: { dropId, title: 'Friday drop', currency: 'EUR' },
      you: { role: 'bidder', paddleNumber: 1 },
    });
    expect(welcome.lots.map(({ number, status }) => [number, status])).toEqual([
      [2, 'open'],
      [1, 'scheduled'],
      [3, 'scheduled'],
    ]);
    expect(welcomeSchema.parse(JSON.parse(JSON.stringify(welcome)))).toBeDefined();
  });

  it('registers the connection on its shard, with its paddle, for two hours', async () => {
    const room = await anOpenSaleroom();
    await join(room);
    expect(await room.ports.audience.list(dropId, 0, at(0))).toEqual([
      { connectionId, dropId, shard: 0, paddleNumber: 1, expiresAtMs: at(7_200_000) },
    ]);
    expect(await room.ports.audience.list(dropId, 0, at(7_200_000))).toEqual([]);
  });

  it('somebody without a paddle may listen', async () => {
    const room = await anOpenSaleroom();
    const welcome = await join(room, {}, bidder(1, { paddleNumber: undefined }));
    expect(welcome.you).toEqual({ role: 'bidder' });
  });
});

describe('what a phone has already', () => {
  it('is not sent again; what is newer is', async () => {
    const room = await withLots(await anOpenSaleroom(), 3);
    await place(room, 2, 1_000);
    expect((await join(room, { have: have({ 1: 3, 2: 1 }) })).lots).toEqual([]);
    const welcome = await join(room, { have: have({ 1: 2, 2: 1 }) });
    expect(welcome.lots.map(({ number, sequence }) => [number, sequence])).toEqual([[1, 3]]);
  });

  it('does not hide a lot that opened meanwhile', async () => {
    const room = await withLots(await aSaleroom(), 2);
    await command(room, 'open');
    expect((await join(room, { have: have({ 2: 1 }) })).lots.map(({ number }) => number)).toEqual([1]);
  });

  it('says how a lot it knows as open has ended', async () => {
    const room = await anOpenSaleroom();
    await command(room, 'withdraw');
    expect((await join(room, { have: have({ 1: 2 }) })).lots).toMatchObject([{ outcome: 'withdrawn' }]);
  });

  it('of lots that do not exist is ignored', async () => {
    const room = await anOpenSaleroom();
    expect((await join(room, { have: have({ 77: 1 }) })).lots.map(({ number }) => number)).toEqual([1]);
  });

  it('nothing: at most 100 lots come at once, and it is said that there are more', async () => {
    const room = await withLots(await aSaleroom(), 101);
    const welcome = await join(room);
    expect([welcome.lots.length, welcome.more]).toEqual([100, true]);
  });
});

describe('bids whose answers a phone does not have', () => {
  const outcomes = async (room: Saleroom, ...pending: HelloMessage['pending']) =>
    (await join(room, { pending })).pending.map(({ outcome }) => outcome);
  const old = (last: number) => ({ bidId: bidIdOf(last), lotId });

  it('[B10] led or were outbid when they were accepted', async () => {
    const room = await anOpenSaleroom();
    await place(room, 1, 1_000, { id: 5 });
    await place(room, 2, 9_000, { kind: 'maximum' });
    await place(room, 1, 2_000, { id: 6 });
    await room.record();
    expect(await outcomes(room, old(5), old(6))).toEqual(['leading', 'outbid']);
  });

  it('[B10] were not accepted: refused, never sent, of another paddle or of a lot elsewhere', async () => {
    const room = await anOpenSaleroom();
    await place(room, 2, 1_000, { id: 5 });
    await place(room, 1, 10, { id: 6 });
    await room.record();
    const elsewhere = { bidId: bidIdOf(8), lotId: otherLotId };
    expect(await outcomes(room, old(5), old(6), old(7), elsewhere)).toEqual([
      ...['not-accepted', 'not-accepted', 'not-accepted', 'not-accepted'],
    ]);
    const foreign = await join(room, { pending: [old(5)] }, bidder(2, { dropId: otherDropId })).catch(String);
    expect(foreign).toContain('does not exist');
  });

  it('[B10] are unknown while they may still land', async () => {
    const room = await anOpenSaleroom();
    const justSent = { bidId: bidIdOf(6, at(0)), lotId };
    await room.clock.advance(3_499);
    expect(await outcomes(room, justSent)).toEqual(['unknown']);
    await room.clock.advance(1);
    expect(await outcomes(room, justSent)).toEqual(['not-accepted']);
    expect(await outcomes(room, { ...old(6), afterSequence: seq(2) })).toEqual(['unknown']);
    await place(room, 2, 1_000);
    expect(await outcomes(room, { ...old(6), afterSequence: seq(2) })).toEqual(['not-accepted']);
  });

  it('[B10] are unknown while the history does not reach back', async () => {
    const room = await anOpenSaleroom();
    for (let bid = 0; bid < 9; bid += 1)
      await place(room, 1 + (bid % 2), 1_000 + bid * 100, { id: 20 + bid });
    expect(await outcomes(room, old(20), old(6))).toEqual(['unknown', 'unknown']);
    await room.record();
    expect(await outcomes(room, old(20), old(6))).toEqual(['leading', 'not-accepted']);
  });
});

describe('a ping', () => {
  const newer = async (room: Saleroom, of: Record<string, number> | undefined) =>
    (await newerLots(room.ports, bidder(1), of === undefined ? undefined : have(of))).map(
      ({ number, sequence }) => [number, sequence],
    );

  it('gets what is newer than it has, and open lots it does not know', async () => {
    const room = await withLots(await anOpenSaleroom(), 3);
    expect(await newer(room, { 1: 2, 2: 1 })).toEqual([]);
    await place(room, 2, 1_000);
    expect(await newer(room, { 1: 2, 2: 1 })).toEqual([[1, 3]]);
    expect(await newer(room, {})).toEqual([[1, 3]]);
  });

  it('that says nothing of what it has gets nothing, and nothing is read', async () => {
    const room = await anOpenSaleroom();
    expect(await newer(room, undefined)).toEqual([]);
    expect(room.requests()).toEqual([]);
  });

  it('looks at the first 25 of the lots it names', async () => {
    const room = await withLots(await aSaleroom(), 30);
    const stale = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [String(at + 1), 0]));
    expect(await newer(room, stale)).toHaveLength(25);
  });
});
