import type { WebSocket } from 'ws';

/** One socket as the gateway knows it. */
export type Connection = {
  readonly connectionId: string;
  readonly connectedAtMs: number;
  readonly sourceIp: string;
  readonly userAgent: string;
  /** What the authorizer said of it, on every event of this connection. */
  readonly authorizer: Readonly<Record<string, unknown>> | undefined;
  readonly socket: WebSocket;
  lastActiveAtMs: number;
};

/** The connections that are up: from when `$connect` has returned until the socket closes. */
export type Connections = Map<string, Connection>;
