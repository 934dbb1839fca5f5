import { assertNever, limits } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { ConnectionState, Hint, RefusalReason, TicketResult } from './drop-client-api.ts';
import { type Crowd, type Loss, lossWait } from './loss-wait.ts';

/** What a connection is at; `live` only after a welcome. */
type Phase =
  | { readonly kind: 'stopped' }
  | TryPhase
  | LivePhase
  | { readonly kind: 'waiting'; readonly retryAtMs: number; readonly why?: RefusalReason }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

type TryPhase = {
  readonly kind: 'taking-ticket' | 'opening' | 'greeting';
  /** When this step of the try began, by the device's clock. */
  readonly sinceMs: number;
};

type LivePhase = {
  readonly kind: 'live';
  /** A further `hello` may be under way, and one more wanted after it. */
  readonly hello: 'answered' | 'asked' | 'asked-and-wanted';
  /** Since when a ping is outstanding with nothing heard; absent when none is. */
  readonly quietSinceMs?: number;
  readonly pingedAtMs: number;
  readonly quickPingsLeft: number;
  /** How often the planned end was put off. */
  readonly putOffs: number;
};

/** The connection of one phone, as a value. */
export type Connection = {
  /** Counts tries; what an earlier try still reports is too late to matter. */
  readonly round: number;
  /** Tries failed in a row. */
  readonly failures: number;
  /** Somebody looks at the page, as far as the hints go. */
  readonly visible: boolean;
  /** The device says that it has no network. */
  readonly offline: boolean;
  /** Over how long the saleroom wants a return of all its phones to be spread; 0 until it says. */
  readonly spreadMs: number;
  /** Whom it comes back with; absent while this phone seems to be alone. */
  readonly crowd?: Crowd;
  readonly phase: Phase;
};

/** The timers a connection needs; a later setting of one replaces the earlier. */
export type ConnectionTimer = 'step' | 'retry' | 'ping' | 'silence' | 'planned' | 'proven';

export type ConnectionEvent =
  /**
   * `hello-wanted`: a lot is in doubt. `wanted`: a bid or a command waits for a connection. `clock-doubted`: a message
   * bore a time that the clock cannot be right with.
   */
  | { readonly kind: 'start' | 'stop' | 'hello-wanted' | 'wanted' | 'clock-doubted' }
  | { readonly kind: 'hint'; readonly hint: Hint }
  | {
      readonly kind: 'ticket';
      readonly round: number;
      readonly result: TicketResult | { readonly kind: 'fault' };
    }
  | { readonly kind: 'opened' | 'closed' | 'heard' | 'welcomed'; readonly round: number }
  /** The saleroom said over how long a return of all should be spread. */
  | { readonly kind: 'spread'; readonly ms: number }
  | { readonly kind: 'timer'; readonly timer: ConnectionTimer };

export type ConnectionEffect =
  | { readonly kind: 'take-ticket'; readonly round: number }
  | { readonly kind: 'open-socket'; readonly round: number; readonly ticket: string }
  /** Ends the socket, if there is one, and everything that waited for an answer on it. */
  | { readonly kind: 'lose-socket' }
  /** `first` on a fresh socket: then it asks what became of pending bids too. */
  | { readonly kind: 'say-hello'; readonly first: boolean }
  /** `asks` what is newer than the phone has; else it only asks for the time. */
  | { readonly kind: 'say-ping'; readonly asks: boolean }
  /** Reads the public snapshot, which says how things stand before a connection can. */
  | { readonly kind: 'read-snapshot' }
  | { readonly kind: 'set-timer'; readonly timer: ConnectionTimer; readonly ms: number }
  | { readonly kind: 'clear-timer'; readonly timer: ConnectionTimer };

export type ConnectionStep = readonly [Connection, readonly ConnectionEffect[]];

/** What the reducer may know of the world. */
export type ConnectionWorld = {
  /** The device's clock. */
  readonly nowMs: number;
  /** From 0 up to, not including, 1. */
  readonly chance: number;
  /** A bid or a command of this phone waits for its answer. */
  readonly wanted: boolean;
  /** A lot is in its climax, or its hammer is about to fall. */
  readonly climax: boolean;
};

