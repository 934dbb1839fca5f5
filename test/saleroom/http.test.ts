import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Saleroom } from '@gaveldrop/local';
import {
  catalogueEntrySchema,
  catalogueSchema,
  dropListSchema,
  dropSchema,
  historySchema,
  keySetSchema,
  meSchema,
  netSchema,
  paddleListSchema,
  paddleSchemaForAuctioneer,
  parseAs,
  problemSchema,
  receiptListSchema,
  registrationSchema,
  type Schema,
  snapshotSchema,
  statementListSchema,
  statementSchema,
  ticketSchema,
} from '@gaveldrop/protocol';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { headOf } from '../unit/saleroom/recomputed-seals.ts';
import { type Ask, askingAt, granted } from './asking.ts';
import { badRequests } from './bad-requests.ts';
import { forgeToken } from './forge-token.ts';
import { openSaleroom, readTemplate } from './open-saleroom.ts';
import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import { type SoldDrop, sellOneLot } from './sold-drop.ts';

let dataDir = '';
let saleroom: Saleroom;
let ask: Ask;
let sold: SoldDrop;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'gaveldrop-http-'));
  saleroom = await openSaleroom({ dataDir });
  ask = askingAt(saleroom);
  sold = await sellOneLot(saleroom);
  // The statement comes by way of the stream.
  const path = `/sellers/user-sam/statements/${sold.dropId}`;
  await vi.waitFor(async () => granted(await ask('GET', path, { token: sold.tokens.sam })), 20_000);
});
afterAll(async () => {
  await saleroom?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

type Endpoint = {
  readonly route: string;
  readonly as?: keyof SoldDrop['tokens'];
  readonly path?: (drop: SoldDrop) => string;
  readonly body?: unknown;
  readonly status?: number;
  readonly form: Schema<unknown>;
  readonly says?: object;
};

const inDrop =
  (rest: string) =>
  ({ dropId }: SoldDrop): string =>
    `/drops/${dropId}${rest}`;

const endpoints: readonly Endpoint[] = [
  { route: 'GET /me', as: 'ava', form: meSchema, says: { userId: 'user-ava', auctioneer: true } },
  { route: 'GET /me', as: 'bea', form: meSchema, says: { userId: 'user-bea', auctioneer: false } },
  {
    route: 'POST /drops',
    as: 'ava',
    body: { ...unhurriedDrop, auctioneers: ['user-abe'] },
    status: 201,
    form: dropSchema,
    says: { title: 'Night of coins', lotCount: 0, lotsOpenMax: 1, auctioneers: ['user-ava', 'user-abe'] },
  },
  { route: 'GET /drops', form: dropListSchema },
  { route: 'GET /drops/{dropId}', path: inDrop(''), form: dropSchema, says: { lotCount: 2 } },
  {
    route: 'GET /drops/{dropId}/lots',
    path: inDrop('/lots'),
    form: catalogueSchema,
    says: { lots: [{ number: 1, title: 'A gold ducat' }, { number: 2 }] },
  },
  {
    route: 'POST /drops/{dropId}/lots',
    as: 'ava',
    path: inDrop('/lots'),
    body: { ...sampleLot, reserveCents: 5_000, pictures: ['/demo/coin.svg'], category: 'coins' },
    status: 201,
    form: catalogueEntrySchema,
    says: { number: 3, startPriceCents: 1_000, shippingCents: 0, pictures: ['/demo/coin.svg'] },
  },
  {
    route: 'PATCH /drops/{dropId}/lots/{lotId}',
    as: 'ava',
    path: ({ dropId, scheduledLotId }) => `/drops/${dropId}/lots/${scheduledLotId}`,
    body: { title: 'A silver thaler of 1780', reserveCents: 4_000 },
    form: catalogueEntrySchema,
    says: { number: 2, title: 'A silver thaler of 1780', sellerId: 'user-sam' },
  },
  {
    route: 'GET /drops/{dropId}/lots/{lotId}/history',
    path: ({ dropId, soldLotId }) => `/drops/${dropId}/lots/${soldLotId}/history`,
    form: historySchema,
    says: {
      entries: [
        { sequence: 1, events: [{ type: 'LotScheduled' }] },
        { sequence: 2, events: [{ type: 'LotOpened' }] },
        { sequence: 3, events: [{ type: 'BidAccepted', paddleNumber: 1, amountCents: 1_000 }] },
        { sequence: 4, events: [{ type: 'BidAccepted', paddleNumber: 2, amountCents: 2_000 }] },
        { sequence: 5, events: [{ type: 'HammerCalled' }] },
        { sequence: 6, events: [{ type: 'LotSold', hammerPriceCents: 2_000, buyerPaddle: 2 }] },
      ],
    },
  },
  {
    route: 'GET /drops/{dropId}/snapshot',
    path: inDrop('/snapshot'),
    form: snapshotSchema,
    says: { lots: [{ status: 'sold', hammerPriceCents: 2_000 }, { status: 'scheduled' }, { number: 3 }] },
  },
  {
    route: 'GET /keys',
    form: keySetSchema,
    says: { keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }] },
  },
  {
    route: 'GET /drops/{dropId}/receipts',
    as: 'bea',
    path: inDrop('/receipts'),
    form: receiptListSchema,
    says: { receipts: [{ amountCents: 1_000, outcome: 'leading', sequence: 3 }] },
  },
  {
    route: 'POST /drops/{dropId}/paddles',
    as: 'ben',
    path: inDrop('/paddles'),
    status: 201,
    form: registrationSchema,
    says: { paddleNumber: 2 },
  },
  {
    route: 'GET /drops/{dropId}/paddles',
    as: 'ava',
    path: inDrop('/paddles'),
    form: paddleListSchema,
    says: {
      paddles: [
        { paddleNumber: 1, userId: 'user-bea' },
        { paddleNumber: 2, userId: 'user-ben' },
      ],
    },
  },
  {
    route: 'PUT /drops/{dropId}/paddles/{paddle}/suspension',
    as: 'ava',
    path: inDrop('/paddles/1/suspension'),
    body: { suspended: true },
    form: paddleSchemaForAuctioneer,
    says: { paddleNumber: 1, suspended: true },
  },
  {
    route: 'PUT /drops/{dropId}/paddles/{paddle}/limit',
    as: 'ava',
    path: inDrop('/paddles/1/limit'),
    body: { limitCents: 50_000 },
    form: paddleSchemaForAuctioneer,
    says: { paddleNumber: 1, limitCents: 50_000 },
  },
  {
    route: 'PUT /drops/{dropId}/paddles/{paddle}/seller',
    as: 'ava',
    path: inDrop('/paddles/1/seller'),
    body: { sellerId: 'user-sam' },
    form: paddleSchemaForAuctioneer,
    says: { paddleNumber: 1, suspended: true, limitCents: 50_000, sellerId: 'user-sam' },
  },
  {
    route: 'POST /tickets',
    as: 'bea',
    status: 201,
    form: ticketSchema,
    says: { role: 'bidder', paddleNumber: 1 },
  },
  {
    route: 'GET /lots/{lotId}/net',
    as: 'sam',
    path: ({ soldLotId }) => `/lots/${soldLotId}/net?priceCents=2000`,
    form: netSchema,
    // 8 % of 20.00; 2.9 % of 21.00 (with 5 % premium), which is 60.9, and 30 on top.
    says: { commissionCents: 160, processingCents: 91, netProceedsCents: 1_749, buyerTotalCents: 2_100 },
  },
  {
    route: 'GET /sellers/{sellerId}/statements',
    as: 'sam',
    path: () => '/sellers/user-sam/statements',
    form: statementListSchema,
    says: { statements: [{ dropTitle: 'Night of coins' }] },
  },
  {
    route: 'GET /sellers/{sellerId}/statements/{statementId}',
    as: 'sam',
    path: ({ dropId }) => `/sellers/user-sam/statements/${dropId}`,
    form: statementSchema,
    says: {
      openingCents: 0,
      closingCents: 1_749,
      lines: [{ lotNumber: 1, winningBidSequence: 4, hammerPriceCents: 2_000, netCents: 1_749 }],
    },
  },
  {
    route: 'GET /sellers/{sellerId}/statements/{statementId}',
    as: 'ava',
    path: ({ dropId }) => `/sellers/user-sam/statements/${dropId}`,
    form: statementSchema,
  },
];

