/** What a request asks beside its method and path. */
export type Asking = {
  /** An access token, sent as a bearer's. */
  readonly token?: string | undefined;
  /** Sent as JSON; a text is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answered = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; undefined when it is none. */
  readonly json: unknown;
};

/** Asks the HTTP API. */
export type Ask = (method: string, path: string, asking?: Asking) => Promise<Answered>;

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON has its text.
    return undefined;
  }
};

/** Asks the HTTP API of a saleroom as any client may. */
export function askingAt({ httpUrl }: { readonly httpUrl: string }): Ask {
  return async (method, path, { token, body, headers = {} } = {}) => {
    const response = await fetch(`${httpUrl}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: asJson(text) };
  };
}

/** The answer's body, of a request that went well. @throws with what was answered instead. */
export function granted<T>({ status, text, json }: Answered): T {
  if (status >= 300) throw new Error(`answered ${status}: ${text}`);
  return json as T;
}
