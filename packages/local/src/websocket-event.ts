import type { IncomingMessage } from 'node:http';
import type { Connection } from './connections.ts';
import { gatewayTime } from './gateway-time.ts';
import { machine } from './machine.ts';
import { requestId } from './request-id.ts';

/** Where events come from, the same in all of them. */
export type EventOrigin = {
  readonly apiId: string;
  readonly stage: string;
  readonly domainName: string;
};

type Known = Pick<Connection, 'connectionId' | 'connectedAtMs' | 'sourceIp' | 'userAgent' | 'authorizer'>;

export type EventKind = {
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly routeKey: string;
  /** The gateway's stamp, taken when the event arrived. */
  readonly receivedAtMs: number;
};

/** The `requestContext` of every event of a WebSocket API. */
export function requestContext(
  origin: EventOrigin,
  from: Known,
  kind: EventKind,
): Readonly<Record<string, unknown>> {
  const id = requestId();
  return {
    routeKey: kind.routeKey,
    ...(from.authorizer === undefined ? {} : { authorizer: from.authorizer }),
    ...(kind.eventType === 'MESSAGE' ? { messageId: requestId() } : {}),
    eventType: kind.eventType,
    extendedRequestId: id,
    requestTime: gatewayTime(kind.receivedAtMs),
    messageDirection: 'IN',
    stage: origin.stage,
    connectedAt: from.connectedAtMs,
    requestTimeEpoch: kind.receivedAtMs,
    identity: { sourceIp: from.sourceIp, userAgent: from.userAgent },
    requestId: id,
    domainName: origin.domainName,
    connectionId: from.connectionId,
    apiId: origin.apiId,
  };
}

/** The parts of a handshake that the authorizer's and `$connect`'s events carry. */
export function handshakeParts(request: IncomingMessage, url: URL): Readonly<Record<string, unknown>> {
  const headers: Record<string, string> = {};
  const multiValueHeaders: Record<string, string[]> = {};
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at] ?? '';
    const value = request.rawHeaders[at + 1] ?? '';
    headers[name] = value;
    multiValueHeaders[name] = [...(multiValueHeaders[name] ?? []), value];
  }
  const query = [...url.searchParams];
  if (query.length === 0) return { headers, multiValueHeaders };
  return {
    headers,
    multiValueHeaders,
    queryStringParameters: Object.fromEntries(query),
    multiValueQueryStringParameters: Object.fromEntries(
      query.map(([name]) => [name, url.searchParams.getAll(name)]),
    ),
  };
}

/** The ARN of the handshake, which an authorizer's policy allows. */
export const connectArn = ({ apiId, stage }: EventOrigin): string =>
  `arn:${machine.partition}:execute-api:${machine.region}:${machine.accountId}:${apiId}/${stage}/$connect`;
