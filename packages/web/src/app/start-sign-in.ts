import * as oauth from 'oauth4webapi';
import { audienceParameters } from './audience-parameters.ts';
import { discoverIssuer } from './issuer.ts';
import type { PageConfig } from './page-config.ts';
import { keepAttempt } from './sign-in-attempt.ts';
import { forgetSignedOut, wasSignedOut } from './signed-out-mark.ts';

/** Where the issuer sends people back to: this page, without what came behind it. */
export const redirectUri = (): string => `${location.origin}${location.pathname}`;

/** Leaves for the issuer's sign-in page: authorization code with PKCE. @throws what kept it from doing so. */
export async function startSignIn(config: PageConfig): Promise<void> {
  const { server } = await discoverIssuer(config);
  if (server.authorization_endpoint === undefined) throw new Error('the issuer has no sign-in page');
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const codeVerifier = oauth.generateRandomCodeVerifier();
  const url = new URL(server.authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: 'openid',
    state,
    nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...audienceParameters(config.audience),
    // Whoever signed out here wants to choose who to be, though the issuer may still know them.
    ...(wasSignedOut() ? { prompt: 'login' } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  keepAttempt({ state, nonce, codeVerifier, hash: location.hash });
  forgetSignedOut();
  location.assign(url.href);
}
