/** What we read of a WebSocket message's event. */
export type SocketEvent = {
  readonly body?: string | undefined;
  readonly requestContext: {
    readonly connectionId: string;
    /** When the gateway opened the socket: epoch milliseconds. */
    readonly connectedAt: number;
    /** When the gateway received the message: epoch milliseconds. [B2] */
    readonly requestTimeEpoch: number;
    readonly authorizer?: Record<string, unknown>;
  };
};

/** The route's own response: its body goes back on the socket the message came from. */
export type SocketResponse = { readonly statusCode: 200; readonly body: string };
