import { sampleLot, unhurriedDrop } from './sample-drop.ts';
import type { SoldDrop } from './sold-drop.ts';

/** A request that is refused, with what its problem details must say. */
export type BadRequest = {
  readonly title: string;
  /** Who asks; nobody without one. */
  readonly as?: keyof SoldDrop['tokens'];
  readonly method: string;
  readonly path: (drop: SoldDrop) => string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  readonly code: string;
  readonly field?: string;
};

const nowhere = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

/** A body beside a good one with one thing wrong: what is wrong, the fields that replace good ones, the field named. */
type Wrong = readonly [what: string, fields: object, field: string];

const invalid = (
  to: Pick<BadRequest, 'as' | 'method' | 'path'>,
  name: string,
  good: object,
  wrongs: readonly Wrong[],
): BadRequest[] =>
  wrongs.map(([what, fields, field]) => ({
    title: `${name}: ${what}`,
    ...to,
    body: { ...good, ...fields },
    status: 400,
    code: 'invalid-field',
    field,
  }));

const bands = (...starts: readonly number[]) => starts.map((fromCents) => ({ fromCents, rateBp: 800 }));
const closing = (change: object) => ({
  closing: { durationMs: 60_000, extension: { mode: 'none' }, ...change },
});
const extension = (change: object) =>
  closing({ extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000, ...change } });
const terms = (change: object) => ({ terms: { ...unhurriedDrop.terms, ...change } });
const commission = (change: object) =>
  terms({ commission: { ...unhurriedDrop.terms.commission, ...change } });
const processing = (change: object) =>
  terms({ processing: { ...unhurriedDrop.terms.processing, ...change } });

