import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Connection, Connections } from './connections.ts';
import { createConnectionsApi } from './connections-api.ts';
import { createFrameLengths } from './frame-lengths.ts';
import type { FunctionPool } from './function-pool.ts';
import { closeCodes, type GatewayLimits, gatewayLimits } from './gateway-limits.ts';
import type { OpenServer } from './open-server.ts';
import type { ApiPlan, RoutePlan } from './read-apis.ts';
import type { FunctionPlan } from './read-functions.ts';
import { requestId } from './request-id.ts';
import { requestUrl } from './request-url.ts';
import { isRecord } from './template-properties.ts';
import { createTokenBucket } from './token-bucket.ts';
import { type EventOrigin, requestContext } from './websocket-event.ts';
import { type Handshake, shakeHands } from './websocket-handshake.ts';
import { withinTimeout } from './within-timeout.ts';

export type WebSocketGateway = {
  /** Sockets that are up. */
  readonly connectionCount: () => number;
  readonly stop: () => Promise<void>;
};

export type WebSocketGatewayOptions = {
  readonly api: ApiPlan;
  readonly poolOf: (plan: FunctionPlan) => FunctionPool;
  /** Host and port that clients connect to. */
  readonly domainName: string;
  /** API Gateway's own unless a test has no ten minutes. */
  readonly limits?: Partial<GatewayLimits>;
};

/** How long clients may take to close when the gateway stops. */
const closesWithinMs = 300;

/** Which member of the body chooses the route; anything without one goes to `$default`. */
function routeOf(
  api: ApiPlan,
  body: string,
): { readonly routeKey: string; readonly route: RoutePlan | undefined } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // What is not JSON has no route of its own.
  }
  const chosen = isRecord(parsed) ? parsed[api.routeMember] : undefined;
  const route = typeof chosen === 'string' && !chosen.startsWith('$') ? api.routes.get(chosen) : undefined;
  if (route !== undefined) return { routeKey: route.routeKey, route };
  return { routeKey: '$default', route: api.routes.get('$default') };
}

/** A WebSocket API: handshakes, routes, answers, limits, and `@connections` on the same port. */
export function serveWebSocketApi(
  { server, serve }: OpenServer,
  { api, poolOf, domainName, limits: given }: WebSocketGatewayOptions,
): WebSocketGateway {
  const limits: GatewayLimits = { ...gatewayLimits, ...given };
  const connections: Connections = new Map();
  const mayPass = createTokenBucket(api.throttle, () => performance.now());
  const connectionsApi = createConnectionsApi(connections, api.stage, limits);
  const origin: EventOrigin = { apiId: api.apiId, stage: api.stage, domainName };

  serve((request, response) => {
    connectionsApi(request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytesMax,
    perMessageDeflate: false,
  });

  const sayItself = (connection: Connection, message: string): void => {
    const { connectionId } = connection;
    connection.socket.send(JSON.stringify({ message, connectionId, requestId: requestId() }));
  };

  const receive = async (connection: Connection, body: string, receivedAtMs: number): Promise<void> => {
    if (!mayPass()) return sayItself(connection, 'Too Many Requests');
    const { routeKey, route } = routeOf(api, body);
    if (route === undefined) return sayItself(connection, 'Forbidden');
    const event = {
      requestContext: requestContext(origin, connection, { eventType: 'MESSAGE', routeKey, receivedAtMs }),
      body,
      isBase64Encoded: false,
    };
    const result = await withinTimeout(poolOf(route.invokes).invoke(event), route.timeoutMs);
    if (result === undefined) return sayItself(connection, 'Endpoint request timed out');
    if (!result.ok) return sayItself(connection, 'Internal server error');
    if (!route.answers || !isRecord(result.result)) return;
    const { body: answer } = result.result;
    if (typeof answer === 'string' && answer !== '') connection.socket.send(answer);
  };

  const disconnect = (connection: Connection, code: number, reason: string): void => {
    connections.delete(connection.connectionId);
    const route = api.routes.get('$disconnect');
    if (route === undefined) return;
    const kind = { eventType: 'DISCONNECT', routeKey: '$disconnect', receivedAtMs: Date.now() } as const;
    const context = requestContext(origin, connection, kind);
    // Best effort, as on AWS: nobody looks at what becomes of it.
    void poolOf(route.invokes).invoke({
      requestContext: { ...context, disconnectStatusCode: code, disconnectReason: reason },
      isBase64Encoded: false,
    });
  };

  const open = (socket: WebSocket, stream: Duplex, admitted: Handshake & { kind: 'admitted' }): void => {
    const { kind: _, ...known } = admitted;
    const connection: Connection = { ...known, socket, lastActiveAtMs: Date.now() };
    connections.set(connection.connectionId, connection);
    const life = setTimeout(() => socket.close(closeCodes.goingAway, 'Going away'), limits.connectionMs);

    const frameLengths = createFrameLengths();
    // Before the library's own listener, so that a frame over the limit is never a message.
    stream.prependListener('data', (chunk: Buffer) => {
      if (frameLengths(chunk) <= limits.frameBytesMax) return;
      socket.removeAllListeners('message');
      socket.close(closeCodes.tooLarge);
    });
    socket.on('message', (data: RawData, isBinary: boolean) => {
      const receivedAtMs = Date.now();
      connection.lastActiveAtMs = receivedAtMs;
      if (isBinary) {
        socket.close(closeCodes.binary);
        return;
      }
      // A message that fails says so on its own socket; what is left is a socket that closed meanwhile.
      receive(connection, data.toString(), receivedAtMs).catch(() => undefined);
    });
    // The library closes with the right code (1009, 1007, 1002) by itself; the error only repeats why.
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      clearTimeout(life);
      disconnect(connection, code, reason.toString());
    });
  };

  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const url = requestUrl(request);
    let handshake: Handshake = { kind: 'refused', statusCode: 403, message: 'Forbidden' };
    if (url?.pathname.replace(/\/$/, '') === `/${api.stage}`) {
      handshake = mayPass()
        ? await shakeHands(request, url, api, origin, poolOf)
        : { kind: 'refused', statusCode: 429, message: 'Too Many Requests' };
    }
    if (handshake.kind === 'refused') {
      const { statusCode, message } = handshake;
      const body = JSON.stringify({ message, connectionId: requestId(), requestId: requestId() });
      stream.end(
        `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}\r\ncontent-type: application/json\r\n` +
          `connection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      return;
    }
    const admitted = handshake;
    sockets.handleUpgrade(request, stream, head, (socket) => open(socket, stream, admitted));
  };

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    upgrade(request, stream, head).catch(() => stream.destroy());
  });

  const idleCheck = setInterval(
    () => {
      const idleSinceMs = Date.now() - limits.idleMs;
      for (const { socket, lastActiveAtMs } of connections.values()) {
        if (lastActiveAtMs <= idleSinceMs) socket.close(closeCodes.goingAway, 'Going away');
      }
    },
    Math.max(10, Math.min(10_000, limits.idleMs / 4)),
  );

  return {
    connectionCount: () => connections.size,
    stop: async () => {
      clearInterval(idleCheck);
      sockets.close();
      const open = [...connections.values()].map(({ socket }) => socket);
      const closed = open.map((socket) => new Promise((resolve) => socket.once('close', resolve)));
      for (const socket of open) socket.close(closeCodes.goingAway, 'Going away');
      // A client that does not close in turn is not waited for.
      await withinTimeout(Promise.all(closed), closesWithinMs);
      for (const socket of open) socket.terminate();
    },
  };
}
