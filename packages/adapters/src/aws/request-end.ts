import type { ClientRequest } from 'node:http';

/** How long a request may wait for a socket that is up, and from then on for its whole answer. */
export type RequestPatience = { readonly waitMaxMs: number; readonly timeoutMs: number };

/**
 * Waits until a request is over and its answer, if one came, is read. Never rejects: what went wrong tells no more than that
 * there was no answer. Connecting and the TLS handshake belong to the wait: many sockets that come up together take
 * each other's time, and the one who is asked has no part in that.
 * @returns `no-socket`: it was never sent. `given-up`: it was not over in time, and may have been heard. `over`: anything else.
 */
export const requestEnd = (
  request: ClientRequest,
  { waitMaxMs, timeoutMs }: RequestPatience,
): Promise<'over' | 'given-up' | 'no-socket'> =>
  new Promise((resolve) => {
    let end: 'over' | 'given-up' = 'over';
    let deadline = setTimeout(() => {
      request.destroy();
      // A request that has no socket yet says nothing when it is given up.
      resolve('no-socket');
    }, waitMaxMs);
    const giveUp = (): void => {
      end = 'given-up';
      request.destroy();
    };
    const sendable = (): void => {
      clearTimeout(deadline);
      // Where much else keeps this thread busy, the answer may be there and unread: it is read before time is called.
      deadline = setTimeout(() => setImmediate(giveUp), timeoutMs);
    };
    request.on('socket', (socket) => {
      // One that was just made for this request says so; any other has been up before.
      if (socket.connecting) socket.once('encrypted' in socket ? 'secureConnect' : 'connect', sendable);
      else sendable();
    });
    request.on('error', () => undefined);
    request.on('close', () => {
      clearTimeout(deadline);
      resolve(end);
    });
  });