/** [B3] [C1] to [C4] [M2] to [M5] What a drop may not be. */
const drops = invalid({ as: 'ava', method: 'POST', path: () => '/drops' }, 'a drop', unhurriedDrop, [
  ['without a title', { title: undefined }, 'title'],
  ['with an empty title', { title: '  ' }, 'title'],
  ['with a title of 121 characters', { title: 'x'.repeat(121) }, 'title'],
  ['with a title that holds a control character', { title: 'coins\u0000' }, 'title'],
  ['with a title that ends in half a character', { title: 'coins \ud83d' }, 'title'],
  ['with a title that is a number', { title: 7 }, 'title'],
  ['with a currency in small letters', { currency: 'eur' }, 'currency'],
  ['with an id that is none', { dropId: 'my-drop' }, 'dropId'],
  ['with a field we do not know', { colour: 'red' }, 'colour'],
  ['without a ladder', { ladder: undefined }, 'ladder'],
  ['with a ladder of no bands', { ladder: [] }, 'ladder'],
  [
    'with a ladder of 65 bands',
    { ladder: Array.from({ length: 65 }, (_, at) => ({ fromCents: at * 100, incrementCents: 100 })) },
    'ladder',
  ],
  [
    'with ladder bands out of order',
    {
      ladder: [
        { fromCents: 5_000, incrementCents: 100 },
        { fromCents: 5_000, incrementCents: 200 },
      ],
    },
    'ladder[1].fromCents',
  ],
  [
    'with a ladder whose asking price would fall',
    {
      ladder: [
        { fromCents: 0, incrementCents: 1_000 },
        { fromCents: 10_000, incrementCents: 998 },
      ],
    },
    'ladder[1].incrementCents',
  ],
  ['with an increment of 0', { ladder: [{ fromCents: 0, incrementCents: 0 }] }, 'ladder[0].incrementCents'],
  [
    'with a negative increment',
    { ladder: [{ fromCents: 0, incrementCents: -100 }] },
    'ladder[0].incrementCents',
  ],
  [
    'with a fractional increment',
    { ladder: [{ fromCents: 0, incrementCents: 0.5 }] },
    'ladder[0].incrementCents',
  ],
  ['with a negative band', { ladder: [{ fromCents: -1, incrementCents: 100 }] }, 'ladder[0].fromCents'],
  [
    'with a huge increment',
    { ladder: [{ fromCents: 0, incrementCents: 1_000_000_000_000 }] },
    'ladder[0].incrementCents',
  ],
  [
    'with a band that holds more than a band',
    { ladder: [{ fromCents: 0, incrementCents: 1, upTo: 9 }] },
    'ladder[0].upTo',
  ],
  ['that closes within a second', closing({ durationMs: 999 }), 'closing.durationMs'],
  ['that closes after part of a millisecond', closing({ durationMs: 1_000.5 }), 'closing.durationMs'],
  ['that closes after more than a week', closing({ durationMs: 604_800_001 }), 'closing.durationMs'],
  ['with a fair warning of less than 3 s', closing({ fairWarningMs: 2_999 }), 'closing.fairWarningMs'],
  ['with a way to extend we do not know', extension({ mode: 'double' }), 'closing.extension.mode'],
  ['with a window before nothing', extension({ windowMs: -1 }), 'closing.extension.windowMs'],
  ['with a window of nothing', extension({ windowMs: 0 }), 'closing.extension.windowMs'],
  ['with extensions that grow', extension({ shrinkBp: 10_001 }), 'closing.extension.shrinkBp'],
  [
    'with a least extension above the first',
    extension({ minAmountMs: 10_001 }),
    'closing.extension.minAmountMs',
  ],
  [
    'with a commission over 100 %',
    commission({ bands: [{ fromCents: 0, rateBp: 10_001 }] }),
    'terms.commission.bands[0].rateBp',
  ],
  [
    'with a commission below nothing',
    commission({ bands: [{ fromCents: 0, rateBp: -1 }] }),
    'terms.commission.bands[0].rateBp',
  ],
  [
    'with commission bands out of order',
    commission({ bands: bands(0, 5_000, 4_000) }),
    'terms.commission.bands[2].fromCents',
  ],
  [
    'with two commission bands of one start',
    commission({ bands: bands(0, 0) }),
    'terms.commission.bands[1].fromCents',
  ],
  [
    'with commission bands that do not begin at 0',
    commission({ bands: bands(100) }),
    'terms.commission.bands[0].fromCents',
  ],
  ['with no commission bands', commission({ bands: [] }), 'terms.commission.bands'],
  [
    "with a category's bands out of order",
    commission({ byCategory: { coins: bands(0, 9, 9) } }),
    'terms.commission.byCategory["coins"][2].fromCents',
  ],
  [
    'with a category called as no category may be',
    commission({ byCategory: { constructor: bands(0) } }),
    'terms.commission.byCategory.constructor',
  ],
  ['with a negative least commission', commission({ minimumCents: -1 }), 'terms.commission.minimumCents'],
  [
    "with a buyer's premium over 100 %",
    terms({ buyersPremium: { bands: [{ fromCents: 0, rateBp: 20_000 }] } }),
    'terms.buyersPremium.bands[0].rateBp',
  ],
  ['with processing over 100 %', processing({ rateBp: 10_001 }), 'terms.processing.rateBp'],
  ['with processing of half a cent', processing({ fixedCents: 0.5 }), 'terms.processing.fixedCents'],
  ['with processing of we know not what', processing({ base: 'net' }), 'terms.processing.base'],
  [
    "with an affiliate's share over 100 %",
    terms({ affiliate: { rateBp: 10_001 } }),
    'terms.affiliate.rateBp',
  ],
  ['without terms', { terms: undefined }, 'terms'],
  ['with an auctioneer nobody could be', { auctioneers: ['user-abe', 'a#b'] }, 'auctioneers[1]'],
  ['with room for no open lot', { lotsOpenMax: 0 }, 'lotsOpenMax'],
  ['with room for 21 open lots', { lotsOpenMax: 21 }, 'lotsOpenMax'],
]);

