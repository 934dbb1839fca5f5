import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { keptSockets } from '@gaveldrop/adapters/aws/kept-sockets';
import { expect, test } from 'vitest';

test('requests go over TLS where the address says so, and only there without', () => {
  const secure = keptSockets(new URL('https://service.example'), { keepAlive: true, maxSockets: 3 });
  expect(secure.agent).toBeInstanceOf(HttpsAgent);
  expect(secure.agent.maxSockets).toBe(3);
  expect(secure.request).toBe(httpsRequest);
  const plain = keptSockets(new URL('http://127.0.0.1:1'), { keepAlive: true });
  expect(plain.agent).toBeInstanceOf(HttpAgent);
  expect(plain.agent).not.toBeInstanceOf(HttpsAgent);
});
