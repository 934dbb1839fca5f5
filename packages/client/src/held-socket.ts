import type { ClientPorts, Socket } from './drop-client-api.ts';
import type { Turn } from './turns.ts';

/** What a socket tells of itself, with the round it was opened in. */
export type SocketTold = {
  opened(round: number): void;
  text(round: number, text: string): void;
  /** It ended, could not be made, or would not take what was sent. */
  closed(round: number): void;
};

/** At most one socket, and everything that it tells in its turn. */
export type HeldSocket = {
  open(round: number, url: string, protocols?: readonly string[]): void;
  /** Sends on the socket, if there is one. */
  send(text: string): void;
  /** Ends the socket, if there is one. */
  lose(): void;
};

/** A place for one socket. */
export function heldSocket(ports: Pick<ClientPorts, 'openSocket'>, turn: Turn, told: SocketTold): HeldSocket {
  let held: { readonly socket: Socket; readonly round: number } | undefined;
  return {
    open(round, url, protocols) {
      const closed = (): void => turn(() => told.closed(round));
      try {
        const events = {
          onOpen: () => turn(() => told.opened(round)),
          onMessage: (text: string) => turn(() => told.text(round, text)),
          onClose: closed,
        };
        held = { socket: ports.openSocket(url, events, protocols), round };
      } catch {
        // A socket that cannot even be made is a try that failed, like one that closes.
        closed();
      }
    },
    send(text) {
      const to = held;
      try {
        to?.socket.send(text);
      } catch {
        // What was not sent is unanswered like anything that was lost on the way.
        if (to !== undefined) turn(() => told.closed(to.round));
      }
    },
    lose() {
      const lost = held;
      held = undefined;
      lost?.socket.close();
    },
  };
}
