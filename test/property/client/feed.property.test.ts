import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepFeed } from '../../../packages/client/src/feed.ts';
import {
  type Feed,
  type FeedEffect,
  type FeedEvent,
  type FeedTimer,
  stoppedFeed,
} from '../../../packages/client/src/feed-state.ts';
import type { FeedFrame } from '../../../packages/client/src/read-feed-frame.ts';
import { DropWorld, openLot } from '../../unit/client/drop-world.ts';

const timers: readonly FeedTimer[] = ['step', 'retry', 'silence', 'proven', 'missed'];

/** As `expect`, which would take most of the time of so many steps. */
function hold(holds: boolean, broken: () => string): void {
  if (!holds) throw new Error(broken());
}

/** What the reducer's effects leave in the world around it. */
type Around = { readonly timers: Map<FeedTimer, number>; sockets: number; subscribed: number };

function act(around: Around, effects: readonly FeedEffect[]): void {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'take-token':
        break;
      case 'open-socket':
        hold(around.sockets === 0, () => 'a second socket');
        around.sockets = 1;
        around.subscribed = 0;
        break;
      case 'lose-socket':
        around.sockets = 0;
        break;
      case 'subscribe':
        hold(effect.nth === around.subscribed + 1, () => `subscription ${effect.nth}`);
        around.subscribed = effect.nth;
        break;
      case 'unsubscribe':
        hold(effect.nth > 0 && effect.nth < around.subscribed, () => `the only subscription is ended`);
        break;
      case 'say-init':
      case 'missed':
      case 'ask-missed':
        hold(around.sockets === 1, () => `${effect.kind} without a socket`);
        break;
      case 'set-timer':
        hold(Number.isInteger(effect.ms) && effect.ms >= 0, () => `${effect.timer} in ${effect.ms} ms`);
        around.timers.set(effect.timer, effect.ms);
        break;
      case 'clear-timer':
        around.timers.delete(effect.timer);
        break;
    }
  }
}

/** The timers that must run in each phase, so that nothing waits for ever, and those that may. */
function timersOf({ phase }: Feed): { readonly must: FeedTimer[]; readonly may: FeedTimer[] } {
  switch (phase.kind) {
    case 'stopped':
      return { must: [], may: [] };
    case 'taking-token':
    case 'opening':
    case 'greeting':
    case 'subscribing':
      return { must: ['step'], may: [] };
    case 'waiting':
      return { must: ['retry'], may: [] };
    case 'flowing':
      return { must: phase.missed ? ['silence', 'missed'] : ['silence'], may: ['proven'] };
  }
}

function check(feed: Feed, around: Around): void {
  const { must, may } = timersOf(feed);
  const { kind } = feed.phase;
  const running = [...around.timers.keys()];
  for (const timer of must) hold(running.includes(timer), () => `${kind} without ${timer}`);
  for (const timer of running)
    hold(must.includes(timer) || may.includes(timer), () => `${kind} with ${timer}`);
  const sockets = kind === 'stopped' || kind === 'taking-token' || kind === 'waiting' ? 0 : 1;
  hold(around.sockets === sockets, () => `${around.sockets} sockets while ${kind}`);
}

/** Anything that may be told, of the present try (`ago` 0) or of an earlier one, whether or not it can come now. */
type Told =
  | Exclude<FeedEvent, { readonly round: number }>
  | { readonly ago: number; readonly event: (round: number) => FeedEvent };

