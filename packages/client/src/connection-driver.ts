import type { ClientMessage } from '@gaveldrop/protocol';
import { assertNever } from '@gaveldrop/units';
import { stepConnection } from './connection.ts';
import {
  type Asking,
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
  stoppedConnection,
} from './connection-state.ts';
import type { ClientPorts, TicketResult } from './drop-client-api.ts';
import { heldSocket } from './held-socket.ts';
import type { NamedTimers } from './named-timers.ts';
import type { Turn } from './turns.ts';

/** What the driver tells the client around it. */
export type DriverEvents = {
  sayHello(first: boolean): void;
  sayPing(asks: Asking): void;
  onText(text: string): void;
  /** There is no socket any more; what waited for an answer on it will not get one. */
  onSocketLost(): void;
  readSnapshot(): void;
  /** A socket died in silence: this phone's network may be gone. */
  onNetworkDoubted(): void;
  /** A bid or a command of this phone waits for its answer. */
  isWanted(): boolean;
  /** A lot is in its climax, or its hammer is about to fall. */
  isClimax(): boolean;
  /** The round trips so far do not settle the time. */
  isClockVague(): boolean;
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
      get clockVague() {
        return events.isClockVague();
      },
    });
    connection = next;
    effects.forEach(run);
  };

  const socket = heldSocket(ports, turn, {
    opened: (round) => dispatch({ kind: 'opened', round }),
    text(round, text) {
      if (round !== connection.round) return;
      dispatch({ kind: 'heard', round });
      events.onText(text);
      if (events.isClockVague()) dispatch({ kind: 'clock-vague' });
    },
    closed: (round) => dispatch({ kind: 'closed', round }),
  });

  const run = (effect: ConnectionEffect): void => {
    switch (effect.kind) {
      case 'take-ticket':
        void takeTicket(effect.round);
        return;
      case 'open-socket':
        socket.open(effect.round, `${webSocketUrl}?ticket=${encodeURIComponent(effect.ticket)}`);
        return;
      case 'lose-socket':
        socket.lose();
        events.onSocketLost();
        return;
      case 'say-hello':
        events.sayHello(effect.first);
        return;
      case 'say-ping':
        events.sayPing(effect.asks);
        return;
      case 'read-snapshot':
        events.readSnapshot();
        return;
      case 'doubt-network':
        events.onNetworkDoubted();
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

  return {
    connection: () => connection,
    dispatch,
    send: (message) => socket.send(JSON.stringify(message)),
  };
}

async function ticketOrFault(ports: ClientPorts): Promise<TicketResult | { readonly kind: 'fault' }> {
  try {
    return await ports.takeTicket();
  } catch {
    // A throw is a passing fault by the port's own promise: it is tried again after a back-off.
    return { kind: 'fault' };
  }
}
