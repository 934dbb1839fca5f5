import { Server } from 'node:net';
import { startFauxqs } from 'fauxqs';
import { machine } from './machine.ts';
import { handOutWholeGroups } from './whole-groups.ts';

export type QueueServing = {
  readonly port: number;
  /** Where the queues are kept; in memory without one. */
  readonly dataDir: string | undefined;
};

/**
 * Runs the SQS emulator right here, on loopback only.
 * @returns what ends it, with everything on disk that it keeps there.
 */
export async function serveQueues({ port, dataDir }: QueueServing): Promise<() => Promise<void>> {
  // The emulator listens on all interfaces and cannot be told not to; here only this machine may reach it.
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
    const [options, ...rest] = args;
    const own = typeof options === 'object' && options !== null ? { ...options, host: '127.0.0.1' } : options;
    return Reflect.apply(listen, this, [own, ...rest]);
  } as typeof Server.prototype.listen;

  await handOutWholeGroups();
  const server = await startFauxqs({
    port,
    logger: false,
    defaultRegion: machine.region,
    ...(dataDir === undefined ? {} : { dataDir }),
  });
  return () => server.stop();
}