const frames = fc.constantFrom<FeedFrame>(
  { kind: 'acknowledged', silenceMaxMs: 60_000 },
  { kind: 'subscribed' },
  { kind: 'undelivered' },
  { kind: 'alive' },
  { kind: 'events', texts: ['{}'] },
  { kind: 'invalid', message: 'no' },
  ...(['connection', 'subscription', 'message'] as const).flatMap((what) =>
    ['UnauthorizedException', 'LimitExceededException'].map(
      (code) => ({ kind: 'refused', what, code, message: 'no' }) as const,
    ),
  ),
);
const ago = fc.constantFrom(0, 0, 0, 0, 1, 3);
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.constantFrom<Told>(
    ...(['start', 'start', 'stop', 'doubted'] as const).map((kind) => ({ kind })),
    ...(['visible', 'hidden', 'online', 'offline'] as const).map((hint) => ({ kind: 'hint' as const, hint })),
  ),
  fc.nat({ max: 100_000 }).map((ms): Told => ({ kind: 'spread', ms })),
  fc.constantFrom(...timers).map((timer): Told => ({ kind: 'timer', timer })),
  fc
    .tuple(ago, frames)
    .map(([back, frame]): Told => ({ ago: back, event: (round) => ({ kind: 'frame', round, frame }) })),
  fc.tuple(ago, fc.boolean()).map(
    ([back, fault]): Told => ({
      ago: back,
      event: (round) => ({
        ...{ kind: 'token', round },
        result: fault ? { kind: 'fault' } : { kind: 'token', token: 'T' },
      }),
    }),
  ),
  fc
    .tuple(ago, fc.constantFrom('opened' as const, 'closed' as const))
    .map(([back, kind]): Told => ({ ago: back, event: (round) => ({ kind, round }) })),
);
const world = fc.record({
  passedMs: fc.oneof(fc.nat({ max: 8_000 }), fc.constantFrom(0, -3_600_000, 3_600_000)),
  chance: fc.oneof(fc.constantFrom(0, 0.5, 0.999_999), fc.double({ min: 0, max: 0.999_999, noNaN: true })),
});
/** One thing after another; now and then the tale is helped along, or few would ever get to flow. */
const tale = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 4, arbitrary: told },
      { weight: 3, arbitrary: fc.constant<'on'>('on') },
      { weight: 1, arbitrary: fc.constant<'ring'>('ring') },
    ),
    world,
  ),
  { maxLength: 120, size: 'max' },
);

/** What brings a try one step further. */
function onwards({ phase, round }: Feed): FeedEvent {
  switch (phase.kind) {
    case 'stopped':
      return { kind: 'start' };
    case 'waiting':
      return { kind: 'timer', timer: 'retry' };
    case 'taking-token':
      return { kind: 'token', round, result: { kind: 'token', token: 'T' } };
    case 'opening':
      return { kind: 'opened', round };
    case 'greeting':
      return { kind: 'frame', round, frame: { kind: 'acknowledged', silenceMaxMs: 60_000 } };
    case 'subscribing':
    case 'flowing':
      return { kind: 'frame', round, frame: { kind: 'subscribed' } };
  }
}

type Play = { feed: Feed; nowMs: number; readonly around: Around; readonly met: Set<string> };

function step(play: Play, event: FeedEvent, chance: number): void {
  const before = play.feed.phase.kind;
  if (event.kind === 'timer') {
    // A timer that does not run in this phase cannot ring in the world; here it may, and is not missed.
    const runs = play.around.timers.delete(event.timer);
    if (!runs) return;
  }
  const [next, effects] = stepFeed(play.feed, event, { nowMs: play.nowMs, chance });
  play.feed = next;
  act(play.around, effects);
  const what = event.kind === 'frame' ? event.frame.kind : event.kind;
  play.met.add(`${before} ${what} ${next.phase.kind}`);
  hold(
    before !== 'stopped' || event.kind === 'start' || next.phase.kind === before,
    () => `woken by ${what}`,
  );
  check(next, play.around);
}

/** Plays a tale to its end. */
function played(steps: readonly [Told | 'on' | 'ring', { passedMs: number; chance: number }][]): Play {
  const around = { timers: new Map(), sockets: 0, subscribed: 0 };
  const play: Play = { feed: stoppedFeed, nowMs: 1_772_366_400_000, around, met: new Set() };
  for (const [one, { passedMs, chance }] of steps) {
    play.nowMs += passedMs;
    if (one === 'on') step(play, onwards(play.feed), chance);
    else if (one === 'ring') {
      const [timer] = [...play.around.timers].sort(([, some], [, other]) => some - other)[0] ?? ['step'];
      step(play, { kind: 'timer', timer }, chance);
    } else if ('event' in one) step(play, one.event(play.feed.round - one.ago), chance);
    else step(play, one, chance);
  }
  return play;
}

