import { assertNever } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import { onHint, onWanted } from './connection-hints.ts';
import type {
  Connection,
  ConnectionEvent,
  ConnectionStep,
  ConnectionTimer,
  ConnectionWorld,
  Phase,
} from './connection-state.ts';
import { begin, leaving, lose, setTimer } from './connection-try.ts';
import type { TicketResult } from './drop-client-api.ts';
import {
  askAgain,
  goLive,
  onClockDoubted,
  onClockVague,
  onFurtherWelcome,
  onHeard,
  onHelloUnanswered,
  onPingTimer,
  onPlanned,
  onSilence,
  ping,
} from './live-connection.ts';
import { alone, withSpread } from './outlook.ts';

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
      return begin({ ...connection, outlook: alone(connection.outlook) }, world);
    case 'stop':
      return [{ ...connection, round: connection.round + 1, phase: { kind: 'stopped' } }, leaving];
    case 'ticket':
      return phase.kind === 'taking-ticket' ? onTicket(connection, event.result, world) : [connection, []];
    case 'opened':
      return phase.kind === 'opening' ? onOpened(connection, world) : [connection, []];
    case 'closed':
      return onClosed(connection, world);
    case 'heard':
      return phase.kind === 'live' ? onHeard(connection, phase) : [connection, []];
    case 'welcomed':
      return onWelcomed(connection, world);
    case 'hello-wanted':
      return phase.kind === 'live' ? askAgain(connection, phase) : [connection, []];
    case 'missed':
      return phase.kind === 'live' ? ping(connection, phase, world, 'all-news') : [connection, []];
    case 'clock-doubted':
      return phase.kind === 'live' ? onClockDoubted(connection, phase, world) : [connection, []];
    case 'clock-vague':
      return phase.kind === 'live' ? onClockVague(connection, phase) : [connection, []];
    case 'hint':
      return onHint(connection, event.hint, world);
    case 'wanted':
      return onWanted(connection, world);
    case 'spread':
      return [{ ...connection, outlook: withSpread(connection.outlook, event.ms) }, []];
    case 'timer':
      return onTimer(connection, event.timer, world);
    default:
      return assertNever(event);
  }
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
      if (!passingRefusals.has(result.code)) return [{ ...connection, phase: result }, leaving];
      const { code, message } = result;
      return lose(connection, world, code === crowdRefusal ? 'crowded' : 'own', { code, message });
    }
    case 'fault':
      return lose(connection, world, 'own');
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
  const { phase } = connection;
  const { offline } = connection.outlook;
  switch (phase.kind) {
    case 'opening':
      return lose(connection, world, 'own');
    case 'greeting':
      return lose(connection, world, offline ? 'own' : 'ended');
    case 'live': {
      // A device that killed the socket in its sleep says so just after waking, when the ping is young.
      if (offline || phase.makingSure !== undefined) return lose(connection, world, 'own');
      const quietMs = phase.quietSinceMs === undefined ? 0 : world.nowMs - phase.quietSinceMs;
      return lose(connection, world, quietMs >= clientLimits.quietBeforeCloseMs ? 'unheard' : 'ended');
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

function onWelcomed(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  if (phase.kind === 'greeting') return goLive(connection, world);
  return phase.kind === 'live' ? onFurtherWelcome(connection, phase) : [connection, []];
}

function onTimer(connection: Connection, timer: ConnectionTimer, world: ConnectionWorld): ConnectionStep {
  const { phase } = connection;
  switch (timer) {
    case 'step':
      if (phase.kind === 'live') return onHelloUnanswered(connection, phase, world);
      return isTrying(phase) ? lose(connection, world, 'own') : [connection, []];
    case 'silence':
      return phase.kind === 'live' ? onSilence(connection, phase, world) : [connection, []];
    case 'retry':
      return phase.kind === 'waiting' ? begin(connection, world) : [connection, []];
    case 'planned':
      return phase.kind === 'live' ? onPlanned(connection, phase, world) : [connection, []];
    case 'proven':
      return [phase.kind === 'live' ? { ...connection, outlook: alone(connection.outlook) } : connection, []];
    case 'ping':
      return phase.kind === 'live' ? onPingTimer(connection, phase, world) : [connection, []];
    default:
      return assertNever(timer);
  }
}

const isTrying = ({ kind }: Phase): boolean =>
  kind === 'taking-ticket' || kind === 'opening' || kind === 'greeting';
