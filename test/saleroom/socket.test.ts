import type { Saleroom } from '@gaveldrop/local';
import {
  bidAnswerSchema,
  type History,
  historySchema,
  keySetSchema,
  serverMessageSchema,
  snapshotSchema,
} from '@gaveldrop/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commitmentsIn, headOf, isSigned, maximumCommitment } from '../unit/saleroom/recomputed-seals.ts';
import { type Ask, askingAt, granted } from './asking.ts';
import { badMessages } from './bad-messages.ts';
import { openSaleroom } from './open-saleroom.ts';
import { inTime, patientlyAsk } from './patient-phone.ts';
import { callUp, type Heard, type Phone } from './phone.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { setExpiry } from './set-expiry.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

let saleroom: Saleroom;
let ask: Ask;
let ava = '';
let bea = '';
let ben = '';
let dropId = '';
let openLotId = '';
let otherDropId = '';
let otherLotId = '';

/** A drop with a lot that is open and has no clock. */
async function openDrop(
  lot: object = sampleLot,
): Promise<{ dropId: string; lotId: string; auctioneer: Phone }> {
  const created = await ask('POST', '/drops', { token: ava, body: unhurriedDrop });
  const drop = granted<{ dropId: string }>(created).dropId;
  const lotId = await enterLot(ask, ava, drop, lot);
  for (const token of [bea, ben]) granted(await ask('POST', `/drops/${drop}/paddles`, { token }));
  const auctioneer = await joinDrop(saleroom, ask, ava, drop);
  await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  return { dropId: drop, lotId, auctioneer };
}

beforeAll(async () => {
  saleroom = await openSaleroom();
  ask = askingAt(saleroom);
  ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
  bea = await signIn(saleroom, 'user-bea');
  ben = await signIn(saleroom, 'user-ben');
  const drop = await openDrop();
  dropId = drop.dropId;
  openLotId = drop.lotId;
  drop.auctioneer.hangUp();
  const other = await openDrop();
  otherDropId = other.dropId;
  otherLotId = other.lotId;
  other.auctioneer.hangUp();
});
afterAll(() => saleroom?.stop());

/** A ticket as a page of an origin gets it; as a program does without one. */
async function takeTicket(token: string, origin: string | undefined, drop = dropId): Promise<string> {
  const headers = origin === undefined ? {} : { origin };
  return granted<{ ticket: string }>(
    await ask('POST', '/tickets', { token, body: { dropId: drop }, headers }),
  ).ticket;
}

const callWith = (ticket: string, origin?: string): Promise<Phone | { readonly refused: number }> =>
  callUp(`${saleroom.webSocketUrl}?ticket=${ticket}`, { origin });

/** What the handshake came to: `up`, or the status it was refused with. */
async function handshake(ticket: string, origin?: string): Promise<'up' | number> {
  const phone = await callWith(ticket, origin);
  if ('refused' in phone) return phone.refused;
  phone.hangUp();
  return 'up';
}

async function sequenceOf(drop: string): Promise<number | undefined> {
  const { lots } = snapshotSchema.parse((await ask('GET', `/drops/${drop}/snapshot`)).json);
  return lots[0]?.sequence;
}

