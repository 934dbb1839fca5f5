import {
  createSaleroomHttp,
  type HttpFetch,
  isPassing,
  isSaleroomProblem,
  type SaleroomProblem,
  ticketTaker,
} from '@gaveldrop/client';
import type { Cents, DropId, LotId, PaddleNumber, SellerId } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';

type Asked = { url: string; method: string; headers: Record<string, string>; body?: string; cache?: string };

const dropId = '01KJM00000000000000000DRA1' as DropId;
const lotId = '01KJM00000000000000000AAA1' as LotId;
const paddle = 12 as PaddleNumber;
const seller = 'sam@home/1' as SellerId;

/** A saleroom that answers each request with the next of `answers`, and notes what it was asked. */
function saleroom(...answers: { status?: number; body: unknown }[]) {
  const asked: Asked[] = [];
  const fetch: HttpFetch = async (url, request) => {
    asked.push({ url, ...request });
    const { status = 200, body } = answers[Math.min(asked.length, answers.length) - 1] ?? { body: '' };
    return { status, text: async () => (typeof body === 'string' ? body : JSON.stringify(body)) };
  };
  const http = createSaleroomHttp({ httpUrl: 'https://api.test/', token: async () => 'JWT', fetch });
  return { http, asked, fetch };
}
const problemOf = async (promise: Promise<unknown>): Promise<SaleroomProblem> => {
  const thrown = await promise.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!isSaleroomProblem(thrown)) throw new Error(`not a problem: ${String(thrown)}`);
  return thrown;
};

const entry = {
  ...{ lotId, number: 1, title: 'Card', pictures: [], sellerId: 'sam', startPriceCents: 100 },
  shippingCents: 0,
};
const drop = {
  ...{ dropId, title: 'Spring', currency: 'EUR', createdAtMs: 1, lotCount: 0, lotsOpenMax: 1 },
  ladder: [{ fromCents: 0, incrementCents: 100 }],
  closing: { durationMs: 60_000, extension: { mode: 'none' } },
  terms: {
    commission: { bands: [{ fromCents: 0, rateBp: 1_000 }] },
    processing: { rateBp: 0, fixedCents: 0, base: 'hammer' },
  },
  termsVersion: 1,
  auctioneers: ['ann'],
};
const aPaddle = { paddleNumber: 12, userId: 'ben', suspended: false };

