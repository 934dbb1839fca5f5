import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { gatewayHandler } from '../../../functions/src/http/gateway-handler.ts';
import type { Environment } from '../../../functions/src/http/request.ts';

const app = new Hono<Environment>();
app.get('/drops', () => Response.json({ drops: [] }));
app.post('/drops', async (asked) => Response.json({ heard: await asked.req.text() }));
const handler = gatewayHandler(app);

const event = (method: string, some: { body?: string; headers?: Record<string, string> }) => ({
  ...{ version: '2.0', routeKey: `${method} /drops`, rawPath: '/drops', rawQueryString: '' },
  ...{ headers: {}, body: null, isBase64Encoded: false, ...some },
  requestContext: { domainName: 'api.example', http: { method, path: '/drops' } },
});
const ask = (...given: Parameters<typeof event>) => handler(event(...given) as never);

test('a body where the method has none is left aside', async () => {
  expect(await ask('GET', { body: '{}' })).toMatchObject({ statusCode: 200, body: '{"drops":[]}' });
  expect(await ask('POST', { body: '{}' })).toMatchObject({ statusCode: 200, body: '{"heard":"{}"}' });
});

test('what no request can be made of is answered with problem details', async () => {
  const answer = await ask('GET', { headers: { 'not a name': 'x' } });
  expect(answer).toMatchObject({
    statusCode: 400,
    headers: { 'content-type': 'application/problem+json' },
  });
  expect(JSON.parse(answer.body)).toMatchObject({ status: 400, code: 'invalid-request' });
});
