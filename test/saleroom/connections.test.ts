import type { Saleroom } from '@gaveldrop/local';
import { snapshotSchema } from '@gaveldrop/protocol';
import type { Cents, LotId } from '@gaveldrop/units';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { openSaleroom } from './open-saleroom.ts';
import { patientlyAsk } from './patient-phone.ts';
import { callUp, type Phone } from './phone.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';
import { steadyPhone } from './steady-phone.ts';

let saleroom: Saleroom;
let ask: Ask;
let ava = '';
let dropId = '';
let lotId = '';

beforeAll(async () => {
  saleroom = await openSaleroom();
  ask = askingAt(saleroom);
  ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
  const created = await ask('POST', '/drops', { token: ava, body: unhurriedDrop });
  dropId = granted<{ dropId: string }>(created).dropId;
  lotId = await enterLot(ask, ava, dropId, { ...sampleLot, sellerId: 'user-sam' });
  const auctioneer = await joinDrop(saleroom, ask, ava, dropId);
  await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  auctioneer.hangUp();
});
afterAll(() => saleroom?.stop());

/** Somebody with a paddle. */
async function aBidder(name: string): Promise<{ readonly token: string; readonly paddle: number }> {
  const token = await signIn(saleroom, `user-${name}`);
  const registered = await ask('POST', `/drops/${dropId}/paddles`, { token });
  return { token, paddle: granted<{ paddleNumber: number }>(registered).paddleNumber };
}
const askForTicket = (token: string) =>
  ask('POST', '/tickets', { token, body: { dropId }, headers: { origin: saleroom.siteUrl } });
const takeTicket = async (token: string): Promise<string> =>
  granted<{ ticket: string }>(await askForTicket(token)).ticket;
const callWith = (ticket: string) =>
  callUp(`${saleroom.webSocketUrl}?ticket=${ticket}`, { origin: saleroom.siteUrl });

/** Connects, and says nothing. */
async function connect(token: string): Promise<Phone> {
  const phone = await callWith(await takeTicket(token));
  if ('refused' in phone) throw new Error(`the handshake was refused with ${phone.refused}`);
  return phone;
}
const sequenceNow = async (): Promise<number | undefined> => {
  const { lots } = snapshotSchema.parse((await ask('GET', `/drops/${dropId}/snapshot`)).json);
  return lots[0]?.sequence;
};
const askingPrice = async (): Promise<number> => {
  const { lots } = snapshotSchema.parse((await ask('GET', `/drops/${dropId}/snapshot`)).json);
  return lots[0]?.askingPriceCents ?? 0;
};

describe('five connections a person', () => {
  test('and no sixth: its ticket is refused with the reason, until one closes', async () => {
    const { token } = await aBidder('fay');
    const phones = [await connect(token), await connect(token), await connect(token), await connect(token)];
    // Of two that come for the fifth place at once, one has it.
    const tickets = [await takeTicket(token), await takeTicket(token)];
    const [one, other] = await Promise.all(tickets.map(callWith));
    const both = [one, other].map((called) => (called === undefined || 'refused' in called ? 403 : 'up'));
    expect(both.toSorted()).toEqual([403, 'up']);
    for (const called of [one, other])
      if (called !== undefined && !('refused' in called)) phones.push(called);

    const refused = await askForTicket(token);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([409, 'application/problem+json']);
    expect(refused.json).toEqual({
      ...{ type: 'about:blank', title: 'Full', status: 409, code: 'too-many-connections' },
      detail:
        'you have 5 connections to this drop; close one, or wait: one that is gone unnoticed stops counting after 150 s',
    });
    for (const phone of phones) expect(phone.isOpen()).toBe(true);

    phones[0]?.hangUp();
    const back = await vi.waitFor(() => connect(token), 10_000);
    expect(back.isOpen()).toBe(true);
    for (const phone of [...phones, back]) phone.hangUp();
  });
});

