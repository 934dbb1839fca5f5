/** What a page has to know about the place it runs in, written beside it when it is deployed. */
export type PageConfig = {
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly audience: string;
};

const fields = ['httpUrl', 'webSocketUrl', 'issuer', 'clientId', 'audience'] as const;

/** The configuration as it was read, or a throw that names what is missing. */
export function parsePageConfig(value: unknown): PageConfig {
  if (typeof value !== 'object' || value === null) throw new Error('config.json is not an object');
  const texts: Record<string, unknown> = { ...value };
  const textOf = (field: (typeof fields)[number]): string => {
    const text = texts[field];
    if (typeof text !== 'string' || text === '') throw new Error(`config.json lacks ${field}`);
    return text;
  };
  return {
    httpUrl: textOf('httpUrl').replace(/\/$/, ''),
    webSocketUrl: textOf('webSocketUrl').replace(/\/$/, ''),
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
