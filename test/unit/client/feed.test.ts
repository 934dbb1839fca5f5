import { describe, expect, test } from 'vitest';
import { feedProtocols } from '../../../packages/client/src/feed-protocol.ts';
import { readFeedFrame } from '../../../packages/client/src/read-feed-frame.ts';
import { DropWorld, lotId, never, openLot } from './drop-world.ts';

const at = (sequence: number, priceCents: number, fields: object = {}) =>
  openLot({ sequence: sequence as never, priceCents: priceCents as never, ...fields });
const shown = (world: DropWorld) =>
  world.client.state().lots.map(({ sequence, priceCents }) => [sequence, priceCents]);
const limited = { errors: [{ errorType: 'LimitExceededException', message: 'too many' }] };
const undelivered = { type: 'broadcast_error', errors: [{ errorType: 'InternalFailure', message: 'no' }] };
const unauthorized = { errors: [{ errorType: 'UnauthorizedException', message: 'no', errorCode: 401 }] };

/** A phone whose feed flows and whose connection is live, its first pings answered. */
async function flowing(world: DropWorld, connectionTimeoutMs?: number): Promise<void> {
  await world.goLive();
  world.feed.flow(connectionTimeoutMs);
  await world.pass(12_000);
}
const waitForFeed = async (world: DropWorld): Promise<number> => {
  const before = world.feeds.length;
  for (let waitedMs = 0; waitedMs < 40_000; waitedMs += 10) {
    await world.advance(10);
    if (world.feeds.length > before) return waitedMs + 10;
  }
  throw new Error('the phone did not come back');
};

describe('subscribing to a drop', () => {
  test('is done as the service documents it, with a token in the sub-protocol and in the subscription', async () => {
    const world = new DropWorld('feed');
    world.client.start();
    await world.settle();
    expect(world.feed.url).toBe('wss://feed.test/event/realtime');
    // {"host":"feed-api.test","Authorization":"head.body.seal"} in base64url
    expect(world.feed.protocols).toEqual([
      'aws-appsync-event-ws',
      'header-eyJob3N0IjoiZmVlZC1hcGkudGVzdCIsIkF1dGhvcml6YXRpb24iOiJoZWFkLmJvZHkuc2VhbCJ9',
    ]);
    world.feed.open();
    expect(world.feed.received).toEqual([{ type: 'connection_init' }]);
    world.feed.say({ type: 'connection_ack', connectionTimeoutMs: 300_000 });
    expect(world.feed.received.slice(1)).toEqual([
      {
        type: 'subscribe',
        id: 'drop-1',
        channel: '/drops/01KJM00000000000000000DRA1',
        authorization: { host: 'feed-api.test', Authorization: 'head.body.seal' },
      },
    ]);
    expect(world.client.state().pushed).toBe(false);
    world.feed.say({ type: 'subscribe_success', id: 'drop-1' });
    world.socket.open();
    expect(world.client.state().pushed).toBe(false);
    world.socket.say(world.welcome());
    expect(world.client.state().pushed).toBe(true);
  });

  test.each([
    ['', 'eyJob3N0IjoiaCIsIkF1dGhvcml6YXRpb24iOiIifQ'],
    ['a', 'eyJob3N0IjoiaCIsIkF1dGhvcml6YXRpb24iOiJhIn0'],
    ['aé~?', 'eyJob3N0IjoiaCIsIkF1dGhvcml6YXRpb24iOiJhXHUwMGU5fj8ifQ'],
  ])('whatever the token, %s, its spelling survives a header', (token, spelt) => {
    expect(feedProtocols({ host: 'h', token })[1]).toBe(`header-${spelt}`);
  });

  test('starts with the client, without waiting for its welcome, and ends with it', async () => {
    const world = new DropWorld('feed');
    world.client.start();
    await world.settle();
    expect(world.feeds).toHaveLength(1);
    world.feed.flow();
    world.client.stop();
    expect(world.feed.closedByPhone).toBe(true);
    expect(world.timersRunning).toBe(0);
    await world.advance(600_000);
    expect(world.feeds).toHaveLength(1);
    expect(world.client.state().pushed).toBe(false);
  });

  test('is over for whom the saleroom does not let in', async () => {
    const world = new DropWorld('feed');
    world.ticket = async () => ({ kind: 'refused', code: 'drop-unknown', message: 'no' });
    world.client.start();
    await world.advance(600_000);
    expect(world.feeds.every(({ closedByPhone }) => closedByPhone)).toBe(true);
    expect(world.tokensTaken).toBe(1);
    expect(world.timersRunning).toBe(0);
  });

  test('without a feed changes are pushed when the connection is live', async () => {
    const world = new DropWorld();
    await world.connect();
    expect(world.client.state().pushed).toBe(false);
    world.socket.say(world.welcome());
    expect(world.client.state().pushed).toBe(true);
  });
});

