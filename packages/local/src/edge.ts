import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenServer } from './open-server.ts';
import type { EdgeBehavior, EdgePlan } from './read-edge.ts';
import { requestUrl } from './request-url.ts';

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};
type Kept = { readonly answer: Promise<Answer>; untilMs: number };

/**
 * Errors that a distribution keeps where its template says nothing, and for how many seconds
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html). Others, such as 429, it does not keep.
 */
const keptErrors: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504]);
const keptErrorAgeS = 10;
const originTimeoutMs = 30_000;
/** What goes from one hop to the next only, and what no longer holds once an answer has been read. */
const notPassedOn = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
]);

/** Seconds that an answer says it may be kept. */
const ownAgeS = (cacheControl: string | null): number | undefined => {
  if (/(?:^|[ ,])(?:no-store|no-cache|private)/.test(cacheControl ?? '')) return 0;
  const [, seconds] = /(?:^|[ ,])(?:s-maxage|max-age)=(\d+)/.exec(cacheControl ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds);
};

/**
 * Stands before an API as a distribution does: asks it once for what many want, and keeps the answer for as long as the
 * template says, by its path alone. Nothing of a request but its method and path gets through.
 */
export function serveEdge(open: OpenServer, { behaviors, errorAgeS }: EdgePlan): void {
  const kept = new Map<string, Kept>();

  const ageS = ({ ageS: { min, max, default: otherwise } }: EdgeBehavior, answer: Answer): number => {
    if (answer.status >= 400)
      return errorAgeS.get(answer.status) ?? (keptErrors.has(answer.status) ? keptErrorAgeS : 0);
    return Math.min(max, Math.max(min, ownAgeS(answer.headers['cache-control'] ?? null) ?? otherwise));
  };

  const ask = async ({ origin }: EdgeBehavior, method: string, path: string): Promise<Answer> => {
    const signal = AbortSignal.timeout(originTimeoutMs);
    const response = await fetch(`http://${origin}${path}`, { method, signal, redirect: 'manual' });
    const headers = [...response.headers].filter(([name]) => !notPassedOn.has(name));
    return {
      status: response.status,
      headers: Object.fromEntries(headers),
      body: Buffer.from(await response.arrayBuffer()),
    };
  };

  /** Asks, for all who want the same meanwhile too, and keeps what comes. */
  const get = (behavior: EdgeBehavior, method: string, path: string): Kept => {
    const nowMs = performance.now();
    for (const [key, { untilMs }] of kept) if (untilMs <= nowMs) kept.delete(key);
    const key = `${method} ${path}`;
    const entry: Kept = { answer: ask(behavior, method, path), untilMs: Number.POSITIVE_INFINITY };
    kept.set(key, entry);
    entry.answer.then(
      (answer) => {
        entry.untilMs = performance.now() + 1_000 * ageS(behavior, answer);
      },
      () => kept.delete(key),
    );
    return entry;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET' } = request;
    const path = requestUrl(request)?.pathname ?? '/';
    const behavior = behaviors.find(({ matches }) => matches(path));
    if (behavior === undefined || !behavior.methods.includes(method)) {
      response.writeHead(403);
      response.end();
      return;
    }
    const found = kept.get(`${method} ${path}`);
    const hit = found !== undefined && performance.now() < found.untilMs;
    const { status, headers, body } = await (hit ? found : get(behavior, method, path)).answer;
    response.writeHead(status, {
      ...headers,
      'content-length': body.length,
      'x-cache': `${hit ? 'Hit' : 'Miss'} from cloudfront`,
      ...(request.headers.origin === undefined ? {} : behavior.corsHeaders),
    });
    response.end(method === 'HEAD' ? undefined : body);
  };

  open.serve((request, response) => {
    serve(request, response).catch(() => {
      response.writeHead(502);
      response.end();
    });
  });
}
