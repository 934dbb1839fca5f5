import fc from 'fast-check';
import { oddly, oddText, oddTexts } from './arbitrary-odd-json.ts';
import { type HandshakeCase, type HttpCase, named, people } from './hostile-case.ts';
import { treeOf } from './json-tree.ts';

const userId = fc.constantFrom('bea', 'ben', 'sam', 'olga', 'nobody', 'x'.repeat(128));
const cents = fc.constantFrom(1, 1_000, 999_999_999_999);
const bands = fc.constantFrom(
  [{ fromCents: 0, rateBp: 1_000 }],
  [
    { fromCents: 0, rateBp: 0 },
    { fromCents: 50_000, rateBp: 10_000 },
  ],
);

const newDrop = fc.record({
  dropId: fc.constantFrom(named('nowhere'), named('drop'), named('otherDrop')),
  title: fc.constantFrom('A drop', 'ü', 'x'.repeat(120)),
  currency: fc.constantFrom('EUR', 'USD', 'JPY'),
  ladder: fc.constantFrom(
    [{ fromCents: 0, incrementCents: 100 }],
    [
      { fromCents: 0, incrementCents: 100 },
      { fromCents: 10_000, incrementCents: 500 },
    ],
  ),
  closing: fc.constantFrom(
    { durationMs: 60_000, extension: { mode: 'none' } },
    { extension: { mode: 'reset', windowMs: 10_000, amountMs: 10_000 }, capMs: 60_000 },
    { durationMs: 60_000, extension: { mode: 'add', windowMs: 10_000, amountMs: 10_000, shrinkBp: 5_000 } },
  ),
  terms: fc.record({
    commission: fc.record({
      bands,
      byCategory: fc.constantFrom(undefined, { prints: [{ fromCents: 0, rateBp: 1 }] }),
    }),
    processing: fc.record({
      rateBp: fc.constantFrom(0, 290),
      fixedCents: cents,
      base: fc.constantFrom('hammer', 'order-total'),
    }),
    affiliate: fc.constantFrom(undefined, { rateBp: 500 }),
  }),
  auctioneers: fc.constantFrom(undefined, ['olga'], ['ava', 'ava']),
  lotsOpenMax: fc.constantFrom(undefined, 1, 8),
});

const newLot = fc.record({
  lotId: fc.constantFrom(
    named('nowhere'),
    named('openLot'),
    named('scheduledLot'),
    named('otherLot'),
    undefined,
  ),
  title: fc.constantFrom('A print', 'ü'.repeat(120)),
  description: fc.constantFrom(undefined, '', 'line\nline', 'x'.repeat(2_000)),
  pictures: fc.constantFrom(undefined, [], ['/a.jpg', 'https://example.test/b.jpg']),
  sellerId: userId,
  startPriceCents: cents,
  reserveCents: fc.constantFrom(undefined, 1_000, 999_999_999_999),
  estimateLowCents: fc.constantFrom(undefined, 1),
  estimateHighCents: fc.constantFrom(undefined, 2),
  category: fc.constantFrom(undefined, 'prints', 'toString'),
  shippingCents: fc.constantFrom(undefined, 0, 500),
  affiliateId: fc.constantFrom(undefined, 'bea'),
});
const correction = newLot.map(({ lotId: _, ...fields }) => fields);

type Route = {
  readonly method: string;
  readonly path: string;
  readonly body?: fc.Arbitrary<object>;
  readonly query?: string;
};

/** Every route of the gateway, with what belongs there. */
const routes: readonly Route[] = [
  { method: 'GET', path: '/me' },
  { method: 'GET', path: '/keys' },
  { method: 'GET', path: '/drops' },
  { method: 'POST', path: '/drops', body: newDrop },
  { method: 'GET', path: '/drops/{drop}' },
  { method: 'GET', path: '/drops/{drop}/lots' },
  { method: 'POST', path: '/drops/{drop}/lots', body: newLot },
  { method: 'PATCH', path: '/drops/{drop}/lots/{lot}', body: correction },
  { method: 'GET', path: '/drops/{drop}/lots/{lot}/history', query: 'after' },
  { method: 'GET', path: '/drops/{drop}/snapshot' },
  { method: 'GET', path: '/drops/{drop}/receipts' },
  { method: 'POST', path: '/drops/{drop}/paddles' },
  { method: 'GET', path: '/drops/{drop}/paddles' },
  {
    method: 'PUT',
    path: '/drops/{drop}/paddles/{paddle}/suspension',
    body: fc.record({ suspended: fc.boolean() }),
  },
  {
    method: 'PUT',
    path: '/drops/{drop}/paddles/{paddle}/limit',
    body: fc.record({ limitCents: fc.constantFrom(null, 1, 500_000) }),
  },
  {
    method: 'PUT',
    path: '/drops/{drop}/paddles/{paddle}/seller',
    body: fc.record({ sellerId: fc.option(userId) }),
  },
  { method: 'POST', path: '/tickets', body: fc.record({ dropId: fc.constant(named('drop')) }) },
  { method: 'GET', path: '/lots/{lot}/net', query: 'priceCents' },
  { method: 'GET', path: '/sellers/{seller}/statements' },
  { method: 'GET', path: '/sellers/{seller}/statements/{drop}' },
];

