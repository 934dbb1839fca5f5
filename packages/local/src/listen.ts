import type { Server } from 'node:http';
import { RunnerRefusal } from './runner-refusal.ts';

/** Listens and tells the port. @throws RunnerRefusal that says which port is in use by which part, and what to do. */
export const listen = (server: Server, host: string, port: number, part: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new RunnerRefusal(
            `port ${port} for the ${part} is in use: choose others with --port N (N to N + 5)`,
          ),
        );
        return;
      }
      if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
        reject(new RunnerRefusal(`${host}:${port} for the ${part} cannot be listened on (${error.code})`));
        return;
      }
      reject(error);
    };
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

/** Stops listening and ends what is still open. */
export const stopListening = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
