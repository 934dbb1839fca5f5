import { appsyncFeed } from '@gaveldrop/adapters/aws/appsync-feed';
import { systemClock } from '@gaveldrop/adapters/aws/system-clock';
import type { DropId } from '@gaveldrop/units';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type EventApi, serveEventApi } from '../../../packages/local/src/event-api.ts';
import { type OpenServer, openServer } from '../../../packages/local/src/open-server.ts';
import { readEventApi } from '../../../packages/local/src/read-event-api.ts';
import { createTemplateValues } from '../../../packages/local/src/template-values.ts';
import { serveTokenIssuer } from '../../../packages/local/src/token-issuer.ts';
import { inBase64Url, type Listener, listenTo } from './a-listener.ts';

const dropId = '01JZZZZZZZZZZZZZZZZZZZZZZZ' as DropId;
const channel = `/drops/${dropId}`;
const protocol = 'aws-appsync-event-ws';

const template = {
  Parameters: { Issuer: { Type: 'String' }, Audience: { Type: 'String' } },
  Resources: {
    Api: {
      Type: 'AWS::AppSync::Api',
      Properties: {
        EventConfig: {
          AuthProviders: [
            { AuthType: 'AWS_IAM' },
            {
              AuthType: 'OPENID_CONNECT',
              OpenIDConnectConfig: {
                Issuer: { Ref: 'Issuer' },
                ClientId: { 'Fn::Join': ['', ['^', { Ref: 'Audience' }, '$']] },
              },
            },
          ],
          ConnectionAuthModes: [{ AuthType: 'OPENID_CONNECT' }],
          DefaultPublishAuthModes: [{ AuthType: 'AWS_IAM' }],
          DefaultSubscribeAuthModes: [{ AuthType: 'OPENID_CONNECT' }],
        },
      },
    },
    Drops: { Type: 'AWS::AppSync::ChannelNamespace', Properties: { Name: 'drops' } },
    Locked: {
      Type: 'AWS::AppSync::ChannelNamespace',
      Properties: { Name: 'locked', SubscribeAuthModes: [{ AuthType: 'AWS_IAM' }] },
    },
  },
};
const planFor = (issuer: string, audience: string) => {
  const plan = readEventApi(
    createTemplateValues(template, {
      parameters: { Issuer: issuer, Audience: audience },
      queueUrlBase: 'http://127.0.0.1:9324',
      exchangeAddresses: (text) => text,
    }),
  );
  if (plan === undefined) throw new Error('the template has an event API');
  return plan;
};

const started: { stop: () => Promise<void> }[] = [];
const open = async (part: string): Promise<OpenServer> => {
  const server = await openServer('127.0.0.1', 0, part);
  started.push(server);
  return server;
};
let issuer = '';
let host = '';
let api: EventApi;
let token = '';

beforeAll(async () => {
  const issuerServer = await open('token issuer');
  issuer = `http://127.0.0.1:${issuerServer.port}`;
  await serveTokenIssuer(issuerServer, { issuerUrl: issuer, siteOrigins: [], keyFile: undefined });
  const server = await open('feed');
  host = `127.0.0.1:${server.port}`;
  api = serveEventApi(server, {
    plan: planFor(issuer, 'urn:gaveldrop:api'),
    host,
    keepAliveEveryMs: 100,
  });
  started.push(api);
  const answer = await fetch(`${issuer}/dev/token`, {
    method: 'POST',
    body: '{"sub":"user-vic","groups":[]}',
  });
  token = ((await answer.json()) as { access_token: string }).access_token;
});
afterAll(async () => {
  for (const one of started.reverse()) await one.stop();
});

const realtime = (at = host): string => `ws://${at}/event/realtime`;
const authorization = () => ({ host, Authorization: token });
const header = (given: unknown = authorization()): string => `header-${inBase64Url(given)}`;

async function connect(protocols = [protocol, header()], url = realtime()): Promise<Listener> {
  const listener = await listenTo(url, protocols);
  if (typeof listener === 'number') throw new Error(`the handshake was refused with ${listener}`);
  return listener;
}
const subscribing = (to: unknown, id: unknown = 'one', by: unknown = authorization()) => ({
  ...{ type: 'subscribe', id, channel: to, authorization: by },
});
const unauthorized = [
  { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
];

const feed = () =>
  appsyncFeed({
    eventsEndpoint: new URL(`http://${host}/event`),
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    clock: systemClock(),
  });
const signature = (scope = 'us-east-1/appsync'): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/${scope}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
  'x-amz-date': '20261122T030405Z',
});
async function publish(body: unknown, headers = signature(), path = '/event') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`http://${host}${path}`, { method: 'POST', body: text, headers });
  return { status: answer.status, said: (await answer.json()) as Record<string, unknown[]> };
}

