import type { ClientPorts, Socket, SocketEvents } from '@gaveldrop/client';

/** What the client takes from the world, as Node has it; tickets and snapshots are the saleroom's to give. */
export const nodePorts: Omit<ClientPorts, 'takeTicket' | 'readSnapshot'> = {
  nowMs: Date.now,
  random: Math.random,
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  openSocket,
};

/** Node's own WebSocket. Its close is told once, whether or not it ever opened. */
function openSocket(url: string, events: SocketEvents, protocols: readonly string[] = []): Socket {
  const socket = new WebSocket(url, [...protocols]);
  socket.addEventListener('open', () => events.onOpen());
  socket.addEventListener('message', ({ data }) => events.onMessage(String(data)));
  socket.addEventListener('close', ({ code }) => events.onClose(code));
  return { send: (text) => socket.send(text), close: () => socket.close() };
}