describe('a snapshot', () => {
  const taken = { serverNowMs: 1, lots: [] };
  const withEdge = () => {
    const { asked, fetch } = saleroom({ body: taken });
    const places = { httpUrl: 'https://api.test', snapshotUrl: 'https://edge.test/' };
    return { asked, http: createSaleroomHttp({ ...places, token: async () => 'JWT', fetch }) };
  };

  test('that may be a second old comes from where it is kept, and nobody is named there', async () => {
    const { asked, http } = withEdge();
    expect(await http.snapshot(dropId)).toEqual(taken);
    expect(asked).toEqual([
      {
        url: `https://edge.test/drops/${dropId}/snapshot`,
        method: 'GET',
        headers: { accept: 'application/json' },
      },
    ]);
  });

  test('that must be fresh comes from the saleroom, and from no cache on the way', async () => {
    const { asked, http } = withEdge();
    expect(await http.snapshot(dropId, 'fresh')).toEqual(taken);
    expect(asked).toEqual([
      {
        url: `https://api.test/drops/${dropId}/snapshot`,
        method: 'GET',
        headers: { accept: 'application/json' },
        cache: 'no-store',
      },
    ]);
  });

  test('names nobody, wherever it comes from: a browser would ask first whether it may', async () => {
    for (const wanted of ['fresh', 'kept'] as const) {
      const { asked, http } = withPoorEdge({ status: 503, body: '' }, { body: taken });
      if (wanted === 'kept') await http.snapshot(dropId, wanted);
      else await problemOf(http.snapshot(dropId, wanted));
      expect(asked.map(({ headers }) => headers)).toEqual(asked.map(() => ({ accept: 'application/json' })));
    }
    const { asked, http } = saleroom({ body: taken });
    await http.snapshot(dropId);
    expect(asked).toMatchObject([{ method: 'GET', headers: { accept: 'application/json' } }]);
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  const withPoorEdge = (...answers: { status?: number; body: unknown }[]) => {
    const { asked, fetch } = saleroom(...answers);
    const places = { httpUrl: 'https://api.test', snapshotUrl: 'https://edge.test' };
    return { asked, http: createSaleroomHttp({ ...places, token: async () => 'JWT', fetch }) };
  };

  test.each([403, 502, 503])(
    'that is out of reach where it is kept, with status %i, is the saleroom’s',
    async (status) => {
      const { asked, http } = withPoorEdge({ status, body: '<html>' }, { body: taken });
      expect(await http.snapshot(dropId)).toEqual(taken);
      expect(asked.map(({ url }) => url)).toEqual([
        `https://edge.test/drops/${dropId}/snapshot`,
        `https://api.test/drops/${dropId}/snapshot`,
      ]);
    },
  );

  test.each([404, 429])('what the saleroom says of it there, with status %i, stands', async (status) => {
    const { asked, http } = withPoorEdge({ status, body: '' }, { body: taken });
    expect(await problemOf(http.snapshot(dropId))).toMatchObject({ status });
    expect(asked).toHaveLength(1);
  });

  test('is the saleroom’s where it is kept nowhere', async () => {
    const { asked, http } = saleroom({ body: taken });
    await http.snapshot(dropId, 'kept');
    expect(asked.map(({ url, cache }) => [url, cache])).toEqual([
      [`https://api.test/drops/${dropId}/snapshot`, undefined],
    ]);
  });
});

describe('what is asked of the saleroom', () => {
  const cases: [string, (http: ReturnType<typeof saleroom>['http']) => Promise<unknown>, unknown, string][] =
    [
      ['me', (http) => http.me(), { userId: 'ann', auctioneer: true }, 'GET /me'],
      ['listDrops', (http) => http.listDrops(), { drops: [drop] }, 'GET /drops'],
      ['readDrop', (http) => http.readDrop(dropId), drop, `GET /drops/${dropId}`],
      [
        'createDrop',
        (http) => http.createDrop({ title: 'Spring' } as never),
        drop,
        'POST /drops {"title":"Spring"}',
      ],
      [
        'addLot',
        (http) => http.addLot(dropId, { title: 'Card' } as never),
        entry,
        `POST /drops/${dropId}/lots {"title":"Card"}`,
      ],
      ['listLots', (http) => http.listLots(dropId), { lots: [entry] }, `GET /drops/${dropId}/lots`],
      [
        'correctLot',
        (http) => http.correctLot(dropId, lotId, { reserveCents: null }),
        entry,
        `PATCH /drops/${dropId}/lots/${lotId} {"reserveCents":null}`,
      ],
      ['register', (http) => http.register(dropId), { paddleNumber: 12 }, `POST /drops/${dropId}/paddles {}`],
      [
        'listPaddles',
        (http) => http.listPaddles(dropId),
        { paddles: [aPaddle] },
        `GET /drops/${dropId}/paddles`,
      ],
      [
        'suspendPaddle',
        (http) => http.suspendPaddle(dropId, paddle, true),
        aPaddle,
        `PUT /drops/${dropId}/paddles/12/suspension {"suspended":true}`,
      ],
      [
        'limitPaddle',
        (http) => http.limitPaddle(dropId, paddle, 50_000 as Cents),
        aPaddle,
        `PUT /drops/${dropId}/paddles/12/limit {"limitCents":50000}`,
      ],
      [
        'tiePaddle',
        (http) => http.tiePaddle(dropId, paddle, null),
        aPaddle,
        `PUT /drops/${dropId}/paddles/12/seller {"sellerId":null}`,
      ],
      [
        'takeTicket',
        (http) => http.takeTicket(dropId),
        { ticket: 'T', expiresAtMs: 1, role: 'bidder', paddleNumber: 12 },
        `POST /tickets {"dropId":"${dropId}"}`,
      ],
      ['receipts', (http) => http.receipts(dropId), { receipts: [] }, `GET /drops/${dropId}/receipts`],
      ['keys', (http) => http.keys(), { keys: [] }, 'GET /keys'],
      [
        'netAtPrice',
        (http) => http.netAtPrice(lotId, 20_000 as Cents),
        {
          ...{ currency: 'EUR', termsVersion: 1, hammerPriceCents: 20_000, shippingCents: 0, taxCents: 0 },
          ...{ commissionCents: 2_000, processingCents: 0, affiliateCents: 0, netProceedsCents: 18_000 },
          ...{ buyersPremiumCents: 0, buyerTotalCents: 20_000 },
        },
        `GET /lots/${lotId}/net?priceCents=20000`,
      ],
      [
        'listStatements',
        (http) => http.listStatements(seller),
        { statements: [] },
        'GET /sellers/sam%40home%2F1/statements',
      ],
      [
        'readStatement',
        (http) => http.readStatement(seller, 'S1'),
        {
          ...{ statementId: 'S1', sellerId: 'sam', dropId, dropTitle: 'Spring', currency: 'EUR' },
          ...{ issuedAtMs: 1, openingCents: 0, closingCents: 0, netProceedsCents: 0, lines: [] },
        },
        'GET /sellers/sam%40home%2F1/statements/S1',
      ],
    ];

  test.each(cases)('%s', async (_name, ask, body, request) => {
    const { http, asked } = saleroom({ body });
    await ask(http);
    const [first] = asked;
    const sent = [first?.method, first?.url.replace('https://api.test', ''), first?.body];
    expect(sent.filter((part) => part !== undefined).join(' ')).toBe(request);
    expect(first?.headers.authorization).toBe('Bearer JWT');
    expect(first?.headers.accept).toBe('application/json');
  });

  test('lists and registrations come back as what they hold', async () => {
    expect(await saleroom({ body: { lots: [entry] } }).http.listLots(dropId)).toEqual([entry]);
    expect(await saleroom({ body: { paddleNumber: 12 } }).http.register(dropId)).toBe(12);
  });

  test('without anybody signed in no token is sent', async () => {
    const { asked } = saleroom();
    const fetch: HttpFetch = async (url, request) => {
      asked.push({ url, ...request });
      return { status: 200, text: async () => '{"drops":[]}' };
    };
    await createSaleroomHttp({
      httpUrl: 'https://api.test',
      token: async () => undefined,
      fetch,
    }).listDrops();
    expect(asked[0]?.headers).toEqual({ accept: 'application/json' });
  });

  test.each(['csv', 'html'] as const)('a statement as %s is the text itself', async (form) => {
    const { http, asked } = saleroom({ body: 'lot,net\n1,900' });
    expect(await http.statementDocument(seller, 'S1', form)).toBe('lot,net\n1,900');
    expect(asked[0]?.headers.accept).toBe(`text/${form}`);
  });
});

describe('a history', () => {
  const page = (sequences: number[], nextAfter?: number) => ({
    body: {
      ...{ dropId, lotId, lotNumber: 3 },
      entries: sequences.map((sequence) => ({ sequence, committedAtMs: 1, events: [{ type: 'LotPassed' }] })),
      opened: sequences.map((sequence) => ({ sequence, amountCents: 500, salt: 'a'.repeat(64) })),
      ...(nextAfter === undefined ? {} : { nextAfter }),
    },
  });

  test('is read page by page to its end', async () => {
    const { http, asked } = saleroom(page([1, 2], 2), page([3, 4], 4), page([5]));
    const entries = await http.history(dropId, lotId);
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(asked.map(({ url }) => url.split('/history')[1])).toEqual(['', '?after=2', '?after=4']);
  });

  test('is one with the openings of all its pages, and nothing of where they ended', async () => {
    const { http } = saleroom(page([1, 2], 2), page([3]));
    const { entries, opened, ...rest } = await http.wholeHistory(dropId, lotId);
    expect(rest).toEqual({ dropId, lotId, lotNumber: 3 });
    expect(entries.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(opened.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  test('that does not get on is a problem, not a loop', async () => {
    const { http } = saleroom(page([1, 2], 2));
    expect(await problemOf(http.history(dropId, lotId))).toMatchObject({ code: 'unreadable-answer' });
    expect(await problemOf(http.wholeHistory(dropId, lotId))).toMatchObject({ code: 'unreadable-answer' });
  });

  test('with an event that nobody knows is not passed on as if it were whole', async () => {
    const strange = page([1]);
    strange.body.entries[0]?.events.push({ type: 'LotStolen' });
    const { http } = saleroom(strange);
    expect(await problemOf(http.history(dropId, lotId))).toMatchObject({ code: 'unreadable-answer' });
  });
});

describe('what goes wrong', () => {
  const problem = {
    ...{ type: 'about:blank', title: 'Conflict', status: 409, detail: 'reserveCents: the lot is open' },
    ...{ code: 'lot-not-scheduled', field: 'reserveCents' },
  };

  test('a problem keeps its status, code, detail and field', async () => {
    const { http } = saleroom({ status: 409, body: problem });
    const thrown = await problemOf(http.correctLot(dropId, lotId, {}));
    expect(thrown).toBeInstanceOf(Error);
    expect(thrown).toMatchObject({
      status: 409,
      code: 'lot-not-scheduled',
      detail: 'reserveCents: the lot is open',
      field: 'reserveCents',
      message: 'reserveCents: the lot is open',
    });
    expect(isPassing(thrown)).toBe(false);
  });

  test.each([
    { status: 401, code: 'not-signed-in', passing: false },
    { status: 403, code: 'not-allowed', passing: false },
    { status: 404, code: 'not-found', passing: false },
    { status: 418, code: 'refused', passing: false },
    { status: 429, code: 'too-many-requests', passing: true },
    { status: 500, code: 'unavailable', passing: true },
    { status: 503, code: 'unavailable', passing: true },
  ])("a gateway's own $status is $code", async ({ status, code, passing }) => {
    const { http } = saleroom({ status, body: { message: 'as the gateway says' } });
    const thrown = await problemOf(http.me());
    expect(thrown).toMatchObject({ status, code });
    expect(isPassing(thrown)).toBe(passing);
  });

  test('a saleroom out of reach is status 0, with its cause', async () => {
    const cause = new TypeError('fetch failed');
    const http = createSaleroomHttp({
      httpUrl: 'https://api.test',
      token: async () => 'JWT',
      fetch: () => Promise.reject(cause),
    });
    const thrown = await problemOf(http.me());
    expect(thrown).toMatchObject({ status: 0, code: 'unreachable', cause });
    expect(isPassing(thrown)).toBe(true);
  });

  test.each(['<html>', '{"userId":7}'])(
    'an answer that is not what was asked for is a problem: %s',
    async (body) => {
      const { http } = saleroom({ body });
      expect(await problemOf(http.me())).toMatchObject({ code: 'unreadable-answer' });
    },
  );
});

describe('tickets for the client', () => {
  test('come from the saleroom', async () => {
    const { http } = saleroom({ body: { ticket: 'T', expiresAtMs: 1, role: 'bidder' } });
    expect(await ticketTaker(http, dropId)()).toEqual({ kind: 'ticket', ticket: 'T' });
  });

  test('a refusal is given back with its code', async () => {
    const body = {
      type: 'about:blank',
      title: 'No',
      status: 404,
      detail: 'no such drop',
      code: 'drop-unknown',
    };
    const { http } = saleroom({ status: 404, body });
    expect(await ticketTaker(http, dropId)()).toEqual({
      kind: 'refused',
      code: 'drop-unknown',
      message: 'no such drop',
    });
  });

  test('a fault is thrown, to be tried again', async () => {
    const { http } = saleroom({ status: 503, body: '' });
    await expect(ticketTaker(http, dropId)()).rejects.toMatchObject({ status: 503 });
  });
});
