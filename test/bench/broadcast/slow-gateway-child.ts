import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { loopbackCertificate } from './loopback-certificate.ts';

// A stand-in for `@connections` in a process of its own: takes any post, answers 200 after a while, does nothing else.
// `slow-gateway-child.ts SCHEME DELAY_MS`; it says its port as one line, and ends when its standard input does.

const [scheme, delay] = process.argv.slice(2);
const answer: RequestListener = (request, response) => {
  // A body that nobody reads would hold up the socket.
  request.resume();
  setTimeout(() => response.writeHead(200, { 'content-length': 0 }).end(), Number(delay));
};
const server = scheme === 'https' ? createSecureServer(loopbackCertificate, answer) : createServer(answer);
server.keepAliveTimeout = 120_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? address?.port : ''}\n`);
});
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
