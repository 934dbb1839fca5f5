import * as oauth from 'oauth4webapi';
import type { PageConfig } from './page-config.ts';

/** An issuer as it describes itself, and what its address asks of every request to it. */
export type Issuer = {
  readonly server: oauth.AuthorizationServer;
  readonly requestOptions: { readonly [oauth.allowInsecureRequests]?: boolean };
};

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Asks the issuer how to sign in with it. Plain http is taken from this machine only. @throws what went wrong. */
export async function discoverIssuer(config: PageConfig): Promise<Issuer> {
  const url = new URL(config.issuer);
  const local = url.protocol === 'http:' && loopbackHosts.includes(url.hostname);
  const requestOptions = local ? { [oauth.allowInsecureRequests]: true } : {};
  const response = await oauth.discoveryRequest(url, { algorithm: 'oidc', ...requestOptions });
  return { server: await oauth.processDiscoveryResponse(url, response), requestOptions };
}