describe('what the feed pushes', () => {
  test.each([
    ['as one text', (message: object) => JSON.stringify(message)],
    ['in a list', (message: object) => [JSON.stringify(message)]],
  ])('is shown, %s', async (_, event) => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.feed.say({ type: 'data', id: 'drop-1', event: event(world.pushed(at(6, 1_100))) });
    expect(shown(world)).toEqual([[6, 1_100]]);
  });

  test('decides by its sequences alone: also what comes over the socket, in any order, doubled', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.feed.push(world.pushed(at(8, 1_300)));
    world.socket.say(world.pushed(at(8, 1_300)));
    world.socket.say(world.pushed(at(7, 1_200)));
    world.feed.push(world.pushed(at(6, 1_100)));
    expect(shown(world)).toEqual([[8, 1_300]]);
    world.socket.say(world.pushed(at(9, 1_400)));
    world.feed.push(world.pushed(at(9, 1_400)));
    world.feed.push(world.pushed(at(10, 1_500)));
    expect(shown(world)).toEqual([[10, 1_500]]);
    expect(world.socket.of('hello')).toHaveLength(1);
  });

  test('goes on while the connection is down', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    const before = world.snapshotsRead;
    world.ticket = async () => Promise.reject(new Error('down'));
    world.socket.close();
    await world.advance(60_000);
    world.feed.push(world.pushed(at(6, 1_100)));
    expect(shown(world)).toEqual([[6, 1_100]]);
    expect(world.client.state()).toMatchObject({ connection: { kind: 'waiting' }, pushed: true });
    expect(world.snapshotsRead).toBe(before);
  });

  test('asks for the time when it is stamped at another than it can be, and sets no clock itself', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    const before = world.socket.of('ping').length;
    world.feed.push({ ...world.pushed(at(6, 1_100)), serverNowMs: world.serverNowMs + 60_000 });
    expect(world.client.serverNowMs()).toBe(world.serverNowMs);
    expect(world.socket.of('ping').slice(before)).toEqual([{ action: 'ping', sentAtMs: world.serverNowMs }]);
  });

  test('that makes no sense is counted and named, and ends nothing', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    const answer = world.answer('01KJM0000000000000000B1D01' as never, { outcome: 'leading', sequence: 9 });
    const nonsense = [
      'nonsense',
      'null',
      '[]',
      '{}',
      '{"type":"data"}',
      '{"type":"data","event":[]}',
      '{"type":"data","event":[7]}',
      '{"type":"data","event":"nonsense"}',
      '{"type":"data","event":"{}"}',
      JSON.stringify({ type: 'data', event: JSON.stringify(answer) }),
      JSON.stringify({ type: 'data', event: JSON.stringify({ type: 'lots', serverNowMs: -1, lots: [] }) }),
      '{"type":"welcome"}',
    ];
    for (const text of nonsense) world.feed.sayText(text);
    expect(world.client.state()).toMatchObject({
      pushed: true,
      invalidMessages: 12,
      lastError: { code: 'feed-frame-unknown', message: 'the feed sent a frame of an unknown type: welcome' },
    });
    world.feed.push(world.pushed(at(6, 1_100)));
    expect(shown(world)).toEqual([[6, 1_100]]);
  });

  test.each([
    ['a frame', '7', 'the feed sent something that is no frame'],
    ['JSON', '{', 'the feed sent something that is not JSON'],
    ['text', '{"type":"data","event":7}', 'the feed sent data that holds no text'],
  ])('is told from %s', (_, text, message) => {
    expect(readFeedFrame(text)).toEqual({ kind: 'invalid', message });
  });

  test.each([
    [{}, 300_000],
    [{ connectionTimeoutMs: 'soon' }, 300_000],
    [{ connectionTimeoutMs: -1 }, 1_000],
    [{ connectionTimeoutMs: 1e12 }, 600_000],
    [{ connectionTimeoutMs: 20_000.9 }, 20_000],
  ])('a word about its silence is believed within reason: %j', (said, silenceMaxMs) => {
    const text = JSON.stringify({ type: 'connection_ack', ...said });
    expect(readFeedFrame(text)).toEqual({ kind: 'acknowledged', silenceMaxMs });
  });
});

