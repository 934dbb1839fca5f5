/** As much of `fetch` as is needed here; a browser's and Node's both fit. */
export type HttpFetch = (
  url: string,
  request: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;
