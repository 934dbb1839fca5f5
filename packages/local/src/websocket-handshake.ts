import type { IncomingMessage } from 'node:http';
import { assertNever } from './assert-never.ts';
import type { FunctionPool } from './function-pool.ts';
import type { ApiPlan } from './read-apis.ts';
import type { FunctionPlan } from './read-functions.ts';
import { readAuthorization } from './request-authorizer.ts';
import { requestId } from './request-id.ts';
import { isRecord } from './template-properties.ts';
import { connectArn, type EventOrigin, handshakeParts, requestContext } from './websocket-event.ts';
import { withinTimeout } from './within-timeout.ts';

/** What a handshake comes to: who it is, or the status it is refused with. */
export type Handshake =
  | {
      readonly kind: 'admitted';
      readonly connectionId: string;
      readonly connectedAtMs: number;
      readonly sourceIp: string;
      readonly userAgent: string;
      readonly authorizer: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly kind: 'refused'; readonly statusCode: number; readonly message: string };

const refused = (statusCode: number, message: string): Handshake => ({
  kind: 'refused',
  statusCode,
  message,
});

/** Takes a handshake through the authorizer and `$connect`, as API Gateway does before the socket is up. */
export async function shakeHands(
  request: IncomingMessage,
  url: URL,
  api: ApiPlan,
  origin: EventOrigin,
  poolOf: (plan: FunctionPlan) => FunctionPool,
): Promise<Handshake> {
  const connect = api.routes.get('$connect');
  const connectedAtMs = Date.now();
  const known = {
    connectionId: requestId(),
    connectedAtMs,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    userAgent: request.headers['user-agent'] ?? '',
    authorizer: undefined,
  };
  const kind = { eventType: 'CONNECT', routeKey: '$connect', receivedAtMs: connectedAtMs } as const;
  const parts = handshakeParts(request, url);
  let authorizer: Readonly<Record<string, unknown>> | undefined;

  if (connect?.authorizer?.kind === 'request') {
    const { queryParameters, headers, invokes } = connect.authorizer;
    const isThere =
      queryParameters.every((name) => (url.searchParams.get(name) ?? '') !== '') &&
      headers.every((name) => request.headers[name.toLowerCase()] !== undefined);
    if (!isThere) return refused(401, 'Unauthorized');

    const methodArn = connectArn(origin);
    const event = {
      type: 'REQUEST',
      methodArn,
      ...parts,
      stageVariables: {},
      requestContext: requestContext(origin, known, kind),
    };
    const result = await withinTimeout(poolOf(invokes).invoke(event), connect.timeoutMs);
    if (result === undefined || !result.ok) {
      // The one error message that means a refusal and not a failure.
      if (result?.error.errorMessage === 'Unauthorized') return refused(401, 'Unauthorized');
      return refused(500, 'Internal server error');
    }
    const authorization = readAuthorization(result.result, methodArn);
    switch (authorization.kind) {
      case 'allowed':
        authorizer = { ...authorization.context, integrationLatency: Date.now() - connectedAtMs };
        break;
      case 'denied':
        return refused(403, 'Forbidden');
      case 'invalid':
        return refused(500, 'Internal server error');
      default:
        return assertNever(authorization);
    }
  }

  if (connect !== undefined) {
    const event = {
      ...parts,
      requestContext: requestContext(origin, { ...known, authorizer }, kind),
      isBase64Encoded: false,
    };
    const result = await withinTimeout(poolOf(connect.invokes).invoke(event), connect.timeoutMs);
    if (result === undefined) return refused(504, 'Endpoint request timed out');
    if (!result.ok || !isRecord(result.result)) return refused(502, 'Internal server error');
    const statusCode = Number(result.result.statusCode);
    if (!(statusCode >= 200 && statusCode < 300)) return refused(statusCode || 502, 'Forbidden');
  }
  return { kind: 'admitted', ...known, authorizer };
}