/** One part of a path, as it comes from a browser: never with a slash, which would be another route. */
const oddPart = fc
  .tuple(oddText, fc.boolean())
  .map(([text, encoded]) => {
    const whole = text.replace(/[\ud800-\udfff]/gu, '\ufffd');
    return encoded ? encodeURIComponent(whole) : whole.replace(/[/?#\s]/g, '_');
  })
  .map((part) => (part === '' ? '%20' : part));
const part = (...usual: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: oddPart });
const parts = fc.record({
  drop: part(named('drop'), named('drop'), named('otherDrop'), named('nowhere')),
  lot: part(named('openLot'), named('scheduledLot'), named('soldLot'), named('otherLot'), named('nowhere')),
  paddle: part('1', '2', '3', '0', '65535', '65536', '-1', '1.0', '1e0', '01', '9'.repeat(17)),
  seller: part('sam', 'sam', 'bea', 'ben', 'nobody', '%E2%98%83'),
});

const number = fc.oneof(
  fc.constantFrom('0', '1', '1000', '999999999999', '1000000000000', '-1', '1.5', '1e3', '', 'NaN', '%31'),
  oddPart,
);
const query = (name: string | undefined): fc.Arbitrary<string> => {
  const odd = fc.constantFrom(
    '',
    'a=b',
    '__proto__=1',
    '%',
    '=',
    '&&&',
    'after[]=1',
    '%zz=%zz',
    'x'.repeat(3_000),
  );
  if (name === undefined) return odd;
  return fc.oneof(
    { weight: 4, arbitrary: number.map((text) => `${name}=${text}`) },
    { weight: 1, arbitrary: number.map((text) => `${name}=${text}&${name}=2`) },
    { weight: 1, arbitrary: odd },
  );
};

/** What can be in a header when it arrives: no line ends, which end it. */
const headerText = oddText.map((text) => text.replace(/[^\x20-\x7e\xa0-\xff]/g, '?').slice(0, 4_000));
const header = (...usual: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: headerText });
const headers = fc
  .record(
    {
      'content-type': header(
        'application/json',
        'application/json; charset=utf-16',
        'text/plain',
        'multipart/form-data',
      ),
      accept: header('*/*', 'text/html', 'text/csv;q=0.5', 'application/json;q=NaN', 'text/html;q=9'),
      origin: header('https://bid.example', 'https://evil.example', 'null'),
      'content-length': header('0', '99999999', '-1', 'abc'),
      'content-encoding': header('gzip', 'identity'),
      'x-forwarded-for': header('::1'),
      'x-http-method-override': header('DELETE'),
      cookie: header('a=b'),
      host: header('evil.example', 'localhost:1'),
    },
    { requiredKeys: [] },
  )
  .map((given) => ({ ...given }) as Readonly<Record<string, string>>);

const requestOf = (route: Route): fc.Arbitrary<HttpCase> => {
  const body = route.body === undefined ? undefined : oddly(route.body.map(treeOf));
  const some = body ?? fc.constantFrom('', '{}', 'x');
  return fc
    .record({
      who: fc.option(fc.constantFrom(...people), { nil: undefined, freq: 8 }),
      named: parts,
      query: query(route.query),
      headers,
      body: fc.option(some, { nil: undefined, freq: body === undefined ? 2 : 12 }),
      isBase64Encoded: fc.nat({ max: 9 }).map((one) => one === 0),
    })
    .map(({ named: { drop, lot, paddle, seller }, ...rest }) => ({
      kind: 'http' as const,
      method: route.method,
      path: route.path
        .replace('{drop}', drop)
        .replace('{lot}', lot)
        .replace('{paddle}', paddle)
        .replace('{seller}', seller),
      ...rest,
    }));
};

/** Requests at every route from everybody and nobody, mostly wrong somewhere. */
export const arbitraryHttpCase: fc.Arbitrary<HttpCase> = fc.oneof(
  ...routes.map((route) => ({ weight: route.body === undefined ? 2 : 4, arbitrary: requestOf(route) })),
);

/** Handshakes with tickets that nobody was given. */
export const arbitraryHandshakeCase: fc.Arbitrary<HandshakeCase> = fc.record({
  kind: fc.constant('handshake' as const),
  query: fc.option(
    fc.record({
      ticket: fc.oneof(
        fc.constantFrom(...oddTexts),
        oddText,
        fc.string({ unit: fc.constantFrom('0', 'f'), minLength: 32, maxLength: 32 }),
      ),
    }),
    { nil: undefined, freq: 8 },
  ),
  headers: fc.option(
    fc.record(
      { Origin: header('https://bid.example', 'https://evil.example', 'null'), Host: headerText },
      { requiredKeys: [] },
    ),
    { nil: undefined, freq: 8 },
  ) as fc.Arbitrary<Readonly<Record<string, string>> | undefined>,
});
