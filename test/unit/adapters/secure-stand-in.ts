import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { standInServer } from './stand-in-server.ts';

const fileBeside = (name: string): Buffer => readFileSync(new URL(name, import.meta.url));

/** What its clients trust it by: made for these tests, for this machine's own address, and of no worth anywhere else. */
export const loopbackCertificate = fileBeside('./loopback-cert.pem');

/**
 * A server on this machine that speaks HTTPS, and lets everybody wait for the handshake; it is gone when the test is.
 * @param answers whether it answers what it is asked, with 200
 */
export async function secureStandIn(handshakeAfterMs: number, answers: boolean): Promise<URL> {
  const key = fileBeside('./loopback-key.pem');
  const secure = createServer({ key, cert: loopbackCertificate }, (request, response) => {
    request.resume();
    if (answers) response.end();
  });
  const { endpoint } = await standInServer((socket) => {
    void sleep(handshakeAfterMs, undefined, { ref: false }).then(() => secure.emit('connection', socket));
  });
  return new URL(endpoint.replace('http:', 'https:'));
}