describe('after a subscription', () => {
  test('what was missed is asked about once, of as many lots as a ping can name', async () => {
    const world = new DropWorld('feed');
    const scheduled = (number: number) =>
      openLot({ number: number as never, status: 'scheduled', sequence: 1 as never });
    const socket = await world.goLive([at(5, 1_000), scheduled(2), scheduled(3), scheduled(4)]);
    const before = socket.of('ping').length;
    world.feed.flow();
    expect(socket.of('ping').slice(before)).toEqual([
      { action: 'ping', sentAtMs: world.serverNowMs, have: { 1: 5, 2: 1, 3: 1, 4: 1 } },
    ]);
    await world.advance(300);
    expect(socket.of('ping').slice(before)).toHaveLength(1);
  });

  test('the welcome says it, and what was changed between its reading and the subscription is asked about then', async () => {
    const world = new DropWorld('feed');
    const socket = await world.connect();
    world.feed.flow();
    socket.say(world.welcome({ lots: [at(5, 1_000)] }));
    expect(socket.of('ping').filter(({ have }) => have !== undefined)).toEqual([
      { action: 'ping', sentAtMs: world.serverNowMs, have: { 1: 5 } },
    ]);
  });

  test('without a connection the snapshot says it, when what was kept of it before is kept no more', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.ticket = async () => Promise.reject(new Error('down'));
    world.socket.close();
    world.feed.close();
    await waitForFeed(world);
    world.snapshot = async () => ({ lots: [at(9, 2_000)] });
    world.feed.flow();
    const before = world.snapshotsRead;
    await world.advance(1_499);
    expect(world.client.state().pushed).toBe(false);
    await world.advance(1);
    expect(shown(world)).toEqual([[9, 2_000]]);
    expect(world.client.state().pushed).toBe(true);
    await world.advance(60_000);
    expect(world.snapshotsRead).toBe(before + 2);
  });
});

describe('a feed that is lost', () => {
  test('is taken up again with a fresh token, after the same back-off as a connection', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.feed.close();
    expect(world.client.state()).toMatchObject({ connection: { kind: 'live' }, pushed: false });
    world.token = async () => 'another';
    expect(await waitForFeed(world)).toBe(250);
    expect(world.tokensTaken).toBe(2);
    expect(world.feed.protocols[1]).toContain('OiJhbm90aGVyIn0');
    world.feed.close();
    expect(await waitForFeed(world)).toBe(500);
    world.feed.close();
    expect(await waitForFeed(world)).toBe(1_000);
    world.feed.flow();
    for (let seconds = 0; seconds < 10; seconds += 1) {
      world.feed.say({ type: 'ka' });
      await world.advance(1_000);
    }
    world.feed.close();
    expect(await waitForFeed(world)).toBe(250);
  });

  test.each([
    ['a token that never comes', 6_000, () => new Promise<string>(() => undefined), 'nothing'],
    ['a socket that never opens', 6_000, undefined, 'nothing'],
    ['an opening that is not acknowledged', 5_000, undefined, 'open'],
    ['a subscription that is not answered', 5_000, undefined, 'acknowledged'],
  ] as const)('%s is given up after %i ms', async (_, givenUpMs, token, step) => {
    const world = new DropWorld('feed');
    if (token !== undefined) world.token = token;
    world.client.start();
    await world.settle();
    if (step !== 'nothing') world.feed.open();
    if (step === 'acknowledged') world.feed.say({ type: 'connection_ack' });
    world.token = async () => 'another';
    await world.advance(givenUpMs - 1);
    expect(world.tokensTaken).toBe(1);
    await world.advance(1 + 250);
    expect(world.tokensTaken).toBe(2);
  });

  test.each(['connection_error', 'subscribe_error'])(
    'one that refuses the token with %s is named, and tried again less often',
    async (type) => {
      const world = new DropWorld('feed');
      world.chance = 0.9999999;
      const refuse = (): void => {
        world.feed.open();
        if (type === 'subscribe_error') world.feed.say({ type: 'connection_ack' });
        world.feed.say({ type, ...unauthorized });
      };
      await world.goLive();
      refuse();
      expect(world.feed.closedByPhone).toBe(true);
      expect(world.client.state()).toMatchObject({
        connection: { kind: 'live' },
        pushed: false,
        lastError: { code: 'feed-refused', message: 'UnauthorizedException: no' },
      });
      const waits: number[] = [];
      for (let tried = 0; tried < 5; tried += 1) {
        waits.push(await waitForFeed(world));
        refuse();
      }
      expect(waits).toEqual([2_000, 4_000, 8_000, 16_000, 30_000]);
    },
  );

  test.each([
    { what: 'one that ends everybody', hints: [] },
    {
      what: 'one of a device that had said it is offline, but has had the feed since,',
      hints: ['offline'],
    },
  ] as const)('$what comes back in turn, four times as fast as connections', async ({ hints }) => {
    const world = new DropWorld('feed');
    for (const hint of hints) world.client.hint(hint);
    await flowing(world);
    const { serverNowMs } = world;
    world.socket.say({
      ...{ type: 'pong', sentAtMs: serverNowMs, serverNowMs, lots: [] },
      reconnectSpreadMs: 40_000,
    });
    world.feed.close();
    expect(await waitForFeed(world)).toBe(5_000);
  });

  test('one that says it is too much is left to others first', async () => {
    const world = new DropWorld('feed');
    await world.goLive();
    world.feed.open();
    world.feed.say({ type: 'connection_error', errors: [{ errorType: 'LimitExceededException' }] });
    expect(await waitForFeed(world)).toBe(2_500);
  });

  test.each(['visible', 'online'] as const)('a hint that the page is %s shortens the wait', async (hint) => {
    const world = new DropWorld('feed');
    world.token = async () => Promise.reject(new Error('down'));
    await world.goLive();
    await world.advance(20_000);
    world.token = async () => 'another';
    const before = world.tokensTaken;
    world.client.hint(hint);
    await world.advance(125);
    expect(world.tokensTaken).toBe(before + 1);
  });
});