describe('[local] a handshake', () => {
  test('with a good token is taken, answers `connection_init` and keeps the socket alive', async () => {
    const listener = await connect();
    expect(await listener.ask({ type: 'connection_init' }, 'connection_ack')).toEqual({
      type: 'connection_ack',
      connectionTimeoutMs: 300_000,
    });
    expect(await listener.next('ka')).toEqual({ type: 'ka' });
  });

  test.each([
    ['no authorization', () => [protocol]],
    ['one that cannot be read', () => [protocol, 'header-e30x']],
    ['a token of nobody', () => [protocol, header({ host, Authorization: 'a.b.c' })]],
    ['a token with a scheme before it', () => [protocol, header({ host, Authorization: `Bearer ${token}` })]],
    ['another host', () => [protocol, header({ host: 'other.example', Authorization: token })]],
    ['no host', () => [protocol, header({ Authorization: token })]],
  ])('with %s is told why, and closed', async (_, protocols) => {
    const listener = await connect(protocols());
    expect(await listener.next('connection_error')).toEqual({
      type: 'connection_error',
      errors: [{ ...unauthorized[0], errorCode: 401 }],
    });
    expect(await listener.closed).toBe(1008);
  });

  test('with a token for somebody else is not taken', async () => {
    const server = await open('another feed');
    const other = `127.0.0.1:${server.port}`;
    started.push(serveEventApi(server, { plan: planFor(issuer, 'urn:gaveldrop'), host: other }));
    const given = header({ host: other, Authorization: token });
    const listener = await connect([protocol, given], realtime(other));
    expect(await listener.next('connection_error')).toMatchObject({ errors: [{ errorCode: 401 }] });
  });

  test('by another protocol, or to another path, is refused', async () => {
    expect(await listenTo(realtime(), ['graphql-ws', header()])).toBe(400);
    expect(await listenTo(`ws://${host}/event`, [protocol, header()])).toBe(400);
  });
});

describe('[local] a subscription', () => {
  test('hears what our adapter publishes to its channel, as it was published, and nothing else', async () => {
    const listener = await connect();
    expect(await listener.ask(subscribing(channel), 'subscribe_success')).toEqual({
      type: 'subscribe_success',
      id: 'one',
    });
    const { publish: send } = feed();
    expect(await send('01JZZZZZZZZZZZZZZZZZZZZZZY' as DropId, '{"of":"another drop"}')).toBe('sent');
    expect(await send(dropId, '{"title":"第一"}')).toBe('sent');
    expect(await listener.next('data')).toEqual({ type: 'data', id: 'one', event: '{"title":"第一"}' });
    expect(listener.heard.filter(({ type }) => type === 'data')).toHaveLength(1);
  });

  test('is heard by each who has one, by each of its ids, and by a wildcard', async () => {
    const [one, other] = [await connect(), await connect()];
    await one.ask(subscribing(channel, 'a'), 'subscribe_success');
    await one.ask(subscribing('drops/*', 'b'), 'subscribe_success');
    await other.ask(subscribing(channel, 'a'), 'subscribe_success');
    await feed().publish(dropId, '1');
    await other.next('data');
    await vi.waitFor(() =>
      expect(one.heard.filter(({ type }) => type === 'data').map(({ id }) => id)).toEqual(['a', 'b']),
    );
  });

  test('ends when it is given up, or with its socket', async () => {
    const listener = await connect();
    await listener.ask(subscribing(channel), 'subscribe_success');
    expect(await listener.ask({ type: 'unsubscribe', id: 'one' }, 'unsubscribe_success')).toEqual({
      type: 'unsubscribe_success',
      id: 'one',
    });
    await feed().publish(dropId, '1');
    expect(await listener.ask({ type: 'unsubscribe', id: 'one' }, 'unsubscribe_error')).toEqual({
      type: 'unsubscribe_error',
      id: 'one',
      errors: [{ errorType: 'UnknownOperationError', message: 'Unknown operation id one' }],
    });
    expect(listener.heard.filter(({ type }) => type === 'data')).toEqual([]);
    await listener.ask(subscribing(channel), 'subscribe_success');
    api.endConnections();
    expect(await listener.closed).toBe(1006);
    await vi.waitFor(() => expect(api.connectionCount()).toBe(0));
  });

  test.each([
    ['a channel that is none', () => subscribing('/drops//x'), 'BadRequestException'],
    ['no channel', () => subscribing(undefined), 'BadRequestException'],
    ['too many parts', () => subscribing('/drops/a/b/c/d/e'), 'BadRequestException'],
    ['a namespace there is not', () => subscribing('/lots/1'), 'BadRequestException'],
    ['one that tokens do not open', () => subscribing('/locked/1'), 'UnauthorizedException'],
    ['no authorization', () => subscribing(channel, 'one', null), 'UnauthorizedException'],
    [
      "somebody else's token",
      () => subscribing(channel, 'one', { host, Authorization: 'a.b.c' }),
      'UnauthorizedException',
    ],
  ])('with %s is refused by its id', async (_, message, errorType) => {
    const listener = await connect();
    expect(await listener.ask(message(), 'subscribe_error')).toEqual({
      type: 'subscribe_error',
      id: 'one',
      errors: [{ errorType, message: expect.any(String) }],
    });
  });

  test('has an id of its own, and a socket has 200', async () => {
    const listener = await connect();
    await listener.ask(subscribing(channel, '0'), 'subscribe_success');
    expect(await listener.ask(subscribing(channel, '0'), 'subscribe_error')).toMatchObject({
      errors: [{ errorType: 'DuplicatedOperationError' }],
    });
    for (let id = 1; id <= 200; id += 1) listener.send(subscribing(channel, String(id)));
    expect(await listener.next('subscribe_error')).toMatchObject({
      id: '200',
      errors: [{ errorType: 'MaxSubscriptionsReachedError' }],
    });
  });

  test('is all that a listener may ask for: it may not publish, and what is no message is an error', async () => {
    const listener = await connect();
    const publication = { type: 'publish', id: 'p', channel, events: ['1'], authorization: authorization() };
    expect(await listener.ask(publication, 'publish_error')).toEqual({
      type: 'publish_error',
      id: 'p',
      errors: unauthorized,
    });
    for (const message of ['no JSON', '[]', { type: 'start', id: 'x' }, { type: 'subscribe' }])
      expect(await listener.ask(message, 'error')).toMatchObject({
        errors: [{ errorType: 'UnsupportedOperation' }],
      });
  });
});

