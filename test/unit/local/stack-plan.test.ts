import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { synthesize } from '../../../infra/src/synthesize.ts';
import { createAssetFolder } from '../../../packages/local/src/asset-folder.ts';
import { functionEnvironment } from '../../../packages/local/src/function-environment.ts';
import { instanceCount } from '../../../packages/local/src/instance-count.ts';
import { refuseUnknownResources } from '../../../packages/local/src/known-resources.ts';
import { createAddressExchange } from '../../../packages/local/src/local-addresses.ts';
import { openServer } from '../../../packages/local/src/open-server.ts';
import { ownParameters } from '../../../packages/local/src/own-parameters.ts';
import { readSaleroom, type SaleroomPlan } from '../../../packages/local/src/saleroom-plan.ts';
import { serveSite } from '../../../packages/local/src/site.ts';
import { createTemplateValues } from '../../../packages/local/src/template-values.ts';

const siteUrl = 'http://127.0.0.1:4700';
const issuerUrl = 'http://127.0.0.1:4703';
let folder = '';
let plan: SaleroomPlan;
/** The same of a stage whose viewers are on a feed. */
let feedPlan: SaleroomPlan;

function planOf(broadcast: 'connections' | 'events'): SaleroomPlan {
  const outdir = join(folder, broadcast);
  const { template } = synthesize({ outdir, webDir: join(folder, 'pages'), broadcast });
  refuseUnknownResources(template);
  const exchangeAddresses = createAddressExchange(template, {
    siteUrl,
    httpUrl: 'http://127.0.0.1:4701',
    webSocketUrl: 'ws://127.0.0.1:4702',
    edgeUrl: 'http://127.0.0.1:4704',
    feedUrl: 'http://127.0.0.1:4705',
  });
  const values = createTemplateValues(template, {
    parameters: ownParameters(template, issuerUrl, siteUrl),
    queueUrlBase: 'http://127.0.0.1:9324',
    exchangeAddresses,
  });
  return readSaleroom(values, createAssetFolder(outdir), exchangeAddresses);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-plan-'));
  const webDir = join(folder, 'pages');
  mkdirSync(join(webDir, 'assets'), { recursive: true });
  writeFileSync(join(webDir, 'index.html'), '<!doctype html><title>Bid</title>');
  writeFileSync(join(webDir, 'assets/main-1.js'), '1;');
  plan = planOf('connections');
  feedPlan = planOf('events');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const invoked = (name: string) => {
  const found = [...plan.functions].find((one) => one.name.endsWith(name));
  if (found === undefined) throw new Error(`no function is called ${name}`);
  return found;
};

describe('[local] the stack as the runner reads it', () => {
  test('has every function of the saleroom and none of the providers', () => {
    const names = [...plan.functions].map(({ name }) => name.replace(/^Functions/, '')).toSorted();
    expect(names).toEqual([
      'Authorize',
      'Bid',
      'Broadcast',
      'Close',
      'Connect',
      'Disconnect',
      'Hello',
      'Http',
      'Lot',
      'Ping',
      'Record',
      'Settle',
      'Sweep',
      'Unknown',
    ]);
  });

  test('gives bids two instances, closers eight, broadcasters four and all others one, unless told otherwise', () => {
    const counts = Object.fromEntries([...plan.functions].map((one) => [one.name, instanceCount(one, {})]));
    expect(Object.values(counts).toSorted()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 8]);
    const named = ['Bid', 'Close', 'Broadcast'].map((name) => instanceCount(invoked(name), {}));
    expect(named).toEqual([2, 8, 4]);
    expect(instanceCount(invoked('FunctionsConnect'), { connect: 3 })).toBe(3);
    expect(instanceCount(invoked('Disconnect'), { connect: 3 })).toBe(1);
  });

  test('reads the stream twice and never gives it up, and both queues', () => {
    const sources = plan.sources.map((source) =>
      [source.kind, source.invokes.name.replace('Functions', '')].join(' '),
    );
    expect(sources.toSorted()).toEqual(['queue Broadcast', 'queue Close', 'stream Record', 'stream Settle']);
    for (const source of plan.sources) {
      if (source.kind === 'stream') {
        expect(source).toMatchObject({
          startsAt: 'TRIM_HORIZON',
          reportsItemFailures: true,
          bisects: true,
          parallelization: 10,
          retryAttemptsMax: undefined,
          recordAgeMaxMs: undefined,
        });
      }
    }
  });

  test('authorizes the handshake by ticket and HTTP by token, and answers on every route but the two ends', () => {
    const { routes, stage } = plan.webSocketApi ?? { routes: new Map(), stage: '' };
    expect(stage).toBe('live');
    expect(routes.get('$connect')?.authorizer).toMatchObject({
      kind: 'request',
      queryParameters: ['ticket'],
    });
    const answering = [...routes.values()].filter(({ answers }) => answers).map(({ routeKey }) => routeKey);
    expect(answering.toSorted()).toEqual(['$default', 'bid', 'hello', 'lot', 'ping']);
    expect(plan.httpApi?.routes.get('POST /tickets')?.authorizer).toEqual({
      kind: 'jwt',
      issuer: issuerUrl,
      audiences: ['urn:gaveldrop:api'],
    });
    expect(plan.httpApi?.cors?.origins).toEqual([siteUrl, 'http://localhost:4700']);
  });

  test('makes one secret, whose ARN only bids and the HTTP API are told', () => {
    expect(plan.secrets).toEqual([
      {
        arn: expect.stringMatching(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:Keys/),
        name: expect.stringMatching(/^Keys/),
        characters: 64,
      },
    ]);
    const told = [...plan.functions].filter(({ environment }) =>
      Object.values(environment).includes(plan.secrets[0]?.arn ?? ''),
    );
    expect(told.map(({ name }) => name).toSorted()).toEqual(['FunctionsBid', 'FunctionsHttp']);
    const environment = functionEnvironment(invoked('Bid'), {
      dynamodb: 'http://127.0.0.1:1',
      sqs: 'http://127.0.0.1:2',
      connections: 'http://127.0.0.1:3/live',
      secrets: 'http://127.0.0.1:4',
    });
    expect(environment).toMatchObject({
      SALEROOM_SECRET: plan.secrets[0]?.arn,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:4',
    });
  });

  test('gives functions local addresses only', () => {
    const environments = JSON.stringify([...plan.functions].map(({ environment }) => environment));
    expect(environments).toContain('http://127.0.0.1:9324/000000000000/');
    expect(environments).not.toMatch(/amazonaws|cloudfront/);
  });

  test('serves the pages with their headers, and where everything is', async () => {
    const open = await openServer('127.0.0.1', 0, 'web site');
    if (plan.site !== undefined) serveSite(open, plan.site);
    const get = (path: string, init?: RequestInit): Promise<Response> =>
      fetch(`http://127.0.0.1:${open.port}${path}`, init);

    const page = await get('/');
    expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(page.headers.get('content-security-policy')).toMatch(/connect-src 'self' https: http: wss: ws:/);
    const asset = await get('/assets/main-1.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const again = await get('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect((await get('/nothing.html')).status).toBe(403);
    expect(await (await get('/config.json')).json()).toEqual({
      httpUrl: 'http://127.0.0.1:4701',
      webSocketUrl: 'ws://127.0.0.1:4702/live',
      snapshotUrl: 'http://127.0.0.1:4704',
      issuer: issuerUrl,
      audience: 'urn:gaveldrop:api',
      clientId: 'gaveldrop-web',
    });
    await open.stop();
  });

  test('keeps snapshots of the HTTP API for a second', () => {
    const [snapshots, nothing] = plan.edge?.behaviors ?? [];
    expect(snapshots).toMatchObject({
      origin: '127.0.0.1:4701',
      methods: ['GET', 'HEAD'],
      ageS: { min: 0, default: 1, max: 1 },
      corsHeaders: { 'access-control-allow-origin': '*' },
    });
    expect(snapshots?.matches('/drops/01JZZZZZZZZZZZZZZZZZZZZZZZ/snapshot')).toBe(true);
    for (const path of ['/drops', '/drops/01JZZZZZZZZZZZZZZZZZZZZZZZ', '/me'])
      expect(snapshots?.matches(path)).toBe(false);
    expect(nothing?.origin).toBe('127.0.0.1:4701/nothing');
    expect(plan.edge?.errorAgeS.get(404)).toBe(1);
  });

  test('has a feed only where the stage says so, told to functions and pages by local addresses', () => {
    expect(plan.eventApi).toBeUndefined();
    const { eventApi, functions, site } = feedPlan;
    expect([...(eventApi?.namespaces.values() ?? [])]).toEqual([
      { name: 'drops', publishModes: ['AWS_IAM'], subscribeModes: ['OPENID_CONNECT'] },
    ]);
    expect(eventApi?.tokens).toEqual({ issuer: issuerUrl, clientIds: /^urn:gaveldrop:api$/ });
    const environments = JSON.stringify([...functions].map(({ environment }) => environment));
    expect(environments).toContain('"EVENTS_ENDPOINT":"http://127.0.0.1:4705/event"');
    expect(environments).not.toMatch(/amazonaws|cloudfront/);
    expect(JSON.parse(site?.files.get('config.json')?.toString() ?? '')).toMatchObject({
      feedUrl: 'ws://127.0.0.1:4705/event/realtime',
      feedHost: '127.0.0.1:4705',
      snapshotUrl: 'http://127.0.0.1:4704',
    });
  });
});
