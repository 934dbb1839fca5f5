import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stepConnection } from '../../../packages/client/src/connection.ts';
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
  type ConnectionTimer,
  type ConnectionWorld,
  stoppedConnection,
} from '../../../packages/client/src/connection-state.ts';

const timers: readonly ConnectionTimer[] = ['step', 'retry', 'ping', 'silence', 'planned', 'proven'];

/** As `expect`, which would take most of the time of so many steps. */
function hold(holds: boolean, broken: () => string): void {
  if (!holds) throw new Error(broken());
}

/** What the reducer's effects leave in the world around it. */
type Around = {
  readonly timers: Map<ConnectionTimer, number>;
  sockets: number;
};

function act(around: Around, effects: readonly ConnectionEffect[]): void {
  for (const effect of effects) {
    switch (effect.kind) {
      case 'take-ticket':
      case 'read-snapshot':
      case 'doubt-network':
        break;
      case 'open-socket':
        hold(around.sockets === 0, () => 'a second socket');
        around.sockets = 1;
        break;
      case 'lose-socket':
        around.sockets = 0;
        break;
      case 'say-hello':
      case 'say-ping':
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
function timersOf({ phase }: Connection): {
  readonly must: ConnectionTimer[];
  readonly may: ConnectionTimer[];
} {
  switch (phase.kind) {
    case 'stopped':
    case 'refused':
      return { must: [], may: [] };
    case 'taking-ticket':
    case 'opening':
    case 'greeting':
      return { must: ['step'], may: [] };
    case 'waiting':
      return { must: ['retry'], may: [] };
    case 'live':
      return {
        must: [
          ...(['ping', 'planned'] as const),
          ...(phase.hello === 'answered' ? [] : (['step'] as const)),
          ...(phase.quietSinceMs === undefined ? [] : (['silence'] as const)),
        ],
        may: ['proven'],
      };
  }
}

function check(connection: Connection, around: Around): void {
  const { must, may } = timersOf(connection);
  const { kind } = connection.phase;
  const running = [...around.timers.keys()];
  for (const timer of must) hold(running.includes(timer), () => `${kind} without ${timer}`);
  for (const timer of running)
    hold(must.includes(timer) || may.includes(timer), () => `${kind} with ${timer}`);
  const sockets = kind === 'opening' || kind === 'greeting' || kind === 'live' ? 1 : 0;
  hold(around.sockets === sockets, () => `${around.sockets} sockets while ${kind}`);
}

/** Anything that may be told, of the present try (`ago` 0) or of an earlier one, whether or not it can come now. */
type Told =
  | Exclude<ConnectionEvent, { readonly round: number }>
  | { readonly ago: number; readonly event: (round: number) => ConnectionEvent; readonly named: string };

const ticketResults = fc.constantFrom(
  { kind: 'ticket', ticket: 'T' } as const,
  { kind: 'fault' } as const,
  ...['busy', 'too-many-requests', 'too-many-connections', 'drop-unknown'].map(
    (code) => ({ kind: 'refused', code, message: 'no' }) as const,
  ),
);
const ago = fc.constantFrom(0, 0, 0, 0, 1, 3);
const told: fc.Arbitrary<Told> = fc.oneof(
  fc.constantFrom<Told>(
    ...(
      ['start', 'start', 'stop', 'hello-wanted', 'wanted', 'clock-doubted', 'clock-vague', 'missed'] as const
    ).map((kind) => ({
      kind,
    })),
    ...(['visible', 'hidden', 'online', 'offline'] as const).map((hint) => ({ kind: 'hint' as const, hint })),
  ),
  fc.nat({ max: 100_000 }).map((ms): Told => ({ kind: 'spread', ms })),
  fc.constantFrom(...timers).map((timer): Told => ({ kind: 'timer', timer })),
  fc.tuple(ago, ticketResults).map(
    ([back, result]): Told => ({
      ago: back,
      named: `ticket ${result.kind}`,
      event: (round) => ({ kind: 'ticket', round, result }),
    }),
  ),
  fc.tuple(ago, fc.constantFrom('opened', 'opened', 'closed', 'heard', 'welcomed', 'welcomed')).map(
    ([back, kind]): Told => ({
      ago: back,
      named: kind,
      event: (round) => ({ kind: kind as 'opened', round }),
    }),
  ),
);
const world = fc.record({
  passedMs: fc.oneof(fc.nat({ max: 8_000 }), fc.constantFrom(0, -3_600_000, 3_600_000)),
  chance: fc.oneof(fc.constantFrom(0, 0.5, 0.999_999), fc.double({ min: 0, max: 0.999_999, noNaN: true })),
  wanted: fc.boolean(),
  climax: fc.boolean(),
  clockVague: fc.boolean(),
});
/** One thing after another; now and then the tale is helped along, or few would ever get to be live. */
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
function onwards({ phase, round }: Connection): ConnectionEvent {
  switch (phase.kind) {
    case 'stopped':
    case 'refused':
      return { kind: 'start' };
    case 'waiting':
      return { kind: 'timer', timer: 'retry' };
    case 'taking-ticket':
      return { kind: 'ticket', round, result: { kind: 'ticket', ticket: 'T' } };
    case 'opening':
      return { kind: 'opened', round };
    case 'greeting':
      return { kind: 'welcomed', round };
    case 'live':
      return { kind: 'heard', round };
  }
}

type ConnectionWorldButTime = Omit<ConnectionWorld, 'nowMs'>;
type Play = { connection: Connection; nowMs: number; readonly around: Around; readonly met: Set<string> };

const begun = (): Play => ({
  connection: stoppedConnection,
  nowMs: 1_772_366_400_000,
  around: { timers: new Map(), sockets: 0 },
  met: new Set(),
});

function step(play: Play, event: ConnectionEvent, of: ConnectionWorldButTime): void {
  if (event.kind === 'timer') play.around.timers.delete(event.timer);
  const before = play.connection.phase.kind;
  const had = event.kind === 'timer' ? timersOf(play.connection).must.includes(event.timer) : true;
  const [next, effects] = stepConnection(play.connection, event, { ...of, nowMs: play.nowMs });
  play.connection = next;
  act(play.around, effects);
  // A timer that does not run in this phase cannot ring in the world; here it may, and is not missed.
  if (!had && event.kind === 'timer') play.around.timers.delete(event.timer);
  play.met.add(`${before} ${event.kind} ${next.phase.kind}`);
  const isOver = before === 'stopped' || before === 'refused';
  const told = event.kind === 'start' || event.kind === 'stop';
  hold(!isOver || told || next.phase.kind === before, () => `${before} and woken by ${event.kind}`);
  check(next, play.around);
}

const anything = { chance: 0.5, wanted: false, climax: false, clockVague: false };

/** Plays a tale to its end. */
function played(steps: readonly [Told | 'on' | 'ring', { passedMs: number } & typeof anything][]): Play {
  const play = begun();
  for (const [one, { passedMs, ...of }] of steps) {
    play.nowMs += passedMs;
    if (one === 'on') step(play, onwards(play.connection), of);
    else if (one === 'ring') {
      const [timer] = [...play.around.timers].sort(([, some], [, other]) => some - other)[0] ?? ['ping'];
      step(play, { kind: 'timer', timer }, of);
    } else if ('event' in one) step(play, one.event(play.connection.round - one.ago), of);
    else step(play, one, of);
  }
  return play;
}

describe('a connection, whatever is told in whatever order', () => {
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
      'stopped start taking-ticket',
      'taking-ticket ticket opening',
      'taking-ticket ticket waiting',
      'taking-ticket ticket refused',
      'taking-ticket timer waiting',
      'taking-ticket hint taking-ticket',
      'opening opened greeting',
      'opening closed waiting',
      'opening timer waiting',
      'opening hint taking-ticket',
      'greeting welcomed live',
      'greeting closed waiting',
      'greeting timer waiting',
      'greeting hint taking-ticket',
      'live closed waiting',
      'live timer waiting',
      'live timer taking-ticket',
      'live timer live',
      'live heard live',
      'live hint live',
      'live hello-wanted live',
      'live clock-doubted live',
      'live clock-vague live',
      'live stop stopped',
      'waiting timer taking-ticket',
      'waiting hint waiting',
      'waiting wanted waiting',
      'waiting stop stopped',
      'refused start taking-ticket',
    ])
      expect([...met], `no tale met: ${transition}`).toContain(transition);
  });

  test('is live a few steps later, once nothing goes wrong any more', () => {
    fc.assert(
      fc.property(tale, (steps) => {
        const play = played(steps);
        if (play.connection.phase.kind === 'stopped') return;
        for (let more = 0; more < 5; more += 1) step(play, onwards(play.connection), anything);
        expect(play.connection.phase.kind).toBe('live');
      }),
      { numRuns: 500 },
    );
  });

  test('left to its timers alone, tries again and again, and stops only when told to', () => {
    fc.assert(
      fc.property(tale, (steps) => {
        const play = played(steps);
        const { kind } = play.connection.phase;
        if (kind === 'stopped' || kind === 'refused') return;
        const { round } = play.connection;
        for (let more = 0; more < 250 && play.connection.round < round + 6; more += 1) {
          const [soonest] = [...play.around.timers].sort(([, some], [, other]) => some - other);
          if (soonest === undefined) throw new Error(`${play.connection.phase.kind} waits for nothing`);
          const [timer, ms] = soonest;
          play.nowMs += ms;
          for (const [other, left] of play.around.timers) play.around.timers.set(other, left - ms);
          step(play, { kind: 'timer', timer }, anything);
        }
        expect(play.connection.round).toBeGreaterThanOrEqual(round + 6);
      }),
      { numRuns: 300 },
    );
  });

  test('what an earlier try still says changes nothing', () => {
    fc.assert(
      fc.property(tale, fc.integer({ min: 1, max: 9 }), ticketResults, (steps, back, result) => {
        const { connection, nowMs } = played(steps);
        const round = connection.round - back;
        for (const event of [
          { kind: 'ticket', round, result },
          ...(['opened', 'closed', 'heard', 'welcomed'] as const).map((kind) => ({ kind, round })),
        ] as const)
          expect(stepConnection(connection, event, { ...anything, nowMs })).toEqual([connection, []]);
      }),
      { numRuns: 300 },
    );
  });
});