describe('[local] a publication', () => {
  test('says of each event what became of it', async () => {
    const listener = await connect();
    await listener.ask(subscribing(channel), 'subscribe_success');
    const large = JSON.stringify('x'.repeat(240 * 1_024));
    const { status, said } = await publish({ channel, events: ['{"good":1}', 'not JSON', large, '2'] });
    expect(status).toBe(200);
    expect(said).toEqual({
      successful: [
        { identifier: expect.any(String), index: 0 },
        { identifier: expect.any(String), index: 3 },
      ],
      failed: [
        { identifier: expect.any(String), index: 1, code: 400, message: expect.any(String) },
        { identifier: expect.any(String), index: 2, code: 413, message: expect.any(String) },
      ],
    });
    await listener.next('data');
    await listener.next('data');
    const events = listener.heard.filter(({ type }) => type === 'data').map(({ event }) => event);
    expect(events).toEqual(['{"good":1}', '2']);
  });

  test.each([
    ['without a signature', { headers: {} }, 401],
    ['signed for another service', { headers: signature('us-east-1/execute-api') }, 401],
    ['signed for another region', { headers: signature('eu-west-1/appsync') }, 401],
    [
      'without the time it was signed at',
      { headers: { authorization: signature().authorization ?? '' } },
      401,
    ],
    ['of no event', { body: { channel, events: [] } }, 400],
    ['of six events', { body: { channel, events: ['1', '2', '3', '4', '5', '6'] } }, 400],
    ['of what is no text', { body: { channel, events: [{ good: 1 }] } }, 400],
    ['to no channel', { body: { channel: '/drops/*', events: ['1'] } }, 400],
    ['that is no JSON', { body: 'events' }, 400],
    ['to a namespace there is not', { body: { channel: '/lots/1', events: ['1'] } }, 404],
    ['elsewhere', { path: '/graphql' }, 404],
  ] as readonly [string, { body?: unknown; headers?: Record<string, string>; path?: string }, number][])(
    '%s is refused',
    async (_, { body = { channel, events: ['1'] }, headers, path }, status) => {
      const answer = await publish(body, headers ?? signature(), path);
      expect(answer.status).toBe(status);
      expect(answer.said.errors).toEqual([{ errorType: expect.any(String), message: expect.any(String) }]);
    },
  );
});

describe('[local] an event API of a template', () => {
  const read = (resources: object): unknown =>
    readEventApi(
      createTemplateValues(
        { ...template, Resources: { ...template.Resources, ...resources } },
        {
          parameters: { Issuer: 'http://127.0.0.1:4703', Audience: 'a' },
          queueUrlBase: 'http://127.0.0.1:9324',
          exchangeAddresses: (text) => text,
        },
      ),
    );
  test('that has more than is done here is refused by name', () => {
    expect(() => read({ Second: template.Resources.Api })).toThrow('the template has 2 event APIs');
    const handled = { Name: 'handled', CodeHandlers: 'export function onPublish() {}' };
    expect(() => read({ Handled: { Type: 'AWS::AppSync::ChannelNamespace', Properties: handled } })).toThrow(
      'Handled has handlers',
    );
    const byKey = { Name: 'keyed', PublishAuthModes: [{ AuthType: 'API_KEY' }] };
    expect(() => read({ Keyed: { Type: 'AWS::AppSync::ChannelNamespace', Properties: byKey } })).toThrow(
      'Keyed.PublishAuthModes is authorized by API_KEY',
    );
  });
});
