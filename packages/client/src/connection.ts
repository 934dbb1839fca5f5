import { assertNever, limits } from '@gaveldrop/units';
import { backOffMs } from './back-off.ts';
import { clientLimits } from './client-limits.ts';
import type { ConnectionState, RefusalReason, TicketResult } from './drop-client-api.ts';

/** What a connection is at; `live` only after a welcome. */
type Phase =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'taking-ticket' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'greeting' }
  | LivePhase
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly why?: RefusalReason }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

type LivePhase = {
  readonly kind: 'live';
  /** A further `hello` may be under way, and one more wanted after it. */
  readonly hello: 'answered' | 'asked' | 'asked-and-wanted';
  /** A ping is outstanding and nothing was heard since. */
  readonly listening: boolean;
  readonly quickPingsLeft: number;
};

/** The connection of one phone, as a value. */
export type Connection = {
  /** Counts tries; what an earlier try still reports is too late to matter. */
  readonly round: number;
  /** Tries failed in a row. */
  readonly failures: number;
  readonly phase: Phase;
};

/** The timers a connection needs; a later setting of one replaces the earlier. */
export type ConnectionTimer = 'step' | 'retry' | 'ping' | 'silence' | 'planned' | 'proven';

export type ConnectionEvent =
  | { readonly kind: 'start' | 'stop' | 'hint' | 'hello-wanted' }
  | {
      readonly kind: 'ticket';
      readonly round: number;
      readonly result: TicketResult | { readonly kind: 'fault' };
    }
  | { readonly kind: 'opened' | 'closed' | 'heard' | 'welcomed'; readonly round: number }
  | { readonly kind: 'timer'; readonly timer: ConnectionTimer };

export type ConnectionEffect =
  | { readonly kind: 'take-ticket'; readonly round: number }
  | { readonly kind: 'open-socket'; readonly round: number; readonly ticket: string }
  /** Ends the socket, if there is one, and everything that waited for an answer on it. */
  | { readonly kind: 'lose-socket' }
  /** `first` on a fresh socket: then it asks what became of pending bids too. */
  | { readonly kind: 'say-hello'; readonly first: boolean }
  | { readonly kind: 'say-ping' }
  | { readonly kind: 'set-timer'; readonly timer: ConnectionTimer; readonly ms: number }
  | { readonly kind: 'clear-timer'; readonly timer: ConnectionTimer };

export type ConnectionStep = readonly [Connection, readonly ConnectionEffect[]];

/** What the reducer may know of the world: the device's clock, and a number from 0 up to, not including, 1. */
export type ConnectionWorld = { readonly nowMs: number; readonly chance: number };

export const stoppedConnection: Connection = { round: 0, failures: 0, phase: { kind: 'stopped' } };

const timers: readonly ConnectionTimer[] = ['step', 'retry', 'ping', 'silence', 'planned', 'proven'];
const clearTimer = (timer: ConnectionTimer): ConnectionEffect => ({ kind: 'clear-timer', timer });
const setTimer = (timer: ConnectionTimer, ms: number): ConnectionEffect => ({ kind: 'set-timer', timer, ms });
const leave: readonly ConnectionEffect[] = [{ kind: 'lose-socket' }, ...timers.map(clearTimer)];

/** What the connection becomes by an event, and what is to be done about it. Pure. */
export function stepConnection(
  connection: Connection,
  event: ConnectionEvent,
  world: ConnectionWorld,
): ConnectionStep {
  if ('round' in event && event.round !== connection.round) return [connection, []];
  const { phase } = connection;
  switch (event.kind) {
    case 'start':
      if (phase.kind !== 'stopped' && phase.kind !== 'refused') return [connection, []];
      return begin({ ...connection, failures: 0 });
    case 'stop':
      return [{ round: connection.round + 1, failures: 0, phase: { kind: 'stopped' } }, leave];
    case 'ticket':
      return phase.kind === 'taking-ticket' ? onTicket(connection, event.result, world) : [connection, []];
    case 'opened':
      return phase.kind === 'opening' ? onOpened(connection, world) : [connection, []];
    case 'closed':
      return isUp(phase) || phase.kind === 'opening' ? fail(connection, world) : [connection, []];
    case 'heard':
      return phase.kind === 'live' && phase.listening
        ? [{ ...connection, phase: { ...phase, listening: false } }, [clearTimer('silence')]]
        : [connection, []];
    case 'welcomed':
      return onWelcomed(connection);
    case 'hello-wanted':
      return phase.kind === 'live' ? askAgain(connection, phase) : [connection, []];
    case 'hint':
      return onHint(connection, world);
    case 'timer':
      return onTimer(connection, event.timer, world);
    default:
      return assertNever(event);
  }
}

/** One value each, so that what did not change is the same. */
const connecting: ConnectionState = { kind: 'connecting' };
const live: ConnectionState = { kind: 'live' };

/** The connection as the page shows it. */
export function connectionState({ phase }: Connection): ConnectionState {
  switch (phase.kind) {
    case 'taking-ticket':
    case 'opening':
    case 'greeting':
      return connecting;
    case 'live':
      return live;
    case 'stopped':
    case 'waiting':
    case 'refused':
      return phase;
    default:
      return assertNever(phase);
  }
}

const isUp = (phase: Phase): boolean => phase.kind === 'greeting' || phase.kind === 'live';

function begin(connection: Connection): ConnectionStep {
  const round = connection.round + 1;
  return [
    { ...connection, round, phase: { kind: 'taking-ticket' } },
    [{ kind: 'take-ticket', round }, setTimer('step', clientLimits.ticketWaitMs)],
  ];
}

