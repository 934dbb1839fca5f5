import type { IncomingMessage, ServerResponse } from 'node:http';
import { corsHeaders, preflightHeaders } from './cors.ts';
import type { FunctionPool } from './function-pool.ts';
import { httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { createFindRoute } from './http-routes.ts';
import { createJwtAuthorizer, type JwtAuthorizer } from './jwt-authorizer.ts';
import type { OpenServer } from './open-server.ts';
import type { ApiPlan, RoutePlan } from './read-apis.ts';
import type { FunctionPlan } from './read-functions.ts';
import { readRequestBody } from './read-request-body.ts';
import { requestId } from './request-id.ts';
import { requestUrl } from './request-url.ts';
import { createTokenBucket } from './token-bucket.ts';
import { withinTimeout } from './within-timeout.ts';

export type HttpGatewayOptions = {
  readonly api: ApiPlan;
  readonly poolOf: (plan: FunctionPlan) => FunctionPool;
};

/** The largest request an HTTP API takes. */
const requestBytesMax = 10 * 1_024 * 1_024;

/** An HTTP API: routes, JWT authorizers, CORS, and what the gateway says for itself. */
export function serveHttpApi(open: OpenServer, { api, poolOf }: HttpGatewayOptions): void {
  const findRoute = createFindRoute(api.routes.values());
  const mayPass = createTokenBucket(api.throttle, () => performance.now());
  const authorizers = new Map<RoutePlan, JwtAuthorizer>();
  const authorizerOf = (route: RoutePlan): JwtAuthorizer | undefined => {
    if (route.authorizer?.kind !== 'jwt') return undefined;
    const known = authorizers.get(route) ?? createJwtAuthorizer(route.authorizer);
    authorizers.set(route, known);
    return known;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAtMs = Date.now();
    const { origin } = request.headers;
    const allowed = api.cors === undefined ? {} : corsHeaders(api.cors, origin);
    const say = (statusCode: number, message: string, headers: Record<string, string> = {}): void => {
      response.writeHead(statusCode, { 'content-type': 'application/json', ...headers, ...allowed });
      response.end(JSON.stringify({ message }));
    };

    const url = requestUrl(request);
    if (url === undefined) return say(400, 'Bad Request');
    const method = request.method ?? 'GET';
    if (api.cors !== undefined && method === 'OPTIONS' && origin !== undefined) {
      response.writeHead(204, preflightHeaders(api.cors, origin));
      response.end();
      return;
    }
    if (!mayPass()) return say(429, 'Too Many Requests');
    const match = findRoute(method, url.pathname);
    if (match === undefined) return say(404, 'Not Found');

    const body = await readRequestBody(request, requestBytesMax);
    if (body === undefined) return say(413, 'Request Entity Too Large');
    const authorizer = authorizerOf(match.route);
    const claims = await authorizer?.(request.headers.authorization);
    if (authorizer !== undefined && claims === undefined) {
      return say(401, 'Unauthorized', { 'www-authenticate': 'Bearer' });
    }

    const event = httpEvent(request, match, {
      apiId: api.apiId,
      stage: api.stage,
      host: request.headers.host ?? 'localhost',
      url,
      requestId: requestId(),
      receivedAtMs,
      claims,
      body,
    });
    const { route } = match;
    const result = await withinTimeout(poolOf(route.invokes).invoke(event), route.timeoutMs);
    if (result === undefined) return say(503, 'Service Unavailable');
    const said = result.ok ? httpAnswer(result.result) : undefined;
    if (said === undefined) return say(500, 'Internal Server Error');
    // With CORS configured, the gateway's headers stand and a function's are dropped.
    const own = Object.fromEntries(
      Object.entries(said.headers).filter(
        ([name]) => api.cors === undefined || !name.startsWith('access-control-'),
      ),
    );
    response.writeHead(said.statusCode, { ...own, 'content-length': said.body.length, ...allowed });
    response.end(method === 'HEAD' ? undefined : said.body);
  };

  open.serve((request, response) => {
    answer(request, response).catch(() => {
      // The caller went away, or sent something no parser takes; either way there is nobody left to tell.
      response.destroy();
    });
  });
}