describe('a paddle whose rights change', () => {
  const changes = [
    {
      what: 'a limit',
      path: 'limit',
      body: { limitCents: 1 },
      bid: { outcome: 'refused', code: 'above-paddle-limit' },
    },
    {
      what: 'a tie to the seller',
      path: 'seller',
      body: { sellerId: 'user-sam' },
      bid: { outcome: 'refused', code: 'seller-may-not-bid' },
    },
    {
      what: 'a suspension',
      path: 'suspension',
      body: { suspended: true },
      bid: { outcome: 'refused', code: 'paddle-suspended' },
    },
  ];

  test.each(changes)(
    '[B8] [B9] [L5] $what holds from the next ticket, and closes every socket there is',
    async ({ path, body, bid }) => {
      const { token, paddle } = await aBidder(path);
      const bidder = await joinDrop(saleroom, ask, token, dropId);
      const silent = await connect(token);
      const other = await joinDrop(saleroom, ask, (await aBidder(`other-${path}`)).token, dropId);
      const made = await takeTicket(token);
      expect(await bidder.ask(bidOn(lotId, await askingPrice()), 'bid-answer')).toMatchObject({
        outcome: 'leading',
      });

      const changed = await ask('PUT', `/drops/${dropId}/paddles/${paddle}/${path}`, { token: ava, body });
      expect(changed.json).toMatchObject({ paddleNumber: paddle, ...body });
      expect([await bidder.closed, await silent.closed]).toEqual([1001, 1001]);
      expect(other.isOpen()).toBe(true);
      expect(await callWith(made)).toEqual({ refused: 403 });

      // Somebody else leads, or the leader would only be told that.
      await other.ask(bidOn(lotId, await askingPrice()), 'bid-answer');
      const before = await sequenceNow();
      const again = await joinDrop(saleroom, ask, token, dropId);
      expect(await again.ask(bidOn(lotId, await askingPrice()), 'bid-answer')).toMatchObject(bid);
      expect(await sequenceNow()).toBe(before);
      for (const phone of [other, again]) phone.hangUp();
    },
  );
});

describe('ten messages a second', () => {
  test('what comes faster is told to slow down, does nothing, and is taken later', async () => {
    const phone = await joinDrop(saleroom, ask, (await aBidder('gus')).token, dropId);
    const other = await joinDrop(saleroom, ask, (await aBidder('hal')).token, dropId);
    const bids = Array.from({ length: 60 }, () => bidOn(lotId, 9_000));
    const before = (await sequenceNow()) ?? 0;
    for (const bid of bids) phone.send(bid);
    const isAnswer = (type: unknown): boolean => type === 'bid-answer' || type === 'error';
    await vi.waitFor(() => {
      expect(phone.heard.filter(({ type }) => isAnswer(type))).toHaveLength(60);
    }, 20_000);
    const errors = phone.heard.filter(({ type }) => type === 'error');
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors)
      expect(error).toEqual({
        ...{ type: 'error', code: 'slow-down', of: 'bid' },
        message: 'more than 10 messages in a second; send it again later',
      });
    expect(await sequenceNow()).toBe(before + 1);
    // Nobody else is slowed down, and after a while neither is this one.
    expect(await other.ask(bidOn(lotId, await askingPrice()), 'bid-answer')).toMatchObject({
      outcome: 'leading',
    });
    expect(await patientlyAsk(phone, bidOn(lotId, await askingPrice()))).toMatchObject({
      outcome: 'leading',
    });
    for (const one of [phone, other]) one.hangUp();
  });

  test('the client sends what was too fast again by its id, and shows none of it as refused', async () => {
    const { token } = await aBidder('ida');
    const client = steadyPhone(saleroom, token, dropId);
    client.start();
    await vi.waitFor(() => expect(client.state().connection).toEqual({ kind: 'live' }), 10_000);
    const from = await askingPrice();
    // Each by the leader, or lower than the one before: no answer but these is right.
    for (let nth = 0; nth < 60; nth += 1)
      client.bid({ lotId: lotId as LotId, amountCents: (from + 1_000 * nth) as Cents, kind: 'maximum' });
    await vi.waitFor(() => {
      expect(client.state().bids.filter(({ state }) => state === 'pending')).toEqual([]);
    }, 40_000);
    const { bids, lastError } = client.state();
    expect(lastError).toBeUndefined();
    expect(bids.some(({ attempts }) => attempts > 1)).toBe(true);
    const ends = new Set(bids.map(({ state, code }) => (code === undefined ? state : `${state}: ${code}`)));
    ends.delete('refused: maximum-not-raised');
    expect([...ends]).toEqual(['leading']);
    client.stop();
  });
});
