import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { serveHttpApi } from '../../../packages/local/src/http-gateway.ts';
import { type OpenServer, openServer } from '../../../packages/local/src/open-server.ts';
import type { ApiPlan } from '../../../packages/local/src/read-apis.ts';
import { type FixtureHandler, fixtureApi, fixturePools, fixtureRoute } from './fixture-api.ts';

let issuer: OpenServer;
let issuerUrl = '';
let sign: (claims: Record<string, unknown>, expires?: string) => Promise<string>;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }];
  issuer = await openServer('127.0.0.1', 0, 'token issuer');
  issuerUrl = `http://127.0.0.1:${issuer.port}`;
  issuer.serve((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/jwks' ? { keys } : { jwks_uri: `${issuerUrl}/jwks` }));
  });
  sign = (claims, expires = '1h') =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .setIssuer(issuerUrl)
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(privateKey);
});
afterAll(() => issuer.stop());

let open: OpenServer | undefined;
afterEach(async () => {
  await open?.stop();
});

const jwt = () => ({ kind: 'jwt', issuer: issuerUrl, audiences: ['api'] }) as const;
const routes = () => [
  fixtureRoute('GET /drops', 'http'),
  fixtureRoute('GET /drops/{dropId}', 'http'),
  fixtureRoute('GET /drops/first', 'first'),
  fixtureRoute('POST /drops', 'http', { authorizer: jwt() }),
];

async function start(
  handlers: Readonly<Record<string, FixtureHandler>>,
  more: Partial<ApiPlan> = {},
): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  const opened = await openServer('127.0.0.1', 0, 'HTTP API');
  open = opened;
  serveHttpApi(opened, {
    api: fixtureApi(routes(), { stage: '$default', ...more }),
    poolOf: fixturePools(handlers),
  });
  return (path, init) => fetch(`http://127.0.0.1:${opened.port}${path}`, init);
}

const echo: FixtureHandler = (event) => ({ statusCode: 200, body: JSON.stringify(event) });
const echoed = async (response: Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await response).json()) as Record<string, unknown>;

describe('[local] HTTP requests', () => {
  test('arrive in payload format 2.0', async () => {
    const ask = await start({ http: echo });
    const event = await echoed(
      ask('/drops/a%20b?after=1&kind=x&kind=y', { headers: { 'X-One': 'two', cookie: 'a=1; b=2' } }),
    );
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /drops/{dropId}',
      rawPath: '/drops/a%20b',
      rawQueryString: 'after=1&kind=x&kind=y',
      pathParameters: { dropId: 'a b' },
      queryStringParameters: { after: '1', kind: 'x,y' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-one': 'two' },
      isBase64Encoded: false,
      requestContext: {
        http: { method: 'GET', path: '/drops/a%20b' },
        stage: '$default',
        timeEpoch: expect.any(Number),
      },
    });
    expect(event).not.toHaveProperty('body');
  });

  test('the most exact route is taken, an unknown one is 404', async () => {
    const ask = await start({ first: () => ({ statusCode: 200, body: 'first' }), http: echo });
    expect(await (await ask('/drops/first')).text()).toBe('first');
    const missing = await ask('/lots', { method: 'DELETE' });
    expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
  });

  test('a result is answered as it says: structured, or anything else as JSON with 200', async () => {
    const ask = await start({
      http: ({ rawPath }) =>
        rawPath === '/drops'
          ? { any: 'thing' }
          : {
              statusCode: 201,
              headers: { 'X-A': 'b', 'content-type': 'text/csv' },
              body: Buffer.from('a,b').toString('base64'),
              isBase64Encoded: true,
            },
    });
    expect(await (await ask('/drops')).json()).toEqual({ any: 'thing' });
    const csv = await ask('/drops/1');
    expect([csv.status, csv.headers.get('x-a'), csv.headers.get('content-type'), await csv.text()]).toEqual([
      201,
      'b',
      'text/csv',
      'a,b',
    ]);
  });

  test('a function that fails is a 500 that says nothing of it', async () => {
    const ask = await start({
      http: () => {
        throw new Error('secret');
      },
    });
    const failed = await ask('/drops');
    expect([failed.status, await failed.json()]).toEqual([500, { message: 'Internal Server Error' }]);
  });

  test('more than 10 MB is 413', async () => {
    const ask = await start({ http: echo });
    const token = await sign({ aud: 'api' });
    const tooLarge = await ask('/drops', {
      method: 'POST',
      body: Buffer.alloc(10 * 1_024 * 1_024 + 1),
      headers: { authorization: `Bearer ${token}` },
    });
    expect(tooLarge.status).toBe(413);
  });
});