// Which of them fails for which action, and for whom, is in `rights.test.ts`; here is what becomes of a ticket.
describe('a socket opens for a good ticket only', () => {
  const elsewhere = 'https://elsewhere.test';

  test('a ticket works once, for the origin it was made for', async () => {
    const ticket = await takeTicket(bea, saleroom.siteUrl);
    expect(await handshake(ticket, saleroom.siteUrl)).toBe('up');
    expect(await handshake(ticket, saleroom.siteUrl)).toBe(403);
  });

  test('of two that come with one ticket at once, one is let in', async () => {
    const ticket = await takeTicket(bea, saleroom.siteUrl);
    const both = await Promise.all([
      handshake(ticket, saleroom.siteUrl),
      handshake(ticket, saleroom.siteUrl),
    ]);
    expect(both.sort()).toEqual([403, 'up']);
  });

  test('a page of another origin is refused, and does not use up the ticket', async () => {
    const ticket = await takeTicket(bea, saleroom.siteUrl);
    const localhost = saleroom.siteUrl.replace('127.0.0.1', 'localhost');
    expect(await handshake(ticket, elsewhere)).toBe(403);
    // An origin that is served, but not the one the ticket was made for.
    expect(await handshake(ticket, localhost)).toBe(403);
    expect(await handshake(ticket)).toBe(403);
    expect(await handshake(ticket, saleroom.siteUrl)).toBe('up');
  });

  test('a program needs no origin, and no page can use its ticket', async () => {
    const ticket = await takeTicket(bea, undefined);
    expect(await handshake(ticket, saleroom.siteUrl)).toBe(403);
    expect(await handshake(ticket, elsewhere)).toBe(403);
    expect(await handshake(ticket)).toBe('up');
  });

  test('an expired one is refused, though it is still there', async () => {
    const ticket = await takeTicket(bea, saleroom.siteUrl);
    await setExpiry(saleroom, ticket, Date.now() - 1);
    expect(await handshake(ticket, saleroom.siteUrl)).toBe(403);
    await setExpiry(saleroom, ticket, Date.now() + 60_000);
    expect(await handshake(ticket, saleroom.siteUrl)).toBe('up');
  });

  test.each([
    ['none', '', 401],
    ['one nobody made', 'a'.repeat(43), 403],
    ['one that is a path', '..%2F..', 403],
    ['one with a character more', undefined, 403],
  ])('%s', async (_, given, status) => {
    const ticket = given ?? `${await takeTicket(bea, saleroom.siteUrl)}x`;
    expect(await handshake(ticket, saleroom.siteUrl)).toBe(status);
  });

  test('without a query, or at another place, there is no door', async () => {
    const { origin } = { origin: saleroom.siteUrl };
    expect(await callUp(saleroom.webSocketUrl, { origin })).toEqual({ refused: 401 });
    const ticket = await takeTicket(bea, origin);
    expect(await callUp(`${saleroom.webSocketUrl}/other?ticket=${ticket}`, { origin })).toEqual({
      refused: 403,
    });
  });

  test("with another drop's ticket a bidder sees and is told nothing of this one, whatever lot is named", async () => {
    const there = await joinDrop(saleroom, ask, bea, otherDropId);
    const answer = await there.ask(bidOn(openLotId, 5_000), 'bid-answer');
    expect(answer).toMatchObject({ outcome: 'refused', code: 'lot-unknown' });
    expect(answer).not.toHaveProperty('lot');
    expect(there.heard[0]).toMatchObject({ drop: { dropId: otherDropId }, lots: [{ lotId: otherLotId }] });
    there.hangUp();
  });
});