describe('a feed that dies in silence', () => {
  test('is dead when nothing at all was heard for as long as it said it may be silent', async () => {
    const world = new DropWorld('feed');
    await flowing(world, 60_000);
    world.feed.say({ type: 'ka' });
    await world.pass(59_999);
    world.feed.push(world.pushed(at(6, 1_100)));
    await world.pass(59_999);
    expect(world.client.state().pushed).toBe(true);
    await world.advance(1);
    expect(world.client.state().pushed).toBe(false);
    expect(world.feed.closedByPhone).toBe(true);
  });

  test.each(['visible', 'online'] as const)(
    'a hint that the page is %s has it subscribe again, and gives it a second to answer',
    async (hint) => {
      const world = new DropWorld('feed');
      await flowing(world);
      world.client.hint(hint);
      expect(world.feed.of('subscribe').map(({ id }) => id)).toEqual(['drop-1', 'drop-2']);
      await world.advance(999);
      expect(world.feed.closedByPhone).toBe(false);
      await world.advance(1);
      expect(world.feed.closedByPhone).toBe(true);
    },
  );

  test('one that answers stays, with the newer subscription and without the older', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    const before = world.socket.of('ping').length;
    world.client.hint('offline');
    world.client.hint('online');
    expect(world.feed.of('subscribe')).toHaveLength(2);
    world.feed.say({ type: 'subscribe_success', id: 'drop-2' });
    expect(world.feed.received.at(-1)).toEqual({ type: 'unsubscribe', id: 'drop-1' });
    world.feed.say({ type: 'unsubscribe_success', id: 'drop-1' });
    await world.pass(10_000);
    expect(world.feeds).toHaveLength(1);
    expect(world.client.state().pushed).toBe(true);
    // Nothing can have been missed on it; the hint has the connection asked as ever.
    expect(world.socket.of('ping').slice(before)).toHaveLength(1);
  });

  test('anything heard is as good an answer, and so is the refusal of one too many', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    for (const frame of [{ type: 'ka' }, { type: 'subscribe_error', id: 'drop-3', ...limited }]) {
      world.client.hint('visible');
      world.feed.say(frame);
      await world.advance(10_000);
    }
    expect(world.feeds).toHaveLength(1);
    expect(world.client.state().pushed).toBe(true);
  });

  test('after a renewal that was one too many, the next one ends the subscription that stands', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.client.hint('visible');
    world.feed.say({ type: 'subscribe_error', id: 'drop-2', ...limited });
    await world.pass(6_000);
    world.client.hint('visible');
    world.feed.say({ type: 'subscribe_success', id: 'drop-3' });
    expect(world.feed.of('unsubscribe')).toEqual([{ type: 'unsubscribe', id: 'drop-1' }]);
    await world.pass(6_000);
    world.client.hint('visible');
    world.feed.say({ type: 'subscribe_success', id: 'drop-4' });
    expect(world.feed.of('unsubscribe').map(({ id }) => id)).toEqual(['drop-1', 'drop-3']);
  });

  test('a renewal refused otherwise has it taken up again with a fresh token: the old subscription may be over', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    const committedAtMs = world.serverNowMs - 3_001;
    const { serverNowMs } = world;
    const lots = [at(6, 1_100, { committedAtMs })];
    world.socket.say({ type: 'pong', sentAtMs: serverNowMs, serverNowMs, lots });
    const { feed } = world;
    world.token = async () => 'another';
    feed.say({ type: 'subscribe_error', id: 'drop-2', ...unauthorized });
    expect(feed.closedByPhone).toBe(true);
    expect(world.client.state()).toMatchObject({
      ...{ connection: { kind: 'live' }, pushed: false },
      lastError: { code: 'feed-refused', message: 'UnauthorizedException: no' },
    });
    expect(await waitForFeed(world)).toBe(250);
    world.feed.flow();
    expect(world.feed.of('subscribe')).toMatchObject([{ authorization: { Authorization: 'another' } }]);
    expect(world.client.state().pushed).toBe(false);
    world.answerPings();
    expect(world.client.state().pushed).toBe(true);
  });

  test('the silence of the connection has it make sure of the feed too', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.client.hint('visible');
    world.feed.say({ type: 'subscribe_success', id: 'drop-2' });
    await world.advance(2_000);
    expect(world.client.state().connection.kind).toBe('waiting');
    expect(world.feed.of('subscribe')).toHaveLength(3);
    await world.advance(5_000);
    expect(world.feed.closedByPhone).toBe(true);
  });

  test.each([
    { agoMs: 3_001, when: 'and was made while the feed flowed', subscriptions: 2 },
    { agoMs: 3_000, when: 'and was made while the feed flowed', subscriptions: 1 },
    { agoMs: 13_000, when: 'but was made before', subscriptions: 1 },
  ])(
    'a pong with news that is $agoMs ms old $when asks for $subscriptions subscriptions in all',
    async (of) => {
      const world = new DropWorld('feed');
      await flowing(world);
      const committedAtMs = world.serverNowMs - of.agoMs;
      const { serverNowMs } = world;
      const pong = {
        type: 'pong',
        sentAtMs: serverNowMs,
        serverNowMs,
        lots: [at(6, 1_100, { committedAtMs })],
      };
      world.socket.say(pong);
      world.socket.say(pong);
      expect(shown(world)).toEqual([[6, 1_100]]);
      expect(world.feed.of('subscribe')).toHaveLength(of.subscriptions);
    },
  );

  test('a phone that slept listens first to what came meanwhile', async () => {
    const world = new DropWorld('feed');
    await flowing(world, 20_000);
    world.feed.say({ type: 'ka' });
    world.deviceAheadMs += 600_000;
    await world.pass(20_000);
    expect(world.feed.closedByPhone).toBe(false);
    expect(world.feed.of('subscribe')).toHaveLength(2);
    await world.pass(1_000);
    expect(world.feed.closedByPhone).toBe(true);
  });
});

