import { createServer } from 'node:http';
import { expect, onTestFinished, test, vi } from 'vitest';
import { serveEdge } from '../../../packages/local/src/edge.ts';
import { openServer } from '../../../packages/local/src/open-server.ts';
import { readEdge } from '../../../packages/local/src/read-edge.ts';
import { createTemplateValues } from '../../../packages/local/src/template-values.ts';

const policy = (forwarded: string) => ({
  Type: 'AWS::CloudFront::CachePolicy',
  Properties: {
    CachePolicyConfig: {
      ...{ MinTTL: 0, DefaultTTL: 1, MaxTTL: 1 },
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: forwarded },
      },
    },
  },
});
const distribution = (domain: string) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: {
    DistributionConfig: {
      Origins: [
        { Id: 'nothing', DomainName: domain, OriginPath: '/nothing', CustomOriginConfig: {} },
        { Id: 'api', DomainName: domain, CustomOriginConfig: {} },
      ],
      DefaultCacheBehavior: { TargetOriginId: 'nothing', CachePolicyId: { Ref: 'Policy' } },
      CacheBehaviors: [
        {
          ...{ PathPattern: '/drops/*/snapshot', TargetOriginId: 'api' },
          ...{ CachePolicyId: { Ref: 'Policy' }, ResponseHeadersPolicyId: { Ref: 'Cors' } },
        },
      ],
      CustomErrorResponses: [{ ErrorCode: 404, ErrorCachingMinTTL: 1 }],
    },
  },
});
const cors = {
  Type: 'AWS::CloudFront::ResponseHeadersPolicy',
  Properties: {
    ResponseHeadersPolicyConfig: {
      CorsConfig: {
        AccessControlAllowOrigins: { Items: ['*'] },
        AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
      },
    },
  },
};
const read = (domain: string, forwarded = 'none') =>
  readEdge(
    createTemplateValues(
      { Resources: { Edge: distribution(domain), Policy: policy(forwarded), Cors: cors } },
      { parameters: {}, queueUrlBase: '', exchangeAddresses: (text) => text },
    ),
  );

/** A distribution as the stack has it, before a server that counts what it is asked. */
async function anEdge({ status = 200, cacheControl = 'public, max-age=60', lateMs = 0 } = {}) {
  const asked: string[] = [];
  const origin = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.cookie ?? '-'}`);
    const headers = { 'content-type': 'application/json', 'cache-control': cacheControl };
    setTimeout(() => response.writeHead(status, headers).end(`{"times":${asked.length}}`), lateMs);
  });
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  const address = origin.address();
  const plan = read(`127.0.0.1:${typeof address === 'object' ? address?.port : 0}`);
  if (plan === undefined) throw new Error('the template has a distribution');
  const edge = await openServer('127.0.0.1', 0, 'snapshots');
  serveEdge(edge, plan);
  onTestFinished(async () => {
    origin.closeAllConnections();
    origin.close();
    await edge.stop();
  });
  const get = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${edge.port}${path}`, init);
    const { status: said, headers } = answer;
    return { status: said, headers, text: await answer.text(), cache: headers.get('x-cache') };
  };
  return { asked, get };
}
const snapshot = '/drops/01JZZZZZZZZZZZZZZZZZZZZZZZ/snapshot';

test('[local] what the edge has it gives to all for a second, however long its origin would let it', async () => {
  const { asked, get } = await anEdge();
  const fromMs = performance.now();
  expect(await get(snapshot)).toMatchObject({
    status: 200,
    text: '{"times":1}',
    cache: 'Miss from cloudfront',
  });
  expect(await get(`${snapshot}?x=1`, { headers: { cookie: 'a=b' } })).toMatchObject({
    text: '{"times":1}',
    cache: 'Hit from cloudfront',
  });
  expect((await get('/drops/01JZZZZZZZZZZZZZZZZZZZZZZY/snapshot')).text).toBe('{"times":2}');
  await vi.waitFor(async () => expect((await get(snapshot)).text).toBe('{"times":3}'), { timeout: 5_000 });
  expect(performance.now() - fromMs).toBeGreaterThanOrEqual(1_000);
  expect(asked[0]).toBe(`GET ${snapshot} -`);
});

test.each([
  { cacheControl: 'max-age=0' },
  { cacheControl: 'no-store' },
  { cacheControl: 'private, max-age=60' },
  { status: 429 },
])('[local] an answer that may not be kept is asked for each time: %o', async (origin) => {
  const { get } = await anEdge(origin);
  expect([(await get(snapshot)).text, (await get(snapshot)).text]).toEqual(['{"times":1}', '{"times":2}']);
});

test('[local] of many who ask at once one is passed on', async () => {
  const { asked, get } = await anEdge({ lateMs: 100 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => get(snapshot)));
  expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['{"times":1}']));
  expect(asked).toHaveLength(1);
});

test('[local] errors are kept as the template says, and any other path leads where nothing is', async () => {
  const { asked, get } = await anEdge({ status: 404, cacheControl: 'max-age=600' });
  expect((await get('/drops')).status).toBe(404);
  expect((await get('/drops')).cache).toBe('Hit from cloudfront');
  expect(asked).toEqual(['GET /nothing/drops -']);
  await vi.waitFor(async () => expect((await get('/drops')).text).toBe('{"times":2}'), { timeout: 5_000 });
});

test('[local] a page of any origin may read it, and nobody may write', async () => {
  const { asked, get } = await anEdge();
  const page = { headers: { origin: 'https://page.example' } };
  expect((await get(snapshot, page)).headers.get('access-control-allow-origin')).toBe('*');
  expect((await get(snapshot)).headers.get('access-control-allow-origin')).toBeNull();
  for (const method of ['POST', 'PUT', 'DELETE']) expect((await get(snapshot, { method })).status).toBe(403);
  expect(asked).toHaveLength(1);
});

test('[local] an origin that cannot be reached is a bad gateway, and is asked again', async () => {
  const plan = read('127.0.0.1:9');
  if (plan === undefined) throw new Error('the template has a distribution');
  const edge = await openServer('127.0.0.1', 0, 'snapshots');
  onTestFinished(() => edge.stop());
  serveEdge(edge, plan);
  for (let time = 0; time < 2; time += 1)
    expect((await fetch(`http://127.0.0.1:${edge.port}${snapshot}`)).status).toBe(502);
});

test('[local] a policy that keeps answers by more than their path is refused', () => {
  expect(() => read('127.0.0.1:9', 'all')).toThrow('keeps answers by more than their path');
});
