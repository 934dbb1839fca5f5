import { assertNever } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import type { Connection, ConnectionStep, ConnectionWorld } from './connection-state.ts';
import { beginAnew, setTimer } from './connection-try.ts';
import type { Hint } from './drop-client-api.ts';
import { doubtNetwork, makeSure } from './live-connection.ts';
import { wantedTurnMs } from './loss-wait.ts';
import { crowdToMind, hinted, hurriedWaitMs } from './outlook.ts';

/** What a hint does to a connection. */
export function onHint(before: Connection, hint: Hint, world: ConnectionWorld): ConnectionStep {
  const [outlook, move] = hinted(before.outlook, hint);
  const connection = { ...before, outlook };
  const { phase } = connection;
  switch (move.kind) {
    case 'nothing':
      return [connection, []];
    case 'make-sure':
      return phase.kind === 'live' ? doubtNetwork(connection, phase, world) : [connection, []];
    case 'come-back':
      return comeBack(connection, world, move.doomedAfterMs);
    default:
      return assertNever(move);
  }
}

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
      return withSnapshot(hurry(connection, world, Math.floor(world.chance * clientLimits.hintedWaitMs)));
    case 'taking-ticket':
    case 'opening':
    case 'greeting': {
      const young = Math.abs(world.nowMs - phase.sinceMs) < doomedAfterMs;
      return withSnapshot(young ? [connection, []] : beginAnew(connection, world));
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

/** A bid or a command waits to be sent. */
export function onWanted(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const crowd = crowdToMind(connection.outlook);
  if (crowd === undefined)
    return hurry(connection, world, Math.floor(world.chance * clientLimits.hintedWaitMs));
  return hurry(connection, world, wantedTurnMs(crowd, world.nowMs));
}

/** Shortens a wait to `ms`; never lengthens one. */
function hurry(connection: Connection, { nowMs }: ConnectionWorld, ms: number): ConnectionStep {
  const { phase } = connection;
  if (phase.kind !== 'waiting') return [connection, []];
  const hurriedMs = hurriedWaitMs(phase.retryAtMs, nowMs, ms);
  if (hurriedMs === undefined) return [connection, []];
  return [
    { ...connection, phase: { ...phase, retryAtMs: nowMs + hurriedMs } },
    [setTimer('retry', hurriedMs)],
  ];
}