describe('a feed of a phone that slept', () => {
  test('is tried in a moment when somebody looks, although its timer should have rung long ago', async () => {
    const world = new DropWorld('feed');
    world.token = async () => Promise.reject(new Error('down'));
    await world.goLive();
    await world.advance(20_000);
    const before = world.tokensTaken;
    world.deviceAheadMs += 600_000;
    world.client.hint('visible');
    await world.advance(125);
    expect(world.tokensTaken).toBe(before + 1);
  });

  test('is asked again on waking, when a subscription from before is long unanswered', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.client.hint('offline');
    expect(world.feed.of('subscribe')).toHaveLength(2);
    world.deviceAheadMs += 600_000;
    world.client.hint('visible');
    expect(world.feed.of('subscribe')).toHaveLength(3);
    await world.advance(999);
    expect(world.feed.closedByPhone).toBe(false);
    await world.advance(1);
    expect(world.feed.closedByPhone).toBe(true);
  });

  test.each([
    { answered: false, waitsMs: 250 },
    { answered: true, waitsMs: 5_000 },
  ])('that closes just after waking was this phone’s own, unless it answered: $answered', async (told) => {
    const world = new DropWorld('feed');
    await flowing(world);
    const { serverNowMs } = world;
    const pong = { type: 'pong', sentAtMs: serverNowMs, serverNowMs, lots: [] };
    world.socket.say({ ...pong, reconnectSpreadMs: 40_000 });
    world.client.hint('visible');
    if (told.answered) world.feed.say({ type: 'subscribe_success', id: 'drop-2' });
    world.feed.close();
    expect(await waitForFeed(world)).toBe(told.waitsMs);
  });

  test('and whose timers are always late is found dead all the same: it listens anew once', async () => {
    const world = new DropWorld('feed');
    await flowing(world, 20_000);
    world.client.hint('hidden');
    world.feed.say({ type: 'ka' });
    world.deviceAheadMs += 60_000;
    await world.pass(20_000);
    expect(world.feed.of('subscribe')).toHaveLength(2);
    expect(world.feed.closedByPhone).toBe(false);
    world.deviceAheadMs += 60_000;
    await world.pass(1_000);
    expect(world.feed.closedByPhone).toBe(true);
  });
});