describe('[local] tokens', () => {
  const post = (token?: string): RequestInit => ({
    method: 'POST',
    body: '{}',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
  });

  test('claims arrive as text, a list between brackets', async () => {
    const ask = await start({ http: echo });
    const token = await sign({
      aud: ['api', 'other'],
      sub: 'user-ava',
      'cognito:groups': ['a', 'b'],
      age: 5,
      ok: true,
    });
    const event = await echoed(ask('/drops', post(token)));
    expect(event.requestContext).toMatchObject({
      authorizer: {
        jwt: {
          claims: { sub: 'user-ava', 'cognito:groups': '[a b]', age: '5', ok: 'true', aud: '[api other]' },
          scopes: null,
        },
      },
    });
  });

  test('a client id does for an audience only where there is none', async () => {
    const ask = await start({ http: echo });
    expect((await ask('/drops', post(await sign({ client_id: 'api' })))).status).toBe(200);
    expect((await ask('/drops', post(await sign({ client_id: 'api', aud: 'other' })))).status).toBe(401);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['none', async () => undefined],
    ['no token at all', async () => 'x.y.z'],
    ['for another audience', () => sign({ aud: 'other' })],
    ['expired', () => sign({ aud: 'api' }, '-1m')],
    ['not yet good', () => sign({ aud: 'api', nbf: 4_000_000_000 })],
    ['changed', async () => `${(await sign({ aud: 'api' })).slice(0, -4)}AAAA`],
    [
      'unsigned',
      async () => {
        const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
        return `${part({ alg: 'none' })}.${part({ iss: issuerUrl, aud: 'api', exp: 4_000_000_000 })}.`;
      },
    ],
  ])('%s is 401', async (_, token) => {
    const ask = await start({ http: echo });
    const refused = await ask('/drops', post(await token()));
    expect([refused.status, await refused.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer');
  });
});

describe('[local] CORS', () => {
  const cors = {
    origins: ['http://site.example'],
    methods: ['GET', 'POST'],
    headers: ['authorization'],
    exposedHeaders: [],
    maxAgeS: 3_600,
    credentials: false,
  };
  const from = (origin: string, method = 'GET'): RequestInit => ({ method, headers: { origin } });

  test('the gateway answers a preflight itself', async () => {
    const ask = await start({}, { cors });
    const { status, headers } = await ask('/drops', from('http://site.example', 'OPTIONS'));
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('http://site.example');
    expect(headers.get('access-control-allow-methods')).toBe('GET,POST');
    expect(headers.get('access-control-allow-headers')).toBe('authorization');
    expect(headers.get('access-control-max-age')).toBe('3600');
  });

  test('an origin that is not allowed is told nothing, and its preflight neither', async () => {
    const ask = await start({ http: echo }, { cors });
    expect(
      (await ask('/drops', from('http://evil.example'))).headers.get('access-control-allow-origin'),
    ).toBeNull();
    const preflight = await ask('/drops', from('http://evil.example', 'OPTIONS'));
    expect(preflight.headers.get('access-control-allow-methods')).toBeNull();
  });

  test("errors carry the gateway's headers too, and a function's own are dropped", async () => {
    const ask = await start(
      { http: () => ({ statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: '' }) },
      { cors },
    );
    const fine = await ask('/drops', from('http://site.example'));
    expect(fine.headers.get('access-control-allow-origin')).toBe('http://site.example');
    const missing = await ask('/nothing', from('http://site.example'));
    expect([missing.status, missing.headers.get('access-control-allow-origin')]).toEqual([
      404,
      'http://site.example',
    ]);
  });
});
