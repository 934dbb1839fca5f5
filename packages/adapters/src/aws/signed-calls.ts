import type { IncomingMessage } from 'node:http';
import type { Clock } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import type { Credentials } from '../function-config.ts';
import { keptSockets } from './kept-sockets.ts';
import { requestSigner, sha256Hex } from './request-signer.ts';

export type SignedCallsOptions = {
  readonly endpoint: URL;
  readonly region: string;
  readonly credentials: Credentials;
  /** The service's name in signatures, such as `sqs`. */
  readonly service: string;
  /** What stands before an operation's name in `x-amz-target`, such as `AmazonSQS`. */
  readonly targetPrefix: string;
  readonly clock: Pick<Clock, 'nowMs'>;
};

/**
 * One call of a service, and what it answered.
 * Rejects with errors like those of the SDK's clients: a service's own has its name, the answer's status and whose fault it
 * was; where no answer came, or not all of one within `timeoutMs`, it has a code and no status.
 */
export type SignedCall = (operation: string, input: object, timeoutMs: number) => Promise<unknown>;

const tooLong = (timeoutMs: number): Error =>
  Object.assign(new Error(`no answer within ${timeoutMs} ms`), { name: 'TimeoutError', code: 'ETIMEDOUT' });

/** What an answer says. @throws the service's "no": `__type` names it, after the namespace that some services put before it. */
function readAnswer(status: number, text: string): unknown {
  const $metadata = { httpStatusCode: status };
  let said: { readonly __type?: unknown; readonly message?: unknown };
  try {
    said = JSON.parse(text);
  } catch (cause) {
    // What stands between us and the service answers in words of its own.
    throw Object.assign(new Error(`answered with ${status} and no JSON`, { cause }), { $metadata });
  }
  if (status >= 200 && status < 300) return said;
  const name = String(said.__type ?? 'UnknownError').replace(/^.*#/, '');
  const $fault = status < 500 ? 'client' : 'server';
  throw Object.assign(new Error(String(said.message ?? name)), { name, $fault, $metadata });
}

/**
 * Calls a service that speaks AWS's JSON protocol, each call signed here and sent once, over sockets that stay open. It does
 * what the SDK's client does for a call and nothing else, at a fraction of the processor's time and of what has to be loaded:
 * it is for the one request that stands between a committed bid and its answer.
 */
export function signedCalls(options: SignedCallsOptions): SignedCall {
  const { endpoint, region, credentials, service, targetPrefix, clock } = options;
  const { host, hostname, port } = endpoint;
  const { request: send, agent } = keptSockets(endpoint, {
    keepAlive: true,
    timeout: adapterLimits.socketIdleMs,
  });
  const sign = requestSigner({ credentials, region, service });

  return (operation, input, timeoutMs) =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify(input);
      const own = {
        'content-length': String(Buffer.byteLength(body)),
        'content-type': 'application/x-amz-json-1.0',
        host,
        'x-amz-target': `${targetPrefix}.${operation}`,
      };
      const signable = { method: 'POST', path: '/', headers: own, bodyHash: sha256Hex(body) };
      const headers = { ...own, ...sign(signable, clock.nowMs()) };
      const request = send({ hostname, port, path: '/', method: 'POST', headers, agent });

      // Of connecting, asking and the whole answer.
      const deadline = setTimeout(() => request.destroy(tooLong(timeoutMs)), timeoutMs);
      const fail = (thrown: unknown): void => {
        clearTimeout(deadline);
        reject(thrown);
      };
      const hear = (response: IncomingMessage): void => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('error', fail);
        response.on('end', () => {
          clearTimeout(deadline);
          try {
            resolve(readAnswer(response.statusCode ?? 0, text));
          } catch (thrown) {
            reject(thrown);
          }
        });
      };
      request.on('response', hear);
      request.on('error', fail);
      request.end(body);
    });
}
