import type { ClientMessage, PublicLot } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import { clientLimits } from './client-limits.ts';
import {
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
  isUnsure,
  stepConnection,
  stoppedConnection,
} from './connection.ts';
import type { ClientPorts, Socket, TicketResult } from './drop-client-api.ts';
import type { NamedTimers } from './named-timers.ts';
import type { Turn } from './turns.ts';

/** What the driver tells the client around it. */
export type DriverEvents = {
  sayHello(first: boolean): void;
  sayPing(asks: boolean): void;
  onText(text: string): void;
  /** There is no socket any more; what waited for an answer on it will not get one. */
  onSocketLost(): void;
  onSnapshot(lots: readonly PublicLot[]): void;
  /** A bid or a command of this phone waits for its answer. */
  isWanted(): boolean;
  /** A lot is in its climax, or its hammer is about to fall. */
  isClimax(): boolean;
};

/** A connection as a value, and the tickets, sockets and timers it asks for. */
export type ConnectionDriver = {
  connection(): Connection;
  dispatch(event: ConnectionEvent): void;
  /** Sends on the socket, if there is one; a socket that will not take it is lost. */
  send(message: ClientMessage): void;
};

/** Does what `stepConnection` says is to be done, and tells it what came of that. */
export function connectionDriver(
  webSocketUrl: string,
  ports: ClientPorts,
  timers: NamedTimers,
  turn: Turn,
  events: DriverEvents,
): ConnectionDriver {
  let connection = stoppedConnection;
  let socket: Socket | undefined;
  let snapshotRounds = 0;

  const dispatch = (event: ConnectionEvent): void => {
    const [next, effects] = stepConnection(connection, event, {
      nowMs: Math.round(ports.nowMs()),
      chance: ports.random(),
      // Seldom looked at, and not for nothing: every message heard is an event.
      get wanted() {
        return events.isWanted();
      },
      get climax() {
        return events.isClimax();
      },
    });
    connection = next;
    effects.forEach(run);
  };

  const run = (effect: ConnectionEffect): void => {
    switch (effect.kind) {
      case 'take-ticket':
        void takeTicket(effect.round);
        return;
      case 'open-socket':
        openSocket(effect.round, effect.ticket);
        return;
      case 'lose-socket':
        loseSocket();
        return;
      case 'say-hello':
        events.sayHello(effect.first);
        return;
      case 'say-ping':
        events.sayPing(effect.asks);
        return;
      case 'read-snapshot':
        void readSnapshots();
        return;
      case 'set-timer':
        timers.set(effect.timer, effect.ms, () => dispatch({ kind: 'timer', timer: effect.timer }));
        return;
      case 'clear-timer':
        timers.clear(effect.timer);
        return;
      default:
        assertNever(effect);
    }
  };

  const takeTicket = async (round: number): Promise<void> => {
    const result = await ticketOrFault(ports);
    turn(() => dispatch({ kind: 'ticket', round, result }));
  };

  /** One after another until the connection tells, so that what is shown in between is about a round trip old. */
  const readSnapshots = async (): Promise<void> => {
    snapshotRounds += 1;
    const round = snapshotRounds;
    for (let nth = 0; nth < clientLimits.snapshotsMax; nth += 1) {
      const snapshot = await snapshotOrNothing(ports);
      if (snapshot === undefined || round !== snapshotRounds || !isUnsure(connection)) return;
      turn(() => events.onSnapshot(snapshot.lots));
    }
  };

  const openSocket = (round: number, ticket: string): void => {
    const closed = (): void => turn(() => dispatch({ kind: 'closed', round }));
    try {
      socket = ports.openSocket(`${webSocketUrl}?ticket=${encodeURIComponent(ticket)}`, {
        onOpen: () => turn(() => dispatch({ kind: 'opened', round })),
        onMessage: (text) =>
          turn(() => {
            if (round !== connection.round) return;
            dispatch({ kind: 'heard', round });
            events.onText(text);
          }),
        onClose: closed,
      });
    } catch {
      // A socket that cannot even be made is a try that failed, like one that closes.
      closed();
    }
  };

  const loseSocket = (): void => {
    const lost = socket;
    socket = undefined;
    lost?.close();
    events.onSocketLost();
  };

  const send = (message: ClientMessage): void => {
    const { round } = connection;
    try {
      socket?.send(JSON.stringify(message));
    } catch {
      // What was not sent is unanswered like anything that was lost on the way.
      turn(() => dispatch({ kind: 'closed', round }));
    }
  };

  return { connection: () => connection, dispatch, send };
}

async function ticketOrFault(ports: ClientPorts): Promise<TicketResult | { readonly kind: 'fault' }> {
  try {
    return await ports.takeTicket();
  } catch {
    // A throw is a passing fault by the port's own promise: it is tried again after a back-off.
    return { kind: 'fault' };
  }
}

async function snapshotOrNothing(
  ports: ClientPorts,
): Promise<{ readonly lots: readonly PublicLot[] } | undefined> {
  try {
    return await ports.readSnapshot?.();
  } catch {
    // It would only have been sooner: the welcome says the same.
    return undefined;
  }
}