describe('every endpoint answers in the form of its schema', () => {
  test.each(endpoints)('$route', async ({ route, as, path, body, status = 200, form, says = {} }) => {
    const [method = '', template = ''] = route.split(' ');
    const answered = await ask(method, path?.(sold) ?? template, {
      token: as === undefined ? undefined : sold.tokens[as],
      body: route === 'POST /tickets' ? { dropId: sold.dropId } : body,
    });
    expect([answered.status, answered.headers.get('content-type')]).toEqual([
      status,
      expect.stringMatching(/^application\/json/),
    ]);
    expect(parseAs(form, answered.json)).toEqual({ kind: 'valid', value: answered.json });
    expect(answered.json).toMatchObject(says);
  });

  test('and there is no other endpoint', () => {
    const routes = Object.values(readTemplate().Resources)
      .filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route')
      .map(({ Properties }) => String(Properties?.RouteKey))
      // What is asked for its head only has no form.
      .filter((key) => key.includes(' ') && !key.startsWith('HEAD '));
    expect(routes.toSorted()).toEqual([...new Set(endpoints.map(({ route }) => route))].toSorted());
  });

  test('[M10] a statement is a table and a page too, for whoever asks so', async () => {
    const path = `/sellers/user-sam/statements/${sold.dropId}`;
    const forms = ['text/csv', 'text/html', 'application/pdf, text/csv;q=0.5', '*/*'].map((accept) =>
      ask('GET', path, { token: sold.tokens.sam, headers: { accept } }),
    );
    const types = (await Promise.all(forms)).map(({ status, headers }) => [
      status,
      headers.get('content-type'),
    ]);
    expect(types).toEqual([
      [200, 'text/csv; charset=utf-8'],
      [200, 'text/html; charset=utf-8'],
      [200, 'text/csv; charset=utf-8'],
      [200, 'application/json; charset=utf-8'],
    ]);
  });

  test('the public keys may be kept for an hour', async () => {
    const { headers } = await ask('GET', '/keys');
    expect(headers.get('cache-control')).toBe('public, max-age=3600');
  });

  test('[L3] the history of a lot comes to the head that its public form shows', async () => {
    const { dropId, soldLotId } = sold;
    const history = historySchema.parse(
      (await ask('GET', `/drops/${dropId}/lots/${soldLotId}/history`)).json,
    );
    const { lots } = snapshotSchema.parse((await ask('GET', `/drops/${dropId}/snapshot`)).json);
    const lot = lots.find(({ lotId }) => lotId === soldLotId);
    expect(lot?.chainHead).toMatch(/^[0-9a-f]{64}$/);
    expect(headOf(history)).toBe(lot?.chainHead);
    expect(history.entries).toHaveLength(lot?.sequence ?? 0);
  });

  test('a snapshot may be kept for a second', async () => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers } = await ask(method, `/drops/${sold.dropId}/snapshot`);
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=1']);
    }
  });

  test('a drop, a lot and a registration asked for twice are there once', async () => {
    const { ava, bea } = sold.tokens;
    const dropId = '01JZZZZZZZ0000000000000001';
    const lotId = '01JZZZZZZZ0000000000000002';
    for (const _ of ['once', 'twice']) {
      await ask('POST', '/drops', { token: ava, body: { ...unhurriedDrop, dropId } });
      await ask('POST', `/drops/${dropId}/lots`, { token: ava, body: { ...sampleLot, lotId } });
      await ask('POST', `/drops/${dropId}/paddles`, { token: bea });
    }
    expect((await ask('GET', `/drops/${dropId}/lots`)).json).toMatchObject({ lots: [{ lotId, number: 1 }] });
    expect((await ask('GET', `/drops/${dropId}`)).json).toMatchObject({ lotCount: 1 });
    expect((await ask('GET', `/drops/${dropId}/paddles`, { token: ava })).json).toMatchObject({
      paddles: [{ paddleNumber: 1 }],
    });
  });
});

