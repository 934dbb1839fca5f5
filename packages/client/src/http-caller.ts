import { parseAs } from '@gaveldrop/protocol';
import type { HttpFetch } from './http-fetch.ts';
import { problemOf, saleroomProblem } from './saleroom-problem.ts';

export type HttpCallerOptions = {
  /** The HTTP API's address; a slash at its end does not matter. */
  readonly httpUrl: string;
  /** An access token, or undefined when nobody is signed in; asked for before each request. */
  token(): Promise<string | undefined>;
  readonly fetch: HttpFetch;
};

/** How to ask, beyond method, path and body. */
export type Asked = { readonly fresh?: boolean };

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH';
type Schema<T> = Parameters<typeof parseAs<T>>[0];

/** Calls the saleroom's HTTP API; everything that is not the answer asked for is thrown as a `SaleroomProblem`. */
export type HttpCaller = {
  json<T>(schema: Schema<T>, method: Method, path: string, body?: object, asked?: Asked): Promise<T>;
  /** A document as text, in the media type accepted. */
  text(path: string, accept: string): Promise<string>;
};

/** A caller of one HTTP API in one person's name. */
export function httpCaller({ httpUrl, token, fetch }: HttpCallerOptions): HttpCaller {
  const base = httpUrl.replace(/\/+$/, '');

  const call = async (
    method: Method,
    path: string,
    accept: string,
    body?: object,
    { fresh = false }: Asked = {},
  ): Promise<string> => {
    const bearer = await token();
    const headers: Record<string, string> = { accept };
    if (bearer !== undefined) headers.authorization = `Bearer ${bearer}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const { status, text } = await reach(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(fresh ? { cache: 'no-store' } : {}),
    });
    if (status < 200 || status > 299) throw problemOf(status, jsonOrUndefined(text));
    return text;
  };

  const reach = async (
    url: string,
    request: Parameters<HttpFetch>[1],
  ): Promise<{ readonly status: number; readonly text: string }> => {
    try {
      const answer = await fetch(url, request);
      return { status: answer.status, text: await answer.text() };
    } catch (cause) {
      throw saleroomProblem(
        { status: 0, code: 'unreachable', detail: 'the saleroom cannot be reached' },
        cause,
      );
    }
  };

  return {
    async json(schema, method, path, body, asked) {
      const text = await call(method, path, 'application/json', body, asked);
      const parsed = parseAs(schema, jsonOrUndefined(text));
      if (parsed.kind === 'valid') return parsed.value;
      throw saleroomProblem({ status: 502, code: 'unreadable-answer', detail: parsed.message });
    },
    text: (path, accept) => call('GET', path, accept),
  };
}

/** What a text spells in JSON; undefined, which no schema here accepts, when it spells nothing. */
function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