const lots = invalid(
  { as: 'ava', method: 'POST', path: ({ dropId }) => `/drops/${dropId}/lots` },
  'a lot',
  sampleLot,
  [
    ['without a title', { title: undefined }, 'title'],
    ['with a start price of 0', { startPriceCents: 0 }, 'startPriceCents'],
    ['with a negative start price', { startPriceCents: -1_000 }, 'startPriceCents'],
    ['with a fractional start price', { startPriceCents: 10.5 }, 'startPriceCents'],
    ['with a huge start price', { startPriceCents: 1_000_000_000_000 }, 'startPriceCents'],
    ['with a start price that is text', { startPriceCents: '1000' }, 'startPriceCents'],
    ['with a start price of null', { startPriceCents: null }, 'startPriceCents'],
    ['with a reserve below its start price', { reserveCents: 999 }, 'reserveCents'],
    ['with a negative reserve', { reserveCents: -1 }, 'reserveCents'],
    [
      'with an estimate upside down',
      { estimateLowCents: 2_000, estimateHighCents: 1_999 },
      'estimateHighCents',
    ],
    ['with negative shipping', { shippingCents: -1 }, 'shippingCents'],
    ['with no seller', { sellerId: undefined }, 'sellerId'],
    ['with a seller nobody could be', { sellerId: 'sam#2' }, 'sellerId'],
    ['with half a character for a seller', { sellerId: '\udc00' }, 'sellerId'],
    ['with a picture of half a character', { pictures: ['/\udc00'] }, 'pictures[0]'],
    ['with an affiliate the terms do not know', { affiliateId: 'user-zoe' }, 'affiliateId'],
    ['with a picture that is a script', { pictures: ['javascript:alert(1)'] }, 'pictures[0]'],
    ['with a picture from nowhere', { pictures: ['/a.jpg', '//elsewhere.test/b.jpg'] }, 'pictures[1]'],
    ['with nine pictures', { pictures: Array.from({ length: 9 }, () => '/a.jpg') }, 'pictures'],
    ['with an id that is none', { lotId: 'lot-1' }, 'lotId'],
    ['with a field we do not know', { ownerId: 'user-sam' }, 'ownerId'],
  ],
);

const corrections = invalid(
  {
    as: 'ava',
    method: 'PATCH',
    path: ({ dropId, scheduledLotId }) => `/drops/${dropId}/lots/${scheduledLotId}`,
  },
  'a correction',
  {},
  [
    ['to a start price of 0', { startPriceCents: 0 }, 'startPriceCents'],
    ['to a reserve below the start price', { reserveCents: 1 }, 'reserveCents'],
    ['of the id', { lotId: nowhere }, 'lotId'],
    ['to a title that is too long', { title: 'x'.repeat(121) }, 'title'],
  ],
);

const paddle = (part: string, number: number | string = 1): Pick<BadRequest, 'as' | 'method' | 'path'> => ({
  as: 'ava',
  method: 'PUT',
  path: ({ dropId }) => `/drops/${dropId}/paddles/${number}/${part}`,
});
const paddles = [
  ...invalid(paddle('suspension'), 'a suspension', {}, [
    ['that says neither', {}, 'suspended'],
    ['that is text', { suspended: 'yes' }, 'suspended'],
  ]),
  ...invalid(paddle('limit'), 'a limit', {}, [
    ['of nothing said', {}, 'limitCents'],
    ['of 0', { limitCents: 0 }, 'limitCents'],
    ['below 0', { limitCents: -1 }, 'limitCents'],
    ['that is fractional', { limitCents: 99.9 }, 'limitCents'],
    ['that is huge', { limitCents: 1e21 }, 'limitCents'],
  ]),
  ...invalid(paddle('seller'), 'a tie', {}, [['to nobody', { sellerId: '' }, 'sellerId']]),
  ...['0', '65536', '-1', '1.5', 'one', '%20'].flatMap((number) =>
    invalid(paddle('suspension', number), `paddle ${number}`, { suspended: true }, [['', {}, 'paddle']]),
  ),
  ...['suspension', 'limit', 'seller'].map((part) => ({
    title: `the ${part} of a paddle nobody has`,
    ...paddle(part, 99),
    body: { suspension: { suspended: true }, limit: { limitCents: 5 }, seller: { sellerId: 'user-sam' } }[
      part
    ],
    status: 404,
    code: 'paddle-unknown',
    field: 'paddle',
  })),
];

const tickets = invalid({ as: 'bea', method: 'POST', path: () => '/tickets' }, 'a ticket', {}, [
  ['to nowhere', {}, 'dropId'],
  ['to a drop that is none', { dropId: 'the-drop' }, 'dropId'],
  ['with a role', { dropId: nowhere, role: 'auctioneer' }, 'role'],
]);

