import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocket } from 'ws';
import type { Connections } from './connections.ts';
import { closeCodes, type GatewayLimits } from './gateway-limits.ts';
import { readRequestBody } from './read-request-body.ts';
import { createTokenBucket } from './token-bucket.ts';

export type ConnectionsApi = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * API Gateway's `@connections`: POST sends, GET looks, DELETE closes. A connection is unknown (410) until its `$connect` has
 * returned. Signatures are not checked: only this machine gets here.
 */
export function createConnectionsApi(
  connections: Connections,
  stage: string,
  limits: GatewayLimits,
): ConnectionsApi {
  const mayPass = createTokenBucket(limits.posts, () => performance.now());
  const prefix = `/${stage}/@connections/`;

  return async (request, response) => {
    // The SDK tells errors apart by this header.
    const refuse = (statusCode: number, errorType: string, message: string): void => {
      response.writeHead(statusCode, { 'content-type': 'application/json', 'x-amzn-errortype': errorType });
      response.end(JSON.stringify({ message }));
    };

    const body = await readRequestBody(request, limits.messageBytesMax);
    const [path = ''] = (request.url ?? '').split('?');
    const decoded = decodeURIComponent(path);
    if (!decoded.startsWith(prefix)) return refuse(403, 'ForbiddenException', 'Forbidden');
    if (body === undefined) return refuse(413, 'PayloadTooLargeException', 'Payload too large');
    if (!mayPass()) return refuse(429, 'LimitExceededException', 'Rate exceeded');
    const connection = connections.get(decoded.slice(prefix.length));
    // A socket that is closing has no connection any more, though its end has not arrived yet.
    if (connection === undefined || connection.socket.readyState !== WebSocket.OPEN)
      return refuse(410, 'GoneException', 'Gone');

    switch (request.method) {
      case 'POST': {
        if (connection.socket.bufferedAmount > limits.clientBufferBytesMax) {
          return refuse(429, 'LimitExceededException', 'The client does not take what it is sent');
        }
        connection.lastActiveAtMs = Date.now();
        connection.socket.send(body.toString());
        response.writeHead(200, { 'content-length': 0 });
        response.end();
        return;
      }
      case 'GET': {
        const { connectedAtMs, lastActiveAtMs, sourceIp, userAgent } = connection;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({
            connectedAt: new Date(connectedAtMs).toISOString(),
            identity: { sourceIp, userAgent },
            lastActiveAt: new Date(lastActiveAtMs).toISOString(),
          }),
        );
        return;
      }
      case 'DELETE':
        connection.socket.close(closeCodes.goingAway);
        response.writeHead(204);
        response.end();
        return;
      default:
        return refuse(405, 'ForbiddenException', 'Method not allowed');
    }
  };
}
