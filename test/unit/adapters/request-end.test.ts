import { Agent, request } from 'node:https';
import { type RequestPatience, requestEnd } from '@gaveldrop/adapters/aws/request-end';
import { expect, onTestFinished, test } from 'vitest';
import { loopbackCertificate, secureStandIn } from './secure-stand-in.ts';

const hourMs = 3_600_000;

/** Asks once over a socket of its own. */
async function asked(endpoint: URL, patience: RequestPatience) {
  const agent = new Agent({ ca: loopbackCertificate });
  onTestFinished(() => agent.destroy());
  const sent = request(endpoint, { method: 'POST', agent });
  let status: number | undefined;
  sent.on('response', (response) => {
    status = response.statusCode;
    response.resume();
  });
  sent.end('a');
  return { end: await requestEnd(sent, patience), status };
}

test('a handshake takes none of the time for the answer', async () => {
  const endpoint = await secureStandIn(1_500, true);
  const patience = { waitMaxMs: 20_000, timeoutMs: 1_000 };
  expect(await asked(endpoint, patience)).toEqual({ end: 'over', status: 200 });
});

test('a handshake that takes too long means that nothing was sent', async () => {
  const endpoint = await secureStandIn(hourMs, true);
  const patience = { waitMaxMs: 100, timeoutMs: 20_000 };
  expect(await asked(endpoint, patience)).toEqual({ end: 'no-socket', status: undefined });
});

test('after the handshake an answer is waited for no longer than said', async () => {
  const endpoint = await secureStandIn(0, false);
  const patience = { waitMaxMs: 20_000, timeoutMs: 100 };
  expect(await asked(endpoint, patience)).toEqual({ end: 'given-up', status: undefined });
});