describe('errors of a feed that flows', () => {
  /** One of 10,000 phones. */
  async function inALargeDrop(): Promise<DropWorld> {
    const world = new DropWorld('feed');
    await world.goLive([openLot()], { reconnectSpreadMs: 28_572 });
    world.feed.flow();
    await world.pass(12_000);
    return world;
  }

  test('something that could not be passed on is asked about once, at a time that is not everybody’s', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    const before = world.socket.of('ping').length;
    for (let again = 0; again < 3; again += 1) world.feed.say(undelivered);
    expect(world.client.state().pushed).toBe(false);
    await world.advance(499);
    expect(world.socket.of('ping').slice(before)).toHaveLength(0);
    await world.advance(1);
    expect(world.socket.of('ping').slice(before)).toMatchObject([{ have: { 1: 5 } }]);
    await world.pass(5_000);
    expect(world.socket.of('ping').slice(before)).toHaveLength(1);
    expect(world.client.state().pushed).toBe(true);
  });

  test('what was asked before is no answer to it', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.feed.close();
    await waitForFeed(world);
    world.feed.flow();
    world.feed.say(undelivered);
    world.answerPings();
    expect(world.client.state().pushed).toBe(false);
    await world.advance(500);
    world.answerPings();
    expect(world.client.state().pushed).toBe(true);
  });

  test('another one has to be told as well: a snapshot from between the two does not', async () => {
    const world = await inALargeDrop();
    world.feed.say(undelivered);
    await world.advance(1_000);
    world.feed.say(undelivered);
    await world.advance(1_000);
    expect(world.client.state().pushed).toBe(false);
    await world.advance(500);
    expect(world.client.state().pushed).toBe(true);
  });

  test('in a large drop a snapshot tells it long before its turn to ask comes, and nobody asks any more', async () => {
    const world = await inALargeDrop();
    const before = world.socket.of('ping').length;
    world.feed.say(undelivered);
    world.snapshot = async () => ({ lots: [at(9, 2_000)] });
    await world.advance(1_499);
    expect(world.client.state().pushed).toBe(false);
    await world.advance(1);
    expect(shown(world)).toEqual([[9, 2_000]]);
    expect(world.client.state().pushed).toBe(true);
    await world.pass(8_000);
    expect(world.socket.of('ping').slice(before)).toHaveLength(0);
  });

  test('one about a message is named, and changes nothing', async () => {
    const world = new DropWorld('feed');
    await flowing(world);
    world.feed.say({ type: 'error', errors: [{ errorType: 'UnsupportedOperation', message: 'what?' }] });
    expect(world.client.state()).toMatchObject({
      pushed: true,
      lastError: { code: 'feed-refused', message: 'UnsupportedOperation: what?' },
    });
  });

  test.each(['subscribe_error', 'connection_error'])(
    '%s unasked ends it: it is taken up anew',
    async (type) => {
      const world = new DropWorld('feed');
      await flowing(world);
      world.feed.say({ type, ...unauthorized });
      expect(world.feed.closedByPhone).toBe(true);
      expect(world.client.state().pushed).toBe(false);
      expect(await waitForFeed(world)).toBe(1_000);
    },
  );
});