describe('a bad message is answered to its sender, closes nothing and reaches nobody else', () => {
  let bidder: Phone;
  let viewer: Phone;
  let before: number | undefined;
  beforeAll(async () => {
    bidder = await joinDrop(saleroom, ask, bea, dropId);
    viewer = await joinDrop(saleroom, ask, ben, dropId);
    before = await sequenceOf(dropId);
  });

  test.each(badMessages)('$title', async ({ message, says }) => {
    const already = inTime(bidder).length;
    const answer = await patientlyAsk(bidder, message({ openLotId }));
    expect(serverMessageSchema.parse(answer)).toEqual(answer);
    const { message: wanted, ...rest } = says as { message?: string | RegExp };
    expect(answer).toMatchObject(rest);
    if (wanted !== undefined) expect(answer.message).toEqual(expect.stringMatching(wanted));
    if (answer.type === 'error') expect(Object.keys(answer).length).toBe('of' in says ? 4 : 3);
    expect(JSON.stringify(answer)).not.toMatch(/\bat \S+ \(|node:|\.(ts|mjs|js):\d/);
    expect([inTime(bidder).length, bidder.isOpen()]).toEqual([already + 1, true]);
    expect(await sequenceOf(dropId)).toBe(before);
  });

  test.each([
    ['a frame of 33 KB closes with 1009', 'x'.repeat(33 * 1_024), 1_009],
    ['bytes close with 1003', new Uint8Array([1, 2, 3]), 1_003],
  ])('%s', async (_, message, code) => {
    const sender = await joinDrop(saleroom, ask, bea, dropId);
    sender.send(message);
    expect(await sender.closed).toBe(code);
    expect(await sequenceOf(dropId)).toBe(before);
  });

  test('the largest that is still taken is: a bid of 1,024 bytes and a hello of 4,096', async () => {
    const bid = bidOn(openLotId, 1_000);
    expect(await patientlyAsk(bidder, JSON.stringify(bid).padEnd(1_024, ' '))).toMatchObject({
      ...{ type: 'bid-answer', bidId: bid.bidId, outcome: 'leading', sequence: 3 },
    });
    const hello = JSON.stringify({ action: 'hello', protocol: 1, have: {}, pending: [] });
    expect(await patientlyAsk(bidder, hello.padEnd(4_096, ' '))).toMatchObject({
      ...{ type: 'welcome', you: { paddleNumber: 1 }, pushedBy: 'connection' },
    });
  });

  test('all that the others have heard of all this is the one bid that was good', async () => {
    await viewer.next(({ type }) => type === 'lots');
    expect(
      viewer.heard.map(({ type, lots }) => [type, (lots as { sequence: number }[])[0]?.sequence]),
    ).toEqual([
      ['welcome', 2],
      ['lots', 3],
    ]);
  });
});

/** Every key in a message, however deep. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) => [key, ...keysOf(held)]);
}

describe('who hears what', () => {
  const reserveCents = 123_457;
  const maximumCents = 765_433;
  const ceilingCents = 654_323;
  let phones: readonly Phone[] = [];
  let bidder: Phone;
  let other: Phone;
  let auctioneer: Phone;
  let lotId = '';
  let drop = '';
  beforeAll(async () => {
    const opened = await openDrop({ ...sampleLot, reserveCents });
    drop = opened.dropId;
    lotId = opened.lotId;
    auctioneer = opened.auctioneer;
    bidder = await joinDrop(saleroom, ask, bea, drop);
    other = await joinDrop(saleroom, ask, ben, drop);
    phones = [auctioneer, bidder, other];
  });

  const showsSequence =
    (wanted: number) =>
    ({ type, lots }: Heard): boolean =>
      type === 'lots' && (lots as { sequence: number }[]).some(({ sequence }) => sequence === wanted);

  test('a bid is answered to its sender, and the lot pushed to all', async () => {
    const bid = bidOn(lotId, 1_000);
    const answer = await bidder.ask(bid, 'bid-answer');
    expect(answer).toMatchObject({ bidId: bid.bidId, outcome: 'leading', sequence: 3 });
    for (const phone of phones) {
      const { lots } = await phone.next(showsSequence(3));
      expect(lots).toMatchObject([{ lotId, priceCents: 1_000, leadingPaddle: 1, askingPriceCents: 1_100 }]);
    }
    for (const phone of [auctioneer, other]) {
      expect(phone.heard.map(({ type }) => type)).not.toContain('bid-answer');
      expect(phone.texts.join('\n')).not.toContain(bid.bidId);
    }
  });

  test('[B10] the same bid again is answered alike, and pushed to nobody', async () => {
    const bid = bidOn(lotId, 1_500);
    const first = await other.ask(bid, 'bid-answer');
    await auctioneer.next(showsSequence(4));
    const again = await other.ask({ ...bid, attempt: 2 }, 'bid-answer');
    expect(again).toMatchObject({ outcome: first.outcome, sequence: first.sequence, repeated: true });
    expect(again.receivedAtMs).toBe(first.receivedAtMs);
    expect(await sequenceOf(drop)).toBe(4);
  });

  test('[B9] a refusal carries a receipt that anyone can check with the published key', async () => {
    const answer = bidAnswerSchema.parse(await other.ask(bidOn(lotId, 1_000, 'maximum'), 'bid-answer'));
    const { receipt } = answer;
    if (receipt === undefined) throw new Error('a refusal has a receipt');
    expect(receipt).toMatchObject({
      ...{ bidId: answer.bidId, lotId, paddleNumber: 2, amountCents: 1_000, kind: 'maximum' },
      ...{ code: 'maximum-not-raised', askingPriceCents: 1_600, sequence: 4 },
    });
    const keys = keySetSchema.parse((await ask('GET', '/keys')).json);
    expect(isSigned(receipt, keys)).toBe(true);
    expect(isSigned({ ...receipt, code: 'lot-closed' }, keys)).toBe(false);
  });

  const historyOf = async (): Promise<History> =>
    historySchema.parse((await ask('GET', `/drops/${drop}/lots/${lotId}/history`)).json);

  test('[L4] in a whole drop nobody is told a reserve, a maximum, an underbidder or who anybody is', async () => {
    // A maximum that meets the reserve and so brings the price up to it [B7], one under it that is outbid at once, and the
    // hammer.
    expect(
      phones.flatMap((phone) => phone.texts).filter((text) => text.includes(String(reserveCents))),
    ).toEqual([]);
    await bidder.ask(bidOn(lotId, maximumCents, 'maximum'), 'bid-answer');
    expect(await other.ask(bidOn(lotId, ceilingCents, 'maximum'), 'bid-answer')).toMatchObject({
      outcome: 'outbid',
    });
    await bidder.ask(bidOn(lotId, maximumCents + 1, 'maximum'), 'bid-answer');
    await vi.waitFor(async () => expect((await historyOf()).entries).toHaveLength(7), 20_000);
    const history = await ask('GET', `/drops/${drop}/lots/${lotId}/history`);
    await auctioneer.ask(commandOn(lotId, 'hammer'), 'lot-answer');
    const isSold = ({ type, lots }: Heard): boolean =>
      type === 'lots' && (lots as { status: string }[]).some(({ status }) => status === 'sold');
    for (const phone of phones) await phone.next(isSold);

    const texts = [
      ...phones.flatMap((phone) => phone.texts),
      (await ask('GET', `/drops/${drop}/snapshot`)).text,
      (await ask('GET', `/drops/${drop}/lots`)).text,
      history.text,
    ];
    const isPrivate = /reserve(?!Met$|Commitment$)|ceiling|maximum|underbidder|user|rulesId/i;
    const keys = new Set(texts.flatMap((text) => keysOf(JSON.parse(text))));
    expect([...keys].filter((key) => isPrivate.test(key))).toEqual([]);
    expect(keys).toContain('reserveMet');
    const secrets = [maximumCents, maximumCents + 1, ceilingCents, 'user-bea', 'user-ben'];
    expect(secrets.filter((secret) => texts.some((text) => text.includes(String(secret))))).toEqual([]);
    // The checker would have seen them: the price that the two maxima came to is there.
    expect(texts.some((text) => text.includes('654823'))).toBe(true);
    for (const phone of phones)
      for (const message of phone.heard) expect(serverMessageSchema.parse(message)).toEqual(message);
  });

  test('[L4] once it is sold, what the losing maximum was is told and can be checked, and not what the buyer’s were', async () => {
    await vi.waitFor(async () => expect((await historyOf()).entries).toHaveLength(9), 20_000);
    const history = await historyOf();
    expect(history.opened).toEqual([
      { sequence: 6, amountCents: ceilingCents, salt: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    const [opened] = history.opened;
    if (opened === undefined) throw new Error('the losing maximum is opened');
    const commitments = commitmentsIn(history);
    expect(Object.keys(commitments)).toEqual(['5', '6', '7']);
    expect(maximumCommitment(opened)).toBe(commitments[6]);
    expect(JSON.stringify(history)).not.toMatch(/76543[34]/);
    const { lots } = snapshotSchema.parse((await ask('GET', `/drops/${drop}/snapshot`)).json);
    expect(headOf(history)).toBe(lots[0]?.chainHead);
  });
});
