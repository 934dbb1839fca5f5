import type { IncomingMessage } from 'node:http';
import { gatewayTime } from './gateway-time.ts';
import type { RouteMatch } from './http-routes.ts';
import { machine } from './machine.ts';

export type HttpArrival = {
  readonly apiId: string;
  readonly stage: string;
  readonly host: string;
  readonly url: URL;
  readonly requestId: string;
  readonly receivedAtMs: number;
  readonly claims: Readonly<Record<string, string>> | undefined;
  readonly body: Buffer;
};

const textTypes = /^text\/|^application\/(json|javascript|xml|.*\+json|.*\+xml|x-www-form-urlencoded)/;

/** The event of an HTTP API in payload format 2.0. Several headers or query values of one name are one, with commas. */
export function httpEvent(
  request: IncomingMessage,
  { route, pathParameters }: RouteMatch,
  arrival: HttpArrival,
): object {
  const { url, body, receivedAtMs, claims } = arrival;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && name !== 'cookie')
      headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const query: Record<string, string> = {};
  for (const [name, value] of url.searchParams)
    query[name] = name in query ? `${query[name]},${value}` : value;
  const isText = body.length === 0 || textTypes.test(headers['content-type'] ?? 'application/json');
  const cookies = (request.headers.cookie ?? '').split('; ').filter((cookie) => cookie !== '');
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies.length > 0 ? { cookies } : {}),
    headers,
    ...(url.search.length > 1 ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: machine.accountId,
      apiId: arrival.apiId,
      ...(claims === undefined ? {} : { authorizer: { jwt: { claims, scopes: null } } }),
      domainName: arrival.host,
      domainPrefix: arrival.apiId,
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: arrival.requestId,
      routeKey: route.routeKey,
      stage: arrival.stage,
      time: gatewayTime(receivedAtMs),
      timeEpoch: receivedAtMs,
    },
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    ...(body.length > 0 ? { body: isText ? body.toString() : body.toString('base64') } : {}),
    isBase64Encoded: !isText,
  };
}