/** All of the drop that anyone can read, but for the time it was read at. */
async function standing(): Promise<unknown> {
  const { dropId, tokens } = sold;
  const reads = [
    ask('GET', '/drops'),
    ask('GET', `/drops/${dropId}/lots`),
    ask('GET', `/drops/${dropId}/paddles`, { token: tokens.ava }),
    ask('GET', `/drops/${dropId}/snapshot`),
    ask('GET', '/sellers/user-sam/statements', { token: tokens.sam }),
  ];
  return (await Promise.all(reads)).map(({ text }) => text.replace(/"serverNowMs":\d+/, ''));
}

/** Where code or a place in it is named. */
const insides = /\bat \S+ \(|node:|\.(ts|mjs|js):\d|\b\w*Error\b|\bzod\b|dynamo/i;

describe('what makes no sense is answered with what is wrong, and changes nothing', () => {
  let before: unknown;
  beforeAll(async () => {
    before = await standing();
  });

  test.each(badRequests)('$title', async ({ as, method, path, body, headers = {}, status, code, field }) => {
    const token = as === undefined ? undefined : sold.tokens[as];
    const answered = await ask(method, path(sold), { token, body, headers });
    expect(parseAs(problemSchema, answered.json)).toEqual({ kind: 'valid', value: answered.json });
    expect(answered.json).toEqual(expect.objectContaining({ status, code, ...(field ? { field } : {}) }));
    expect([answered.status, answered.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json',
    ]);
    if (field === undefined) expect(answered.json).not.toHaveProperty('field');
    expect(answered.text).not.toMatch(insides);
    expect(await standing()).toEqual(before);
  });

  test('an id that is somebody else’s is not taken over', async () => {
    const { ava } = sold.tokens;
    const drop = await ask('POST', '/drops', {
      token: ava,
      body: { ...unhurriedDrop, dropId: sold.otherDropId },
    });
    const lot = await ask('POST', `/drops/${sold.dropId}/lots`, {
      token: ava,
      body: { ...sampleLot, lotId: sold.otherLotId },
    });
    expect([drop.json, lot.json]).toMatchObject([
      { status: 409, code: 'drop-exists', field: 'dropId' },
      { status: 409, code: 'lot-exists', field: 'lotId' },
    ]);
    expect(await standing()).toEqual(before);
  });
});

describe('who a token does not prove to be anybody', () => {
  // Forged and expired ones are tried at every endpoint, in `rights.test.ts`: each is this one with one thing wrong.
  test('is let in with the very same token when nothing is wrong with it', async () => {
    const token = await forgeToken(saleroom.issuerUrl, dataDir, {});
    expect((await ask('GET', '/me', { token })).json).toEqual({ userId: 'user-ava', auctioneer: true });
  });

  test.each([
    ['an empty one', { authorization: 'Bearer ' }],
    ['one that is none', { authorization: 'Bearer not.a.token' }],
    ['a name and a password', { authorization: 'Basic YXZhOmF2YQ==' }],
  ])('%s', async (_, headers) => {
    const answered = await ask('POST', '/drops', { headers, body: unhurriedDrop });
    expect([answered.status, answered.json]).toEqual([401, { message: 'Unauthorized' }]);
  });

  test('a good token that names somebody nobody could be', async () => {
    const token = await forgeToken(saleroom.issuerUrl, dataDir, { sub: 'ava#2' });
    const answered = await ask('POST', '/drops', { token, body: unhurriedDrop });
    expect(answered.json).toMatchObject({ status: 401, code: 'not-signed-in' });
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    ask('OPTIONS', '/tickets', {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test("a browser learns that the site's own page may ask", async () => {
    const { status, headers } = await preflight(saleroom.siteUrl);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, saleroom.siteUrl]);
    expect(headers.get('access-control-allow-methods')?.split(',').sort()).toEqual(
      expect.arrayContaining(['GET', 'PATCH', 'POST', 'PUT']),
    );
    expect(headers.get('access-control-allow-headers')?.split(',').sort()).toEqual(
      expect.arrayContaining(['authorization', 'content-type']),
    );
  });

  test('a browser learns that any other may not', async () => {
    const { headers } = await preflight('https://elsewhere.test');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    const read = await ask('GET', '/drops', { headers: { origin: 'https://elsewhere.test' } });
    expect([...read.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});
