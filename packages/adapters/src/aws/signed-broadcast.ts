import type { Broadcast, Clock, PostResult } from '@gaveldrop/saleroom';
import { adapterLimits } from '../adapter-limits.ts';
import type { Credentials } from '../function-config.ts';
import { keptSockets } from './kept-sockets.ts';
import { lastMade } from './last-made.ts';
import { requestEnd } from './request-end.ts';
import { requestSigner, sha256Hex } from './request-signer.ts';
import { uriEncoded } from './uri-encoded.ts';

export type SignedBroadcastOptions = {
  /** Where `@connections` is, with the stage: `https://…/live`. */
  readonly managementEndpoint: URL;
  readonly region: string;
  readonly credentials: Credentials;
  readonly clock: Pick<Clock, 'nowMs'>;
};

export type PostLimits = {
  readonly postTimeoutMs: number;
  readonly postWaitMaxMs: number;
  readonly postSocketsMax: number;
  readonly socketIdleMs: number;
};

/** What became of a post, by the status of its answer; there is none where nothing answered, or not in time. */
function became(status: number | undefined, timeIsUp: boolean): PostResult {
  if (status === undefined) return timeIsUp ? 'unanswered' : 'failed';
  if (status >= 200 && status < 300) return 'sent';
  if (status === 410) return 'gone';
  if (status === 429) return 'slow';
  return 'failed';
}

/**
 * Posts through API Gateway's `@connections`, signed here and sent over sockets that stay open. It does what the SDK's
 * client does for a post and nothing else, at a quarter of the processor's time: a shard takes as many posts as it has
 * phones. A post is given up, however far it got, `postTimeoutMs` after its socket is up: until then it is not its phone
 * that takes long. It waits for that no longer than `postWaitMaxMs`.
 */
export function signedBroadcast(
  { managementEndpoint, region, credentials, clock }: SignedBroadcastOptions,
  { postTimeoutMs, postWaitMaxMs, postSocketsMax, socketIdleMs }: PostLimits = adapterLimits,
): Pick<Broadcast, 'post'> {
  const { host, hostname, port } = managementEndpoint;
  const stage = managementEndpoint.pathname.replace(/\/$/, '');
  const sockets = {
    keepAlive: true,
    maxSockets: postSocketsMax,
    // Ends sockets that wait for a post, not posts: those have the deadline below.
    timeout: socketIdleMs,
  };
  const { request: send, agent } = keptSockets(managementEndpoint, sockets);
  const sign = requestSigner({ credentials, region, service: 'execute-api' });
  // One text goes to all phones of a shard.
  const measured = lastMade((text: string) => ({
    bodyHash: sha256Hex(text),
    length: String(Buffer.byteLength(text)),
  }));

  return {
    post: async (connectionId, text) => {
      const { bodyHash, length } = measured(text);
      const path = `${stage}/@connections/${uriEncoded(connectionId)}`;
      const own = { 'content-length': length, 'content-type': 'application/octet-stream', host };
      const signature = sign({ method: 'POST', path, headers: own, bodyHash }, clock.nowMs());
      const headers = { ...own, ...signature };
      const request = send({ hostname, port, path, method: 'POST', headers, agent });
      let status: number | undefined;
      request.on('response', (response) => {
        status = response.statusCode;
        response.resume();
      });
      request.end(text);
      const end = await requestEnd(request, { waitMaxMs: postWaitMaxMs, timeoutMs: postTimeoutMs });
      return became(status, end === 'given-up');
    },
  };
}