export const stoppedConnection: Connection = {
  round: 0,
  failures: 0,
  visible: true,
  offline: false,
  spreadMs: 0,
  phase: { kind: 'stopped' },
};

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
      return begin(alone(connection), world);
    case 'stop':
      return [{ ...connection, round: connection.round + 1, phase: { kind: 'stopped' } }, leave];
    case 'ticket':
      return phase.kind === 'taking-ticket' ? onTicket(connection, event.result, world) : [connection, []];
    case 'opened':
      return phase.kind === 'opening' ? onOpened(connection, world) : [connection, []];
    case 'closed':
      return onClosed(connection, world);
    case 'heard':
      return onHeard(connection);
    case 'welcomed':
      return onWelcomed(connection, world);
    case 'hello-wanted':
      return phase.kind === 'live' ? askAgain(connection, phase) : [connection, []];
    case 'clock-doubted':
      return onClockDoubted(connection, world);
    case 'hint':
      return onHint(connection, event.hint, world);
    case 'wanted':
      return onWanted(connection, world);
    case 'spread':
      return [{ ...connection, spreadMs: spreadAfter(connection, event.ms) }, []];
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

/** Whether a connection is wanted and says nothing at present. */
export function isUnsure({ phase }: Connection): boolean {
  switch (phase.kind) {
    case 'live':
      return phase.quietSinceMs !== undefined;
    case 'stopped':
    case 'refused':
      return false;
    case 'taking-ticket':
    case 'opening':
    case 'greeting':
    case 'waiting':
      return true;
    default:
      return assertNever(phase);
  }
}

/** What went wrong before counts no more, nor with whom. */
function alone({ crowd: _, ...connection }: Connection): Connection {
  return { ...connection, failures: 0 };
}

function begin(connection: Connection, { nowMs }: ConnectionWorld): ConnectionStep {
  const round = connection.round + 1;
  return [
    { ...connection, round, phase: { kind: 'taking-ticket', sinceMs: nowMs } },
    [{ kind: 'take-ticket', round }, setTimer('step', clientLimits.ticketWaitMs)],
  ];
}

function fail(
  connection: Connection,
  world: ConnectionWorld,
  loss: Loss,
  why?: RefusalReason,
): ConnectionStep {
  const { ms, ...losses } = lossWait(connection, loss, world);
  const phase: Phase = {
    kind: 'waiting',
    retryAtMs: world.nowMs + ms,
    ...(why === undefined ? {} : { why }),
  };
  return [
    { ...connection, round: connection.round + 1, ...losses, phase },
    [...leave, setTimer('retry', ms)],
  ];
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
        { ...connection, phase: { kind: 'opening', sinceMs: world.nowMs } },
        [{ kind: 'open-socket', round, ticket: result.ticket }, setTimer('step', clientLimits.openWaitMs)],
      ];
    case 'refused': {
      if (!passingRefusals.has(result.code)) return [{ ...connection, phase: result }, leave];
      const { code, message } = result;
      return fail(connection, world, code === crowdRefusal ? 'crowded' : 'own', { code, message });
    }
    case 'fault':
      return fail(connection, world, 'own');
    default:
      return assertNever(result);
  }
}

/** The refusal of a ticket that says how many others want one too. */
const crowdRefusal = 'too-many-requests';

/** Refusals of a ticket that another try may not meet; any other would be met again. */
const passingRefusals: ReadonlySet<string> = new Set([
  crowdRefusal,
  'busy',
  'too-many-connections',
  'unavailable',
  'internal-error',
]);

const onOpened = (connection: Connection, { nowMs }: ConnectionWorld): ConnectionStep => [
  { ...connection, phase: { kind: 'greeting', sinceMs: nowMs } },
  [{ kind: 'say-hello', first: true }, setTimer('step', clientLimits.helloWaitMs)],
];

/** A socket that ends although this phone's network seems well ended on the other side, and perhaps everybody's did. */
function onClosed(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const { phase, offline } = connection;
  switch (phase.kind) {
    case 'opening':
      return fail(connection, world, 'own');
    case 'greeting':
      return fail(connection, world, offline ? 'own' : 'ended');
    case 'live': {
      const quietMs = phase.quietSinceMs === undefined ? 0 : world.nowMs - phase.quietSinceMs;
      const own = offline || quietMs >= clientLimits.quietBeforeCloseMs;
      return fail(connection, world, own ? 'own' : 'ended');
    }
    case 'stopped':
    case 'taking-ticket':
    case 'waiting':
    case 'refused':
      return [connection, []];
    default:
      return assertNever(phase);
  }
}