const prices = ['', '0', '-5', '10.5', '1000000000000', '99999999999999999999', 'ten', '1e3', '0x10'];
const queries: BadRequest[] = [
  ...prices.map((price) => ({
    title: `the net at a price of ${price || 'nothing'}`,
    as: 'sam' as const,
    method: 'GET',
    path: ({ soldLotId }: SoldDrop) => `/lots/${soldLotId}/net?priceCents=${price}`,
    status: 400,
    code: 'invalid-field',
    field: 'priceCents',
  })),
  {
    title: 'the net at no price',
    as: 'sam',
    method: 'GET',
    path: ({ soldLotId }) => `/lots/${soldLotId}/net`,
    status: 400,
    code: 'invalid-field',
    field: 'priceCents',
  },
  ...['-1', '1.5', 'last', '1,2'].map((after) => ({
    title: `a history after ${after}`,
    method: 'GET',
    path: ({ dropId, soldLotId }: SoldDrop) => `/drops/${dropId}/lots/${soldLotId}/history?after=${after}`,
    status: 400,
    code: 'invalid-field',
    field: 'after',
  })),
];

/** Bodies that are no object, and bodies that are no JSON. */
const bodies: BadRequest[] = [
  ...(
    [
      ['nothing', undefined, 'not-json', undefined],
      ['half an object', '{"title":', 'not-json', undefined],
      ['a page', '<!doctype html>', 'not-json', undefined],
      ['null', 'null', 'invalid-field', '(message)'],
      ['a list', '[]', 'invalid-field', '(message)'],
      ['a text', '"drop"', 'invalid-field', '(message)'],
    ] as const
  ).map(([what, body, code, field]) => ({
    title: `a drop that is ${what}`,
    as: 'ava' as const,
    method: 'POST',
    path: () => '/drops',
    body,
    status: 400,
    code,
    ...(field === undefined ? {} : { field }),
  })),
  {
    title: 'a body of 65,537 bytes',
    as: 'ava',
    method: 'POST',
    path: () => '/drops',
    body: JSON.stringify({ ...unhurriedDrop, title: '' }).padEnd(65_537, ' '),
    status: 413,
    code: 'body-too-long',
  },
  {
    title: 'a body of few characters and too many bytes',
    as: 'ava',
    method: 'POST',
    path: () => '/drops',
    body: JSON.stringify({ ...unhurriedDrop, title: '€'.repeat(22_000) }),
    status: 413,
    code: 'body-too-long',
  },
];

const malformed = (
  method: string,
  path: (drop: SoldDrop) => string,
  field: string,
  as?: keyof SoldDrop['tokens'],
  body?: object,
): BadRequest => ({
  title: `${method} with a ${field} that is none`,
  ...(as === undefined ? {} : { as }),
  method,
  path,
  body,
  status: 400,
  code: 'invalid-field',
  field,
});
const ids: BadRequest[] = [
  malformed('GET', () => '/drops/the-drop', 'dropId'),
  malformed('GET', () => `/drops/${nowhere.toLowerCase()}`, 'dropId'),
  malformed('GET', () => '/drops/%00', 'dropId'),
  malformed('GET', () => '/drops/%E0%A4%A', 'dropId'),
  malformed('GET', () => `/drops/${'7'.repeat(2_000)}`, 'dropId'),
  malformed('GET', () => '/drops/the-drop/lots', 'dropId'),
  malformed('GET', () => '/drops/the-drop/snapshot', 'dropId'),
  malformed('GET', () => '/drops/the-drop/receipts', 'dropId', 'bea'),
  malformed('GET', () => '/drops/the-drop/paddles', 'dropId', 'ava'),
  malformed('POST', () => '/drops/the-drop/paddles', 'dropId', 'bea'),
  malformed('POST', () => '/drops/the-drop/lots', 'dropId', 'ava', sampleLot),
  malformed('PATCH', ({ dropId }) => `/drops/${dropId}/lots/1`, 'lotId', 'ava', { title: 'x' }),
  malformed('GET', ({ dropId }) => `/drops/${dropId}/lots/1/history`, 'lotId'),
  malformed('GET', () => '/lots/1/net?priceCents=1000', 'lotId', 'sam'),
  malformed('GET', () => '/sellers/user-sam/statements/first', 'statementId', 'sam'),
  malformed('GET', () => `/sellers/${'s'.repeat(129)}/statements`, 'sellerId', 'sam'),
  malformed('GET', () => '/sellers/sam%232/statements', 'sellerId', 'sam'),
];