function fail(
  connection: Connection,
  { nowMs, chance }: ConnectionWorld,
  why?: RefusalReason,
): ConnectionStep {
  const failures = connection.failures + 1;
  const ms = backOffMs(failures, chance);
  const phase: Phase = { kind: 'waiting', retryAtMs: nowMs + ms, ...(why === undefined ? {} : { why }) };
  return [{ round: connection.round + 1, failures, phase }, [...leave, setTimer('retry', ms)]];
}

function onTicket(
  connection: Connection,
  result: TicketResult | { readonly kind: 'fault' },
  world: ConnectionWorld,
): ConnectionStep {
  const { round } = connection;
  switch (result.kind) {
    case 'ticket':
      return [
        { ...connection, phase: { kind: 'opening' } },
        [{ kind: 'open-socket', round, ticket: result.ticket }, setTimer('step', clientLimits.openWaitMs)],
      ];
    case 'refused':
      if (passingRefusals.has(result.code)) {
        const { code, message } = result;
        return fail(connection, world, { code, message });
      }
      return [{ ...connection, phase: result }, leave];
    case 'fault':
      return fail(connection, world);
    default:
      return assertNever(result);
  }
}

/** Refusals of a ticket that another try may not meet; any other would be met again. */
const passingRefusals: ReadonlySet<string> = new Set([
  'busy',
  'too-many-connections',
  'too-many-requests',
  'unavailable',
  'internal-error',
]);

function onOpened(connection: Connection, { chance }: ConnectionWorld): ConnectionStep {
  const { plannedEndMinMs, plannedEndMaxMs } = clientLimits;
  const plannedMs = plannedEndMinMs + Math.floor(chance * (plannedEndMaxMs - plannedEndMinMs));
  return [
    { ...connection, phase: { kind: 'greeting' } },
    [
      { kind: 'say-hello', first: true },
      setTimer('step', clientLimits.helloWaitMs),
      setTimer('planned', plannedMs),
    ],
  ];
}

const welcomedPhase: LivePhase = {
  kind: 'live',
  hello: 'answered',
  listening: false,
  quickPingsLeft: clientLimits.quickPings,
};

function onWelcomed(connection: Connection): ConnectionStep {
  const { phase } = connection;
  if (phase.kind === 'greeting') {
    const [pinging, effects] = ping(connection, welcomedPhase);
    return [
      pinging,
      [
        clearTimer('step'),
        setTimer('proven', clientLimits.provenAfterMs),
        ...effects,
        setTimer('ping', clientLimits.quickPingEveryMs),
      ],
    ];
  }
  if (phase.kind !== 'live') return [connection, []];
  const answered: LivePhase = { ...phase, hello: 'answered' };
  if (phase.hello === 'asked-and-wanted') return askAgain(connection, answered);
  return [{ ...connection, phase: answered }, [clearTimer('step')]];
}

/** One `hello` at a time: its answer must be its own, or it would say nothing about the round trip. */
function askAgain(connection: Connection, phase: LivePhase): ConnectionStep {
  if (phase.hello !== 'answered')
    return [{ ...connection, phase: { ...phase, hello: 'asked-and-wanted' } }, []];
  return [
    { ...connection, phase: { ...phase, hello: 'asked' } },
    [{ kind: 'say-hello', first: false }, setTimer('step', clientLimits.helloWaitMs)],
  ];
}

function ping(connection: Connection, phase: LivePhase): ConnectionStep {
  const silence = phase.listening ? [] : [setTimer('silence', clientLimits.silenceMs)];
  return [{ ...connection, phase: { ...phase, listening: true } }, [{ kind: 'say-ping' }, ...silence]];
}

/** Shortens a back-off, and makes sure of a connection that may have died unnoticed while the phone slept. */
function onHint(connection: Connection, { nowMs, chance }: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  if (phase.kind === 'live') return phase.listening ? [connection, []] : ping(connection, phase);
  if (phase.kind !== 'waiting') return [connection, []];
  const hintedMs = Math.floor(chance * clientLimits.hintedWaitMs);
  if (phase.retryAtMs - nowMs <= hintedMs) return [connection, []];
  return [{ ...connection, phase: { ...phase, retryAtMs: nowMs + hintedMs } }, [setTimer('retry', hintedMs)]];
}

function onTimer(connection: Connection, timer: ConnectionTimer, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  switch (timer) {
    case 'step':
    case 'silence':
      return fail(connection, world);
    case 'retry':
      return phase.kind === 'waiting' ? begin(connection) : [connection, []];
    case 'planned':
      return isUp(phase) ? replace(connection) : [connection, []];
    case 'proven':
      return [{ ...connection, failures: 0 }, []];
    case 'ping':
      return phase.kind === 'live' ? onPingTimer(connection, phase) : [connection, []];
    default:
      return assertNever(timer);
  }
}

function replace(connection: Connection): ConnectionStep {
  const [begun, effects] = begin(connection);
  return [begun, [...leave, ...effects]];
}

function onPingTimer(connection: Connection, phase: LivePhase): ConnectionStep {
  const quickPingsLeft = Math.max(0, phase.quickPingsLeft - 1);
  const nextMs = quickPingsLeft > 0 ? clientLimits.quickPingEveryMs : limits.pingEveryMs;
  const [pinging, effects] = ping(connection, { ...phase, quickPingsLeft });
  return [pinging, [...effects, setTimer('ping', nextMs)]];
}
