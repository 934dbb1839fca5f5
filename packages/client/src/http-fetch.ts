/** As much of `fetch` as is needed here; a browser's and Node's both fit. */
export type HttpFetch = (
  url: string,
  request: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    /** What the browser has kept will not do. */
    readonly cache?: 'no-store';
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;