const unknown = (
  code: string,
  field: string,
  method: string,
  path: (drop: SoldDrop) => string,
  as?: keyof SoldDrop['tokens'],
  body?: object,
): BadRequest => ({
  title: `${method}: ${code}`,
  ...(as === undefined ? {} : { as }),
  method,
  path,
  body,
  status: 404,
  code,
  field,
});
const unknowns: BadRequest[] = [
  unknown('drop-unknown', 'dropId', 'GET', () => `/drops/${nowhere}`),
  unknown('drop-unknown', 'dropId', 'GET', () => `/drops/${nowhere}/lots`),
  unknown('drop-unknown', 'dropId', 'GET', () => `/drops/${nowhere}/snapshot`),
  unknown('drop-unknown', 'dropId', 'GET', () => `/drops/${nowhere}/paddles`, 'ava'),
  unknown('drop-unknown', 'dropId', 'POST', () => `/drops/${nowhere}/paddles`, 'bea'),
  unknown('drop-unknown', 'dropId', 'POST', () => `/drops/${nowhere}/lots`, 'ava', sampleLot),
  unknown('drop-unknown', 'dropId', 'POST', () => '/tickets', 'bea', { dropId: nowhere }),
  unknown('lot-unknown', 'lotId', 'GET', ({ dropId }) => `/drops/${dropId}/lots/${nowhere}/history`),
  unknown('lot-unknown', 'lotId', 'GET', (at) => `/drops/${at.dropId}/lots/${at.otherLotId}/history`),
  unknown('lot-unknown', 'lotId', 'PATCH', (at) => `/drops/${at.dropId}/lots/${nowhere}`, 'ava', {
    title: 'x',
  }),
  unknown('lot-unknown', 'lotId', 'PATCH', (at) => `/drops/${at.dropId}/lots/${at.otherLotId}`, 'ava', {
    title: 'x',
  }),
  unknown('lot-unknown', 'lotId', 'GET', () => `/lots/${nowhere}/net?priceCents=1000`, 'sam'),
  unknown('statement-unknown', 'statementId', 'GET', () => `/sellers/user-sam/statements/${nowhere}`, 'sam'),
  unknown(
    'statement-unknown',
    'statementId',
    'GET',
    (at) => `/sellers/user-sam/statements/${at.otherDropId}`,
    'sam',
  ),
];

const late: BadRequest[] = [
  {
    title: 'a sold lot corrected',
    as: 'ava',
    method: 'PATCH',
    path: ({ dropId, soldLotId }) => `/drops/${dropId}/lots/${soldLotId}`,
    body: { title: 'x' },
    status: 409,
    code: 'lot-not-scheduled',
    field: 'lotId',
  },
  {
    title: 'a ticket for a page of another origin',
    as: 'bea',
    method: 'POST',
    path: () => '/tickets',
    body: { dropId: nowhere },
    headers: { origin: 'https://elsewhere.test' },
    status: 403,
    code: 'origin-not-allowed',
    field: 'Origin',
  },
  {
    title: 'a ticket for a page of an origin that is none',
    as: 'bea',
    method: 'POST',
    path: () => '/tickets',
    body: { dropId: nowhere },
    headers: { origin: 'null' },
    status: 403,
    code: 'origin-not-allowed',
    field: 'Origin',
  },
];

/** Requests that get problem details and change nothing. */
export const badRequests: readonly BadRequest[] = [
  ...drops,
  ...lots,
  ...corrections,
  ...paddles,
  ...tickets,
  ...queries,
  ...bodies,
  ...ids,
  ...unknowns,
  ...late,
];
