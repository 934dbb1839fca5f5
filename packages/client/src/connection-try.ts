import { clientLimits } from './client-limits.ts';
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionStep,
  type ConnectionTimer,
  type ConnectionWorld,
  connectionTimers,
  type Phase,
} from './connection-state.ts';
import type { RefusalReason } from './drop-client-api.ts';
import { type Loss, lossWait } from './loss-wait.ts';

export const clearTimer = (timer: ConnectionTimer): ConnectionEffect => ({ kind: 'clear-timer', timer });
export const setTimer = (timer: ConnectionTimer, ms: number): ConnectionEffect => ({
  ...{ kind: 'set-timer', timer, ms },
});

/** What leaves nothing of a try or a connection behind. */
export const leaving: readonly ConnectionEffect[] = [
  { kind: 'lose-socket' },
  ...connectionTimers.map(clearTimer),
];

/** The first step of a try: a ticket. */
export function begin(connection: Connection, { nowMs }: ConnectionWorld): ConnectionStep {
  const round = connection.round + 1;
  return [
    { ...connection, round, phase: { kind: 'taking-ticket', sinceMs: nowMs } },
    [{ kind: 'take-ticket', round }, setTimer('step', clientLimits.ticketWaitMs)],
  ];
}

/** The same in place of whatever there is. */
export function beginAnew(connection: Connection, world: ConnectionWorld): ConnectionStep {
  const [begun, effects] = begin(connection, world);
  return [begun, [...leaving, ...effects]];
}

/** The end of a try or a connection, and the wait for the next. */
export function lose(
  connection: Connection,
  world: ConnectionWorld,
  loss: Loss,
  why?: RefusalReason,
): ConnectionStep {
  const { ms, outlook } = lossWait(connection.outlook, loss, world);
  const phase: Phase = {
    kind: 'waiting',
    retryAtMs: world.nowMs + ms,
    ...(why === undefined ? {} : { why }),
  };
  return [{ round: connection.round + 1, outlook, phase }, [...leaving, setTimer('retry', ms)]];
}
