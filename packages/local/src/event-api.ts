import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { createEventChannels } from './event-channels.ts';
import { createEventPublications } from './event-publications.ts';
import { createFeedAuthorization } from './feed-authorization.ts';
import { serveFeedSocket, unauthorized } from './feed-socket.ts';
import { closeCodes } from './gateway-limits.ts';
import type { OpenServer } from './open-server.ts';
import type { EventApiPlan } from './read-event-api.ts';
import { requestUrl } from './request-url.ts';
import { withinTimeout } from './within-timeout.ts';

export type EventApi = {
  /** Sockets of listeners that are up. */
  readonly connectionCount: () => number;
  /** Ends all of them, as a network that breaks would; they may come again. */
  readonly endConnections: () => void;
  readonly stop: () => Promise<void>;
};

export type EventApiOptions = {
  readonly plan: EventApiPlan;
  /** Host and port: what listeners name in their authorization. */
  readonly host: string;
  /** AppSync's own unless a test has no minute. */
  readonly keepAliveEveryMs?: number;
};

const protocol = 'aws-appsync-event-ws';
/** What AppSync tells its listeners: after five minutes without a message, one a minute being due, a socket is dead. */
const connectionTimeoutMs = 300_000;
const keepAliveMs = 60_000;
const closesWithinMs = 300;
const messageBytesMax = 128 * 1_024;

/** The authorization that a handshake carries as one of its sub-protocols; undefined when it carries none. */
function authorizationIn(protocols: readonly string[]): unknown {
  const header = protocols.find((one) => one.startsWith('header-'))?.slice('header-'.length);
  try {
    return JSON.parse(Buffer.from(header ?? '', 'base64url').toString());
  } catch {
    // What cannot be read authorizes nothing.
    return undefined;
  }
}

/** An AppSync Event API: publications by HTTP, and sockets of those who listen, on one port. */
export function serveEventApi(
  { server, serve }: OpenServer,
  { plan, host, keepAliveEveryMs = keepAliveMs }: EventApiOptions,
): EventApi {
  const channels = createEventChannels();
  const isAuthorized = createFeedAuthorization(plan, host);
  const publish = createEventPublications(plan, channels);
  serve((request, response) => void publish(request, response).catch(() => response.destroy()));

  const listeners = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  const up = new Set<WebSocket>();

  const open = (socket: WebSocket, authorized: boolean): void => {
    // The library closes with the right code by itself; the error only repeats why.
    socket.on('error', () => undefined);
    if (!authorized) {
      const errors = unauthorized.errors.map((error) => ({ ...error, errorCode: 401 }));
      socket.send(JSON.stringify({ type: 'connection_error', errors }));
      socket.close(closeCodes.refused);
      return;
    }
    up.add(socket);
    socket.on('close', () => up.delete(socket));
    serveFeedSocket(socket, { plan, channels, isAuthorized, connectionTimeoutMs });
  };

  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
    if (requestUrl(request)?.pathname !== '/event/realtime' || !offered.includes(protocol)) {
      stream.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const authorized = await isAuthorized(authorizationIn(offered), plan.connectModes);
    listeners.handleUpgrade(request, stream, head, (socket) => open(socket, authorized));
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    upgrade(request, stream, head).catch(() => stream.destroy());
  });

  const keepAlive = setInterval(() => {
    for (const socket of up) socket.send(JSON.stringify({ type: 'ka' }));
  }, keepAliveEveryMs);

  return {
    connectionCount: () => up.size,
    endConnections: () => {
      for (const socket of up) socket.terminate();
    },
    stop: async () => {
      clearInterval(keepAlive);
      listeners.close();
      const closed = [...up].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of up) socket.close(closeCodes.goingAway);
      // A listener that does not close in turn is not waited for.
      await withinTimeout(Promise.all(closed), closesWithinMs);
      for (const socket of up) socket.terminate();
    },
  };
}
