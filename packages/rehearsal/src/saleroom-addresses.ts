/** Where a saleroom answers; URLs without a trailing slash, `webSocketUrl` with its stage. */
export type SaleroomAddresses = {
  readonly httpUrl: string;
  readonly webSocketUrl: string;
  /** The pages' own address: what browsers send as Origin. */
  readonly siteUrl: string;
};

/** An access token for somebody; `groups` are what the issuer says they belong to. */
export type TakeToken = (userId: string, groups: readonly string[]) => Promise<string>;
