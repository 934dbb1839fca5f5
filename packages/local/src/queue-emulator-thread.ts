import { Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { startFauxqs } from 'fauxqs';

// The emulator listens on all interfaces and cannot be told not to; here only this machine may reach it.
const listen = Server.prototype.listen;
Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
  const [options, ...rest] = args;
  const own = typeof options === 'object' && options !== null ? { ...options, host: '127.0.0.1' } : options;
  return Reflect.apply(listen, this, [own, ...rest]);
} as typeof Server.prototype.listen;

const { port, dataDir, region } = workerData as { port: number; dataDir: string | undefined; region: string };
const server = await startFauxqs({
  port,
  logger: false,
  defaultRegion: region,
  ...(dataDir === undefined ? {} : { dataDir }),
});
parentPort?.on('message', () => {
  void server.stop().then(() => process.exit(0));
});
parentPort?.postMessage('started');
