import type { DropClient } from '@gaveldrop/client';
import type { Saleroom } from '@gaveldrop/local';
import type { PublicLot } from '@gaveldrop/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { watchMachine } from './held-up.ts';
import { openEventsSaleroom } from './open-events-saleroom.ts';
import { unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';
import { steadyPhone } from './steady-phone.ts';
import { startTunnelProxy, type TunnelProxy } from './tunnel-proxy.ts';

let saleroom: Saleroom;
let ask: Ask;
let feedProxy: TunnelProxy;
let httpProxy: TunnelProxy;
const phones: DropClient[] = [];

beforeAll(async () => {
  saleroom = await openEventsSaleroom();
  ask = askingAt(saleroom);
  feedProxy = await startTunnelProxy(saleroom.feedUrl ?? '', 5);
  httpProxy = await startTunnelProxy(saleroom.httpUrl, 1);
});
afterAll(async () => {
  for (const phone of phones) phone.stop();
  await feedProxy?.stop();
  await httpProxy?.stop();
  await saleroom?.stop();
});

const pause = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));
const lotsOf = (phone: DropClient): readonly PublicLot[] => phone.state().lots;
const sequenceOn = (phone: DropClient): number => Math.max(0, ...lotsOf(phone).map((lot) => lot.sequence));
/** The first of `values` that is no less than all but one of them: one stumble of this machine decides nothing. */
const secondWorst = (values: readonly number[]): number =>
  [...values].sort((one, other) => other - one)[1] ?? Number.NaN;

/** Everything that each phone was seen to show, in order. */
function watch(phone: DropClient): PublicLot[] {
  const shown: PublicLot[] = [];
  phone.subscribe(({ lots }) => {
    for (const lot of lots) if (!shown.includes(lot)) shown.push(lot);
  });
  return shown;
}

/** How long from now on each phone takes until it is as wanted; what `doing` does has begun by then. */
async function takenMs(is: (phone: DropClient) => boolean, doing: () => unknown): Promise<readonly number[]> {
  const startedAtMs = performance.now();
  const taken = phones.map(() => Number.POSITIVE_INFINITY);
  const look = (): boolean => {
    phones.forEach((phone, place) => {
      if (taken[place] === Number.POSITIVE_INFINITY && is(phone))
        taken[place] = performance.now() - startedAtMs;
    });
    return taken.every(Number.isFinite);
  };
  const unsubscribes = phones.map((phone) => phone.subscribe(look));
  const done = doing();
  await vi.waitFor(() => expect(look()).toBe(true), { timeout: 10_000, interval: 5 });
  await done;
  for (const unsubscribe of unsubscribes) unsubscribe();
  return taken;
}

