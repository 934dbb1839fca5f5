/** What a page has to know about the place it runs in, written beside it when it is deployed. */
export type PageConfig = {
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  /** Where snapshots are kept for a second for everybody; the HTTP API has them too. */
  readonly snapshotUrl?: string;
  /** Where changes are pushed, where that is not done over the WebSocket. */
  readonly feed?: { readonly url: string; readonly host: string };
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
};

const fields = ['httpUrl', 'webSocketUrl', 'issuer', 'clientId', 'audience'] as const;

const optionalFields = ['snapshotUrl', 'feedUrl', 'feedHost'] as const;

/** The configuration as it was read, or a throw that names what is missing. */
export function parsePageConfig(value: unknown): PageConfig {
  if (typeof value !== 'object' || value === null) throw new Error('config.json is not an object');
  const texts: Record<string, unknown> = { ...value };
  const textOf = (field: (typeof fields | typeof optionalFields)[number]): string => {
    const text = texts[field];
    if (typeof text !== 'string' || text === '') throw new Error(`config.json lacks ${field}`);
    return text;
  };
  const hasFeed = texts.feedUrl !== undefined || texts.feedHost !== undefined;
  return {
    httpUrl: textOf('httpUrl').replace(/\/$/, ''),
    webSocketUrl: textOf('webSocketUrl').replace(/\/$/, ''),
    ...(texts.snapshotUrl === undefined ? {} : { snapshotUrl: textOf('snapshotUrl').replace(/\/$/, '') }),
    ...(hasFeed ? { feed: { url: textOf('feedUrl'), host: textOf('feedHost') } } : {}),
    issuer: textOf('issuer'),
    clientId: textOf('clientId'),
    audience: textOf('audience'),
  };
}

/** Reads `/config.json`. @throws when it cannot be had or lacks a field. */
export async function readPageConfig(): Promise<PageConfig> {
  const response = await fetch('/config.json', { cache: 'no-cache' });
  if (!response.ok) throw new Error(`config.json was answered ${response.status}`);
  return parsePageConfig(await response.json());
}
