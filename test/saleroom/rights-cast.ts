import type { Saleroom } from '@gaveldrop/local';
import { ulid } from 'ulid';
import { vi } from 'vitest';
import { type Ask, askingAt, granted } from './asking.ts';
import { forgeToken } from './forge-token.ts';
import type { HttpRole, PersonRole } from './rights-table.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { signIn } from './sign-in.ts';
import { bidOn, commandOn, enterLot, joinDrop } from './sold-drop.ts';

/** A drop in which everybody of the table is what the table calls them. */
export type Cast = {
  readonly ask: Ask;
  readonly tokens: Readonly<Record<HttpRole, string | undefined>>;
  readonly dropId: string;
  /** Sold: its seller has a statement. */
  readonly soldLotId: string;
  /** Open, for bids at the asking price and for dear ones. */
  readonly bidLotId: string;
  readonly dearLotId: string;
  /** Scheduled, for the auctioneer's commands, for withdrawing, and for corrections. */
  readonly commandLotId: string;
  readonly withdrawLotId: string;
  readonly correctedLotId: string;
  /** A paddle that nobody of the table has. */
  readonly sparePaddle: number;
  /** Another drop of the auctioneer, in which nobody is registered. */
  readonly emptyDropId: string;
  /** The drop of `auctioneerElsewhere`, and the one who has paddle 1 there. */
  readonly otherDropId: string;
  readonly bidderOfOtherDrop: string;
};

const userOf: Readonly<Record<PersonRole, string>> = {
  auctioneer: 'user-ava',
  auctioneerElsewhere: 'user-abe',
  bidder: 'user-bea',
  visitor: 'user-bo',
  seller: 'user-sam',
  tiedToSeller: 'user-tia',
  suspended: 'user-sue',
  limited: 'user-lim',
};

/** Gathers everybody. @param dataDir where the saleroom keeps its issuer's key. */
export async function gatherCast(saleroom: Saleroom, dataDir: string): Promise<Cast> {
  const ask = askingAt(saleroom);
  const person = (role: PersonRole): Promise<string> =>
    signIn(saleroom, userOf[role], role.startsWith('auctioneer') ? ['auctioneers'] : []);
  const forge = (forgery: Parameters<typeof forgeToken>[2]): Promise<string> =>
    forgeToken(saleroom.issuerUrl, dataDir, forgery);
  const tokens = {
    auctioneer: await person('auctioneer'),
    auctioneerElsewhere: await person('auctioneerElsewhere'),
    bidder: await person('bidder'),
    visitor: await person('visitor'),
    seller: await person('seller'),
    tiedToSeller: await person('tiedToSeller'),
    suspended: await person('suspended'),
    limited: await person('limited'),
    signedOut: undefined,
    expired: await forge({ expiresInS: -1 }),
    signedByAnotherKey: await forge({ signedWith: 'otherKey' }),
    signedWithThePublicKey: await forge({ signedWith: 'publicKey' }),
    unsigned: await forge({ signedWith: 'nothing' }),
    forAnotherAudience: await forge({ audience: 'urn:another:api' }),
    fromAnotherIssuer: await forge({ issuer: 'https://elsewhere.test' }),
  };
  const ava = tokens.auctioneer;
  const create = async (token: string): Promise<string> => {
    const body = { ...unhurriedDrop, lotsOpenMax: 5 };
    return granted<{ dropId: string }>(await ask('POST', '/drops', { token, body })).dropId;
  };
  const dropId = await create(ava);
  const emptyDropId = await create(ava);
  const otherDropId = await create(tokens.auctioneerElsewhere);
  const enter = (title: string, drop = dropId, token = ava): Promise<string> =>
    enterLot(ask, token, drop, { ...sampleLot, title });
  const soldLotId = await enter('Sold');
  const bidLotId = await enter('For bids');
  const dearLotId = await enter('For dear bids');
  const commandLotId = await enter('For commands');
  const withdrawLotId = await enter('To be withdrawn');
  const correctedLotId = await enter('To be corrected');
  await enter('Elsewhere', otherDropId, tokens.auctioneerElsewhere);

  const register = async (token: string, drop = dropId): Promise<number> => {
    const registered = await ask('POST', `/drops/${drop}/paddles`, { token });
    return granted<{ paddleNumber: number }>(registered).paddleNumber;
  };
  for (const role of ['bidder', 'seller', 'tiedToSeller', 'suspended', 'limited'] as const)
    await register(tokens[role]);
  const sparePaddle = await register(await signIn(saleroom, 'user-spare'));
  const bidderOfOtherDrop = await signIn(saleroom, 'user-ben');
  await register(bidderOfOtherDrop, otherDropId);
  const change = async (paddle: number, what: string, body: object): Promise<void> => {
    granted(await ask('PUT', `/drops/${dropId}/paddles/${paddle}/${what}`, { token: ava, body }));
  };
  await change(3, 'seller', { sellerId: 'user-sam' });
  await change(4, 'suspension', { suspended: true });
  await change(5, 'limit', { limitCents: 5_000 });

  const auctioneer = await joinDrop(saleroom, ask, ava, dropId);
  const bidder = await joinDrop(saleroom, ask, tokens.bidder, dropId);
  for (const lotId of [soldLotId, bidLotId, dearLotId])
    await auctioneer.ask(commandOn(lotId, 'open'), 'lot-answer');
  await bidder.ask(bidOn(soldLotId, 1_000), 'bid-answer');
  await auctioneer.ask(commandOn(soldLotId, 'hammer'), 'lot-answer');
  for (const phone of [auctioneer, bidder]) phone.hangUp();
  const statement = `/sellers/user-sam/statements/${dropId}`;
  await vi.waitFor(async () => granted(await ask('GET', statement, { token: tokens.seller })), 20_000);
  return {
    ...{ ask, tokens, dropId, soldLotId, bidLotId, dearLotId, commandLotId, withdrawLotId },
    ...{ correctedLotId, sparePaddle, emptyDropId, otherDropId, bidderOfOtherDrop },
  };
}

