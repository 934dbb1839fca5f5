import { createServer, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import type { ReceivedRequest } from './signature-holds.ts';

export type ConnectionsStandIn = {
  readonly endpoint: string;
  readonly received: readonly ReceivedRequest[];
  /** Connections that were opened to it so far. */
  readonly opened: () => number;
  /** Of those, the ones still open. */
  readonly open: () => number;
};

/** A stand-in for `@connections` that keeps what it gets and answers as it is told; it is gone when the test is. */
export async function connectionsStandIn(
  answer: (response: ServerResponse) => void = (response) => response.writeHead(200).end(),
): Promise<ConnectionsStandIn> {
  const received: ReceivedRequest[] = [];
  const sockets = new Set<unknown>();
  let opened = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const body = Buffer.concat(chunks).toString();
      received.push({ method, path, headers: headers as Record<string, string>, body });
      answer(response);
    });
  });
  // The other side decides how long a socket waits for its next request.
  server.keepAliveTimeout = 0;
  server.on('connection', (socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/live`,
    received,
    opened: () => opened,
    open: () => sockets.size,
  };
}
