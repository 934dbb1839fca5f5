import type { Hono } from 'hono';
import { type APIGatewayProxyResult, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { problem } from './problem.ts';
import type { Environment } from './request.ts';

type GatewayEvent = Extract<LambdaEvent, { readonly rawPath: string; readonly version: string }>;

/** Methods whose requests have no body; API Gateway hands one over all the same when it is sent. */
const bodiless: ReadonlySet<string> = new Set(['GET', 'HEAD']);

const withoutStrayBody = (event: GatewayEvent): GatewayEvent =>
  bodiless.has(event.requestContext.http.method) ? { ...event, body: null } : event;

/**
 * Answers the gateway's events with the app. One that no request can be made of is a problem like any other: what is
 * answered for it before the app has seen it is a plain text, and the app itself never answers with one.
 */
export function gatewayHandler(app: Hono<Environment>) {
  const answer = handle(app);
  return async (event: GatewayEvent, context?: LambdaContext): Promise<APIGatewayProxyResult> => {
    const result = await answer(withoutStrayBody(event), context);
    const isPlain = String(result.headers?.['content-type']).startsWith('text/plain');
    if (result.statusCode !== 400 || !isPlain) return result;
    const refused = problem('invalid-request', 'no request can be made of this');
    return {
      ...{ statusCode: refused.status, isBase64Encoded: false, body: await refused.text() },
      headers: Object.fromEntries(refused.headers),
    };
  };
}
