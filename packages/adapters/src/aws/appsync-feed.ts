import type { IncomingMessage } from 'node:http';
import type { Clock, Feed, PublishResult } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import type { Credentials } from '../function-config.ts';
import { feedNamespace } from '../names.ts';
import { keptSockets } from './kept-sockets.ts';
import { requestEnd } from './request-end.ts';
import { requestSigner, sha256Hex } from './request-signer.ts';

export type AppsyncFeedOptions = {
  /** Where events are published: `https://…/event`. */
  readonly eventsEndpoint: URL;
  readonly region: string;
  readonly credentials: Credentials;
  readonly clock: Pick<Clock, 'nowMs'>;
};

export type PublishLimits = {
  readonly publishTimeoutMs: number;
  readonly publishWaitMaxMs: number;
  readonly publishSocketsMax: number;
  readonly publishAnswerBytesMax: number;
  readonly socketIdleMs: number;
  readonly eventBytesMax: number;
};

/** An answer's text, as far as it has come; undefined once it is longer than any that we know. */
function textOf(response: IncomingMessage, bytesMax: number): () => string | undefined {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= bytesMax) chunks.push(chunk);
    else response.destroy();
  });
  return () => (bytes <= bytesMax ? Buffer.concat(chunks).toString() : undefined);
}

/** Whether an answer says that its one event was taken: `successful` names it and `failed` is empty. */
function wasTaken(text: string | undefined): boolean {
  try {
    const { successful, failed } = JSON.parse(text ?? '') as { successful?: unknown; failed?: unknown };
    return (
      Array.isArray(successful) && successful.length === 1 && Array.isArray(failed) && failed.length === 0
    );
  } catch {
    // What is no JSON, or not all there, tells nothing of the event.
    return false;
  }
}

/** What became of a publication, by its answer; there is no status where nothing answered, or not in time. */
function became(status: number | undefined, text: string | undefined, timeIsUp: boolean): PublishResult {
  if (status === 429) return 'slow';
  if (status === 200 && wasTaken(text)) return 'sent';
  return timeIsUp ? 'unanswered' : 'failed';
}

/**
 * Publishes through AppSync Events' HTTP endpoint (docs.aws.amazon.com/appsync/latest/eventapi/publish-http.html), signed here
 * and sent over sockets that stay open: one event a request, to the drop's channel. It is given up `publishTimeoutMs`
 * after its socket is up, for which it waits no longer than `publishWaitMaxMs`. A text larger than the service takes is not sent.
 */
export function appsyncFeed(
  { eventsEndpoint, region, credentials, clock }: AppsyncFeedOptions,
  publishLimits: PublishLimits = adapterLimits,
): Feed {
  const { host, hostname, port, pathname: path } = eventsEndpoint;
  const { publishTimeoutMs, publishWaitMaxMs, publishSocketsMax } = publishLimits;
  const sockets = {
    keepAlive: true,
    maxSockets: publishSocketsMax,
    // Ends sockets that wait for a publication, not publications: those have the deadline below.
    timeout: publishLimits.socketIdleMs,
  };
  const { request: send, agent } = keptSockets(eventsEndpoint, sockets);
  const sign = requestSigner({ credentials, region, service: 'appsync' });

  return {
    publish: async (dropId, text) => {
      if (Buffer.byteLength(text) > publishLimits.eventBytesMax) return 'failed';
      const body = JSON.stringify({ channel: `/${feedNamespace}/${dropId}`, events: [text] });
      const length = String(Buffer.byteLength(body));
      const own = { 'content-length': length, 'content-type': 'application/json', host };
      const bodyHash = sha256Hex(body);
      const signature = sign({ method: 'POST', path, headers: own, bodyHash }, clock.nowMs());
      const headers = { ...own, ...signature };
      const request = send({ hostname, port, path, method: 'POST', headers, agent });
      let status: number | undefined;
      let answer = (): string | undefined => undefined;
      request.on('response', (response) => {
        status = response.statusCode;
        answer = textOf(response, publishLimits.publishAnswerBytesMax);
        // An answer that breaks off is one that does not say enough; the request's own end follows.
        response.on('error', () => undefined);
      });
      request.end(body);
      const end = await requestEnd(request, { waitMaxMs: publishWaitMaxMs, timeoutMs: publishTimeoutMs });
      return became(status, answer(), end === 'given-up');
    },
  };
}
