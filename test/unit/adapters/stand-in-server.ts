import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on this machine that does with each socket what it is told; it is gone when the test is. */
export async function standInServer(serve: (socket: Socket) => void): Promise<{ readonly endpoint: string }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` };
}
