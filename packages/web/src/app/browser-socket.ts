import type { Socket, SocketEvents } from '@gaveldrop/client';

/** What a browser calls a connection that ended without a word. */
const abnormalClose = 1006;

/** The browser's socket, as the client needs it. Its close is told once, whether or not it ever opened. */
export function openBrowserSocket(
  url: string,
  events: SocketEvents,
  protocols: readonly string[] = [],
): Socket {
  const socket = new WebSocket(url, [...protocols]);
  let over = false;
  const end = (code: number): void => {
    if (over) return;
    over = true;
    events.onClose(code);
  };
  socket.onopen = () => events.onOpen();
  socket.onmessage = ({ data }) => {
    if (!over && typeof data === 'string') events.onMessage(data);
  };
  socket.onclose = ({ code }) => end(code);
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close() {
      socket.close();
      // The browser waits for the other side's goodbye, on a dead network for a minute; nobody here needs it.
      end(abnormalClose);
    },
  };
}
