import { createServer, type RequestListener, type Server } from 'node:http';
import { listen, stopListening } from './listen.ts';

/** A server that listens before its part can answer: every part has to know the others' addresses first. */
export type OpenServer = {
  readonly port: number;
  readonly server: Server;
  /** Answers with this from now on; until then it is 503. */
  readonly serve: (listener: RequestListener) => void;
  readonly stop: () => Promise<void>;
};

/** Clients keep connections open between requests; a server that ends them first makes requests fail by chance. */
const keepAliveMs = 120_000;

/** Opens a port, 0 for any free one. @throws RunnerRefusal when it is in use, naming the part that wanted it. */
export async function openServer(host: string, port: number, part: string): Promise<OpenServer> {
  let listener: RequestListener = (_, response) => {
    response.writeHead(503, { 'retry-after': '1' });
    response.end();
  };
  const server = createServer((request, response) => listener(request, response));
  server.keepAliveTimeout = keepAliveMs;
  return {
    port: await listen(server, host, port, part),
    server,
    serve: (given) => {
      listener = given;
    },
    stop: () => stopListening(server),
  };
}
