import type { Socket, SocketEvents } from '@gaveldrop/client';
import { WebSocket } from 'ws';
import type { Scribe } from './transcript.ts';

/** Opens a socket as a page of `siteUrl` would, and has everything that goes over it written down. */
export function recordingSocket(url: string, siteUrl: string, events: SocketEvents, scribe: Scribe): Socket {
  const socket = new WebSocket(url, { origin: siteUrl, perMessageDeflate: false });
  socket.on('open', () => events.onOpen());
  socket.on('message', (data) => {
    const text = data.toString();
    scribe.onHeard(text);
    events.onMessage(text);
  });
  // Whatever goes wrong with a socket, it closes next, and that is told.
  socket.on('error', () => undefined);
  socket.on('close', (code) => events.onClose(code));
  return {
    send(text) {
      scribe.onSent(text);
      socket.send(text);
    },
    close: () => socket.close(),
  };
}