describe('phones that follow the feed of a drop', () => {
  test('see the prices and the end that bidders are answered, also when the feed is cut for some seconds', async () => {
    const ava = await signIn(saleroom, 'user-ava', ['auctioneers']);
    const { dropId } = granted<{ dropId: string }>(
      await ask('POST', '/drops', { token: ava, body: unhurriedDrop }),
    );
    const lotId = await enterLot(ask, ava, dropId);
    const nextLotId = await enterLot(ask, ava, dropId, {
      title: 'A thaler',
      sellerId: 'user-sam',
      startPriceCents: 500,
    });
    const auctioneer = await joinDrop(saleroom, ask, ava, dropId);
    const bidders = await Promise.all(
      ['user-bea', 'user-ben'].map(async (name) => {
        const token = await signIn(saleroom, name);
        granted(await ask('POST', `/drops/${dropId}/paddles`, { token }));
        return joinDrop(saleroom, ask, token, dropId);
      }),
    );
    const { siteUrl, webSocketUrl, feedHost } = saleroom;
    const byProxy = {
      ...{ siteUrl, webSocketUrl, feedHost },
      httpUrl: httpProxy.by(saleroom.httpUrl),
      feedUrl: feedProxy.by(saleroom.feedUrl ?? ''),
    };
    for (const name of ['user-w1', 'user-w2', 'user-w3', 'user-w4', 'user-w5'])
      phones.push(steadyPhone(byProxy, await signIn(saleroom, name), dropId));
    const shown = phones.map(watch);
    for (const phone of phones) phone.start();
    const isBack = (phone: DropClient): boolean =>
      phone.state().pushed && phone.state().connection.kind === 'live';
    await vi.waitFor(() => expect(phones.every(isBack)).toBe(true), { timeout: 20_000 });

    /** What the bidders were answered, by sequence. */
    const answered = new Map<number, number>();
    let bids = 0;
    const bid = async (on: string): Promise<void> => {
      bids += 1;
      const answer = await bidders[bids % 2]?.ask(bidOn(on, 1_000 + bids * 100), 'bid-answer');
      const lot = answer?.lot as PublicLot;
      answered.set(lot.sequence, lot.priceCents ?? 0);
    };

    await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
    // Each is seen by all before the next is made: none is told of only together with a later one.
    for (const sequence of [3, 4, 5, 6, 7]) {
      await bid(lotId);
      await vi.waitFor(() => expect(phones.map(sequenceOn)).toEqual(phones.map(() => sequence)), {
        timeout: 5_000,
      });
    }

    // The feed is gone for three seconds: nothing comes, and what is sent is lost. Bidding goes on. No snapshot can be read
    // from now on, which would hide how long the feed takes.
    httpProxy.cut();
    await takenMs(
      (phone) => !phone.state().pushed,
      () => saleroom.endFeedConnections(),
    );
    feedProxy.cut();
    for (let nth = 0; nth < 5; nth += 1) {
      await bid(lotId);
      await pause(600);
    }
    expect(phones.map((phone) => phone.state().pushed)).toEqual(phones.map(() => false));
    feedProxy.mend();
    const missed = Math.max(...answered.keys());
    const returnHeldUpMs = watchMachine(siteUrl);
    const returnedMs = await takenMs(
      (phone) => phone.state().pushed && sequenceOn(phone) >= missed,
      () => {
        for (const phone of phones) phone.hint('online');
      },
    );
    // The subscription is there again, and what it missed has been asked about.
    expect(secondWorst(returnedMs) - (await returnHeldUpMs())).toBeLessThanOrEqual(500);
    // What is changed from then on comes by the feed alone.
    const pushHeldUpMs = watchMachine(siteUrl);
    const pushedMs = await takenMs(
      (phone) => sequenceOn(phone) > missed,
      () => bid(lotId),
    );
    expect(secondWorst(pushedMs) - (await pushHeldUpMs())).toBeLessThanOrEqual(500);
    await vi.waitFor(() => expect(phones.every(isBack)).toBe(true), { timeout: 10_000 });
    httpProxy.mend();

    await bid(lotId);
    await auctioneer.ask(commandOn(lotId, 'hammer'), 'lot-answer');
    await vi.waitFor(
      () => expect(phones.map((phone) => lotsOf(phone)[0]?.status)).toEqual(phones.map(() => 'sold')),
      { timeout: 15_000 },
    );
    await auctioneer.ask(commandOn(nextLotId, 'open'), 'lot-answer');
    await vi.waitFor(
      () => expect(phones.map((phone) => lotsOf(phone)[1]?.status)).toEqual(phones.map(() => 'open')),
      { timeout: 10_000 },
    );

    const { lots } = granted<{ lots: PublicLot[] }>(await ask('GET', `/drops/${dropId}/snapshot`));
    expect(lots[0]).toMatchObject({ hammerPriceCents: 2_200, bidCount: 12 });
    for (const [place, phone] of phones.entries()) {
      expect(lotsOf(phone)).toEqual(lots);
      expect(phone.state().invalidMessages).toBeUndefined();
      const prices = shown[place]?.filter((lot) => lot.lotId === lotId && answered.has(lot.sequence)) ?? [];
      expect(prices.length).toBeGreaterThan(5);
      for (const { sequence, priceCents } of prices) expect(priceCents).toBe(answered.get(sequence));
    }
  }, 120_000);
});