describe('the snapshot, while nothing is pushed', () => {
  const reads = async (world: DropWorld, ms: number): Promise<number> => {
    const before = world.snapshotsRead;
    await world.pass(ms);
    return world.snapshotsRead - before;
  };
  /** A phone without a feed, which has answers and nothing else. */
  async function cutOff(lots = [openLot()]): Promise<DropWorld> {
    const world = new DropWorld('feed');
    await world.goLive(lots);
    world.token = async () => Promise.reject(new Error('down'));
    world.feed.close();
    await world.pass(2_000);
    return world;
  }

  test('is read every second to two while a lot is open, and shown', async () => {
    const world = await cutOff();
    world.snapshot = async () => ({ lots: [at(7, 1_200)] });
    expect(await reads(world, 15_000)).toBe(10);
    expect(shown(world)).toEqual([[7, 1_200]]);
    for (const [chance, every] of [
      [0.01, 1_010],
      [0.9999999, 1_999],
    ] as const) {
      world.chance = chance;
      await world.pass(4_000);
      expect(await reads(world, every * 6)).toBe(6);
    }
  });

  test('is read less often while none is: an opening is not to be missed for long', async () => {
    const world = await cutOff([openLot({ status: 'scheduled' })]);
    expect(await reads(world, 15_000)).toBe(2);
    world.snapshot = async () => ({ lots: [at(6, 1_000)] });
    await world.pass(7_500);
    expect(await reads(world, 15_000)).toBe(10);
  });

  test.each([
    ['hidden', 'visible'],
    ['offline', 'online'],
  ] as const)('is not read while the page is %s, and is again when it is %s', async (hint, back) => {
    const world = await cutOff();
    world.ticket = async () => Promise.reject(new Error('down'));
    world.socket.close();
    await world.pass(2_000);
    world.client.hint(hint);
    expect(await reads(world, 60_000)).toBe(0);
    world.client.hint(back);
    expect(await reads(world, 15_000)).toBeGreaterThanOrEqual(10);
  });

  test('is not read any more when the feed flows', async () => {
    const world = await cutOff();
    world.token = async () => 'another';
    await waitForFeed(world);
    world.feed.flow();
    expect(await reads(world, 60_000)).toBe(0);
  });

  test('is read one at a time: one that hangs is given up after 6 s', async () => {
    const world = await cutOff();
    world.snapshot = never;
    expect(await reads(world, 6_000)).toBe(1);
    expect(await reads(world, 6_000)).toBe(1);
  });

  test('is read where there is no feed, too, while the connection is down', async () => {
    const world = new DropWorld();
    await world.goLive([at(5, 1_000)]);
    expect(await reads(world, 4_000)).toBe(0);
    world.ticket = async () => Promise.reject(new Error('down'));
    world.snapshot = async () => ({ lots: [at(7, 1_200)] });
    world.socket.close();
    expect(await reads(world, 15_000)).toBe(10);
    expect(shown(world)).toEqual([[7, 1_200]]);
    world.ticket = async () => ({ kind: 'ticket', ticket: 'T' });
    const socket = await world.reconnect();
    socket.say(world.welcome());
    expect(await reads(world, 4_000)).toBe(0);
  });

  test('one that comes when the client was stopped is too late', async () => {
    const world = await cutOff();
    let give: (snapshot: { lots: ReturnType<typeof openLot>[] }) => void = () => undefined;
    world.snapshot = () => new Promise((resolve) => (give = resolve));
    await world.advance(2_000);
    world.client.stop();
    give({ lots: [at(9, 2_000)] });
    await world.settle();
    expect(shown(world)).toEqual([[5, 1_000]]);
    expect(world.timersRunning).toBe(0);
  });

  test('while the connection is live and the feed is not, answers are shown as ever', async () => {
    const world = await cutOff();
    const bidId = world.client.bid({ lotId, amountCents: 1_100 as never, kind: 'exact' });
    world.socket.say(world.answer(bidId, { outcome: 'outbid', sequence: 6, lot: at(6, 1_100) }));
    expect(shown(world)).toEqual([[6, 1_100]]);
    expect(world.client.state().bids[0]).toMatchObject({ state: 'outbid' });
  });
});