function onHeard(connection: Connection): ConnectionStep {
  const { phase } = connection;
  if (phase.kind !== 'live' || phase.quietSinceMs === undefined) return [connection, []];
  const { quietSinceMs: _, ...heard } = phase;
  return [{ ...connection, phase: heard }, [clearTimer('silence')]];
}

function onWelcomed(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  if (phase.kind === 'greeting') {
    const welcomed: LivePhase = {
      kind: 'live',
      hello: 'answered',
      pingedAtMs: world.nowMs,
      quickPingsLeft: clientLimits.quickPings,
      putOffs: 0,
    };
    // The welcome has just said how all lots stand: the first pings only ask for the time.
    const [pinging, effects] = ping(connection, welcomed, world, false);
    const { plannedEndMinMs, plannedEndMaxMs } = clientLimits;
    const plannedMs = plannedEndMinMs + Math.floor(world.chance * (plannedEndMaxMs - plannedEndMinMs));
    return [
      pinging,
      [
        clearTimer('step'),
        setTimer('proven', clientLimits.provenAfterMs),
        setTimer('planned', plannedMs),
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

/**
 * A ping; the first that is unanswered starts the wait for a sign of life.
 * @param asks whether it asks for newer lots too, not only for the time
 */
function ping(
  connection: Connection,
  phase: LivePhase,
  { nowMs }: ConnectionWorld,
  asks: boolean,
  silenceMs: number = clientLimits.silenceMs,
): ConnectionStep {
  const silence = phase.quietSinceMs === undefined ? [setTimer('silence', silenceMs)] : [];
  const pinged: LivePhase = { ...phase, pingedAtMs: nowMs, quietSinceMs: phase.quietSinceMs ?? nowMs };
  return [{ ...connection, phase: pinged }, [{ kind: 'say-ping', asks }, ...silence]];
}

/** While a crowd is on its way back there are fewer to be counted than there are. */
function spreadAfter({ failures, crowd, spreadMs }: Connection, toldMs: number): number {
  const ms = Math.min(toldMs, clientLimits.crowdSpreadMaxMs);
  return failures > 0 || crowd !== undefined ? Math.max(spreadMs, ms) : ms;
}

function onClockDoubted(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  if (phase.kind !== 'live' || phase.quietSinceMs !== undefined) return [connection, []];
  // A clock that was set back since makes the last ping look like one to come: then it is asked for too.
  const sinceMs = Math.abs(world.nowMs - phase.pingedAtMs);
  if (sinceMs < clientLimits.clockAskEveryMs) return [connection, []];
  return ping(connection, phase, world, false);
}

/** Hints shorten waits, and make sure of what may have died unnoticed; they end nothing that lives. */
function onHint(connection: Connection, hint: Hint, world: ConnectionWorld): ConnectionStep {
  switch (hint) {
    case 'hidden':
      return [{ ...connection, visible: false }, []];
    case 'visible':
      return comeBack({ ...connection, visible: true }, world, clientLimits.doomedAfterMs);
    case 'offline':
      return onOffline({ ...connection, offline: true }, world);
    case 'online':
      return onOnline(connection, world);
    default:
      return assertNever(hint);
  }
}

/** Without a network nothing will be heard; a ping finds out whether that is so. */
function onOffline(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  if (phase.kind !== 'live' || phase.quietSinceMs !== undefined) return [connection, []];
  return ping(connection, phase, world, false);
}

/**
 * The network was this phone's own to lose: nobody else comes back with it, what failed before says nothing, and what is
 * under way was asked for without a network.
 */
const onOnline = (connection: Connection, world: ConnectionWorld): ConnectionStep =>
  comeBack({ ...alone(connection), offline: false }, world, 0);

/**
 * Somebody looks again, or the network is back: the snapshot says first how things stand.
 * @param doomedAfterMs how old a try under way must be to be given up for a new one
 */
function comeBack(connection: Connection, world: ConnectionWorld, doomedAfterMs: number): ConnectionStep {
  const { phase } = connection;
  switch (phase.kind) {
    case 'live':
      return withSnapshot(makeSure(connection, phase, world));
    case 'waiting':
      return withSnapshot(hurry(connection, world, clientLimits.hintedWaitMs));
    case 'taking-ticket':
    case 'opening':
    case 'greeting': {
      const young = Math.abs(world.nowMs - phase.sinceMs) < doomedAfterMs;
      return withSnapshot(young ? [connection, []] : replace(connection, world));
    }
    case 'stopped':
    case 'refused':
      return [connection, []];
    default:
      return assertNever(phase);
  }
}

const withSnapshot = ([connection, effects]: ConnectionStep): ConnectionStep => [
  connection,
  [{ kind: 'read-snapshot' }, ...effects],
];

/** Pings, and waits for a sign of life less long than usual; a ping that is out already is given no more time than that. */
function makeSure(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const { silenceMs, hintedSilenceMs } = clientLimits;
  if (phase.quietSinceMs === undefined) return ping(connection, phase, world, true, hintedSilenceMs);
  const restMs = phase.quietSinceMs + silenceMs - world.nowMs;
  if (restMs <= hintedSilenceMs) return [connection, []];
  return [connection, [setTimer('silence', hintedSilenceMs)]];
}

/** Shortens a wait to a random part of `mostMs`; never lengthens one. */
function hurry(connection: Connection, { nowMs, chance }: ConnectionWorld, mostMs: number): ConnectionStep {
  const { phase } = connection;
  const ms = Math.floor(chance * mostMs);
  if (phase.kind !== 'waiting' || phase.retryAtMs - nowMs <= ms) return [connection, []];
  return [{ ...connection, phase: { ...phase, retryAtMs: nowMs + ms } }, [setTimer('retry', ms)]];
}

function onWanted(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const { hintedWaitMs, wantedWaitMs } = clientLimits;
  return hurry(connection, world, connection.crowd === undefined ? hintedWaitMs : wantedWaitMs);
}

function onTimer(connection: Connection, timer: ConnectionTimer, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  switch (timer) {
    case 'step':
      return isStepping(phase) ? fail(connection, world, 'own') : [connection, []];
    case 'silence':
      return phase.kind === 'live' ? onSilence(connection, phase, world) : [connection, []];
    case 'retry':
      return phase.kind === 'waiting' ? begin(connection, world) : [connection, []];
    case 'planned':
      return phase.kind === 'live' ? onPlanned(connection, phase, world) : [connection, []];
    case 'proven':
      return phase.kind === 'live' ? [alone(connection), []] : [connection, []];
    case 'ping':
      return phase.kind === 'live' ? onPingTimer(connection, phase, world) : [connection, []];
    default:
      return assertNever(timer);
  }
}

const isStepping = (phase: Phase): boolean =>
  phase.kind === 'taking-ticket' ||
  phase.kind === 'opening' ||
  phase.kind === 'greeting' ||
  (phase.kind === 'live' && phase.hello !== 'answered');

/** Dead is a ping outstanding with nothing heard; but a phone that slept through that has not listened yet. */
function onSilence(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const { quietSinceMs, ...heard } = phase;
  if (quietSinceMs === undefined) return [connection, []];
  const lateMs = world.nowMs - quietSinceMs - clientLimits.silenceMs;
  if (lateMs >= clientLimits.sleptMs)
    return ping(connection, heard, world, true, clientLimits.hintedSilenceMs);
  return fail(connection, world, 'own');
}

/** Nobody is cut off in a climax, or with a bid under way, as long as the gateway's own end is far enough. */
function onPlanned(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const calm = !world.climax && !world.wanted;
  if (calm || phase.putOffs >= clientLimits.plannedPutOffsMax) return replace(connection, world);
  return [
    { ...connection, phase: { ...phase, putOffs: phase.putOffs + 1 } },
    [setTimer('planned', clientLimits.plannedPutOffMs)],
  ];
}

function replace(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const [begun, effects] = begin(connection, world);
  return [begun, [...leave, ...effects]];
}

function onPingTimer(connection: Connection, phase: LivePhase, world: ConnectionWorld): ConnectionStep {
  const isQuick = phase.quickPingsLeft > 0;
  const quickPingsLeft = Math.max(0, phase.quickPingsLeft - 1);
  const nextMs = quickPingsLeft > 0 ? clientLimits.quickPingEveryMs : limits.pingEveryMs;
  const [pinging, effects] = ping(connection, { ...phase, quickPingsLeft }, world, !isQuick);
  return [pinging, [...effects, setTimer('ping', nextMs)]];
}