/** What one asks of an endpoint, good in all but perhaps who asks. */
export const httpAsking: Readonly<
  Record<string, (cast: Cast) => { readonly path?: string; readonly body?: unknown }>
> = {
  'GET /drops': () => ({}),
  'GET /drops/{dropId}': ({ dropId }) => ({ path: `/drops/${dropId}` }),
  'GET /drops/{dropId}/lots': ({ dropId }) => ({ path: `/drops/${dropId}/lots` }),
  'GET /drops/{dropId}/lots/{lotId}/history': ({ dropId, soldLotId }) => ({
    path: `/drops/${dropId}/lots/${soldLotId}/history`,
  }),
  'GET /drops/{dropId}/snapshot': ({ dropId }) => ({ path: `/drops/${dropId}/snapshot` }),
  'HEAD /drops/{dropId}/snapshot': ({ dropId }) => ({ path: `/drops/${dropId}/snapshot` }),
  'GET /keys': () => ({}),
  'POST /drops': () => ({ body: unhurriedDrop }),
  'POST /drops/{dropId}/lots': ({ dropId }) => ({ path: `/drops/${dropId}/lots`, body: sampleLot }),
  'PATCH /drops/{dropId}/lots/{lotId}': ({ dropId, correctedLotId }) => ({
    path: `/drops/${dropId}/lots/${correctedLotId}`,
    body: { title: 'Corrected' },
  }),
  'GET /drops/{dropId}/paddles': ({ dropId }) => ({ path: `/drops/${dropId}/paddles` }),
  'PUT /drops/{dropId}/paddles/{paddle}/suspension': ({ dropId, sparePaddle }) => ({
    path: `/drops/${dropId}/paddles/${sparePaddle}/suspension`,
    body: { suspended: true },
  }),
  'PUT /drops/{dropId}/paddles/{paddle}/limit': ({ dropId, sparePaddle }) => ({
    path: `/drops/${dropId}/paddles/${sparePaddle}/limit`,
    body: { limitCents: 100 },
  }),
  'PUT /drops/{dropId}/paddles/{paddle}/seller': ({ dropId, sparePaddle }) => ({
    path: `/drops/${dropId}/paddles/${sparePaddle}/seller`,
    body: { sellerId: 'user-sam' },
  }),
  'POST /drops/{dropId}/paddles': ({ emptyDropId }) => ({ path: `/drops/${emptyDropId}/paddles` }),
  'POST /tickets': ({ dropId }) => ({ body: { dropId } }),
  'GET /me': () => ({}),
  'GET /drops/{dropId}/receipts': ({ dropId }) => ({ path: `/drops/${dropId}/receipts` }),
  'GET /lots/{lotId}/net': ({ soldLotId }) => ({ path: `/lots/${soldLotId}/net?priceCents=1000` }),
  'GET /sellers/{sellerId}/statements/{statementId}': ({ dropId }) => ({
    path: `/sellers/user-sam/statements/${dropId}`,
  }),
  'GET /sellers/{sellerId}/statements': () => ({ path: '/sellers/user-sam/statements' }),
};

/** What one says on a socket, good in all but perhaps who says it. @param askingPrices of the lots, by id. */
export const socketMessage: Readonly<
  Record<string, (cast: Cast, askingPrices: ReadonlyMap<string, number>) => object>
> = {
  hello: () => ({ action: 'hello', protocol: 1, have: {}, pending: [] }),
  ping: () => ({ action: 'ping', sentAtMs: 1 }),
  'bid at the asking price': ({ bidLotId }, prices) => bidOn(bidLotId, prices.get(bidLotId) ?? 0),
  'bid above a paddle’s limit': ({ dearLotId }, prices) =>
    bidOn(dearLotId, Math.max(prices.get(dearLotId) ?? 0, 5_001)),
  open: ({ commandLotId }) => commandOn(commandLotId, 'open'),
  pause: ({ commandLotId }) => commandOn(commandLotId, 'pause'),
  resume: ({ commandLotId }) => commandOn(commandLotId, 'resume'),
  hammer: ({ commandLotId }) => commandOn(commandLotId, 'hammer'),
  withdraw: ({ withdrawLotId }) => ({ ...commandOn(withdrawLotId, 'withdraw'), reason: 'damaged' }),
  'an action we do not know': () => ({ action: 'buy', id: ulid() }),
};