describe('a subscription to a feed, whatever is told in whatever order', () => {
  test('has one socket at most, the timers of its phase and no others, and never waits for nothing', () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(tale, (steps) => {
        for (const transition of played(steps).met) met.add(transition);
      }),
      { numRuns: 800 },
    );
    // The tales are worth nothing if they do not get about.
    for (const transition of [
      'stopped start taking-token',
      'taking-token token opening',
      'taking-token token waiting',
      'taking-token timer waiting',
      'opening opened greeting',
      'opening closed waiting',
      'opening hint taking-token',
      'greeting acknowledged subscribing',
      'greeting refused waiting',
      'greeting closed waiting',
      'subscribing subscribed flowing',
      'subscribing refused waiting',
      'subscribing timer waiting',
      'flowing events flowing',
      'flowing undelivered flowing',
      'flowing refused waiting',
      'flowing refused flowing',
      'flowing doubted flowing',
      'flowing hint flowing',
      'flowing timer waiting',
      'flowing timer flowing',
      'flowing closed waiting',
      'flowing stop stopped',
      'waiting timer taking-token',
      'waiting hint waiting',
    ])
      expect([...met], `no tale met: ${transition}`).toContain(transition);
  });

  test('flows a few steps later, once nothing goes wrong any more', () => {
    fc.assert(
      fc.property(tale, (steps) => {
        const play = played(steps);
        if (play.feed.phase.kind === 'stopped') return;
        for (let more = 0; more < 6; more += 1) step(play, onwards(play.feed), 0.5);
        expect(play.feed.phase.kind).toBe('flowing');
      }),
      { numRuns: 500 },
    );
  });

  test('what an earlier try still says changes nothing', () => {
    fc.assert(
      fc.property(tale, fc.integer({ min: 1, max: 9 }), frames, (steps, back, frame) => {
        const { feed, nowMs } = played(steps);
        const round = feed.round - back;
        for (const event of [
          { kind: 'token', round, result: { kind: 'fault' } },
          { kind: 'opened', round },
          { kind: 'closed', round },
          { kind: 'frame', round, frame },
        ] as const)
          expect(stepFeed(feed, event, { chance: 0.5, nowMs })).toEqual([feed, []]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a feed and a socket together', () => {
  const anything = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.json({ maxDepth: 2 }),
    fc
      .record({
        type: fc.constantFrom(
          'data',
          'ka',
          'connection_ack',
          'subscribe_success',
          'subscribe_error',
          'error',
        ),
        event: fc.oneof(fc.jsonValue(), fc.json()),
        errors: fc.jsonValue(),
        connectionTimeoutMs: fc.jsonValue(),
      })
      .map((frame) => JSON.stringify(frame)),
  );

  test('garbage on the feed is thrown by nobody, and shows nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 20 }), async (texts) => {
        const world = new DropWorld('feed');
        await world.goLive();
        world.feed.flow();
        for (const text of texts) world.feed.sayText(text);
        const { lots } = world.client.state();
        return lots.length === 1 && lots[0]?.sequence === 5;
      }),
    );
  });

  test('pushes by both, in any order, doubled, with the feed lost in between, leave the newest form of each lot', async () => {
    const way = fc.constantFrom('feed', 'socket', 'both');
    const push = fc.record({
      number: fc.integer({ min: 1, max: 3 }),
      sequence: fc.integer({ min: 1, max: 9 }),
      way,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(push, { maxLength: 40 }), fc.nat(), async (pushes, cut) => {
        const world = new DropWorld('feed');
        const socket = await world.goLive([]);
        world.feed.flow();
        const newest = new Map<number, number>();
        for (const [nth, { number, sequence, way: by }] of pushes.entries()) {
          if (nth === cut % pushes.length) {
            world.feed.close();
            await world.advance(250);
            world.feed.flow();
          }
          const lot = openLot({
            ...{ number: number as never, sequence: sequence as never },
            priceCents: (1_000 + sequence * 10) as never,
          });
          newest.set(number, Math.max(newest.get(number) ?? 0, sequence));
          if (by !== 'socket') world.feed.push(world.pushed(lot));
          if (by !== 'feed') socket.say(world.pushed(lot));
        }
        const shown = world.client.state().lots.map(({ number, sequence }) => [number, sequence]);
        return (
          world.client.state().invalidMessages === undefined &&
          JSON.stringify(shown) === JSON.stringify([...newest].sort(([one], [other]) => one - other))
        );
      }),
      { numRuns: 60 },
    );
  });
});
