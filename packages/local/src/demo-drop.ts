import { demoDrop, demoLots } from './demo-catalogue.ts';

/** Where a saleroom is found. */
export type SaleroomAddresses = {
  readonly httpUrl: string;
  readonly issuerUrl: string;
};

/** A drop that is ready to open. */
export type DemoDrop = { readonly dropId: string };

/** The saleroom's answer as JSON. @throws an Error with its own words when it refuses. */
async function ask<T>(url: string, request: RequestInit): Promise<T> {
  const response = await fetch(url, request);
  const text = await response.text();
  if (!response.ok) throw new Error(`the demo drop could not be prepared: ${url}: ${text}`);
  return JSON.parse(text) as T;
}

const posting = (body: unknown, token?: string): RequestInit => ({
  method: 'POST',
  headers: {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  },
  body: JSON.stringify(body),
});

/**
 * Makes a drop with lots ready to open, over the HTTP API as an auctioneer would, unless there is one from before.
 * @returns the newest drop there is.
 */
export async function prepareDemoDrop({ httpUrl, issuerUrl }: SaleroomAddresses): Promise<DemoDrop> {
  const { drops } = await ask<{ drops: readonly DemoDrop[] }>(`${httpUrl}/drops`, {});
  const [newest] = drops;
  if (newest !== undefined) return newest;
  const auctioneer = { sub: 'user-ava', groups: ['auctioneers'] };
  const { access_token } = await ask<{ access_token: string }>(`${issuerUrl}/dev/token`, posting(auctioneer));
  const drop = await ask<DemoDrop>(`${httpUrl}/drops`, posting(demoDrop, access_token));
  for (const lot of demoLots) await ask(`${httpUrl}/drops/${drop.dropId}/lots`, posting(lot, access_token));
  return drop;
}
