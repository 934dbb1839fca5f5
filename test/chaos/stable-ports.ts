import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to clients. A process that is away must find its port free when it comes back, and a
 * client that knocks meanwhile must not be given that very port to knock from: it would be talking to itself.
 */
const lowest = 15_000;
const highest = 31_000;
const attemptsMax = 200;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** The first of `count` ports in a row that nothing listens on. @throws when there is no such row. */
export async function stablePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const first = randomInt(lowest, highest);
    const row = await Promise.all(Array.from({ length: count }, (_, at) => isFree(first + at)));
    if (row.every((free) => free)) return first;
  }
  throw new Error(`no ${count} ports in a row are free on this machine`);
}
