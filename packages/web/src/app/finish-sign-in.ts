import * as oauth from 'oauth4webapi';
import { audienceParameters } from './audience-parameters.ts';
import { deviceNowMs } from './device-clock.ts';
import { discoverIssuer } from './issuer.ts';
import type { PageConfig } from './page-config.ts';
import type { Session } from './session.ts';
import { takeAttempt } from './sign-in-attempt.ts';
import { redirectUri } from './start-sign-in.ts';

/**
 * Takes up the sign-in that the issuer has just sent back from, and makes a session of it.
 * @throws when the issuer refused, or the answer is not for the attempt this tab made.
 */
export async function finishSignIn(config: PageConfig): Promise<Session> {
  const url = new URL(location.href);
  const attempt = takeAttempt();
  // A code works once: it must not be tried again when the page is loaded anew.
  history.replaceState(null, '', `${location.pathname}${attempt?.hash ?? ''}`);
  if (attempt === undefined) throw new Error('this tab had not asked to sign in');

  const { server, requestOptions } = await discoverIssuer(config);
  const client: oauth.Client = { client_id: config.clientId };
  const parameters = oauth.validateAuthResponse(server, client, url, attempt.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    attempt.codeVerifier,
    { ...requestOptions, additionalParameters: audienceParameters(config.audience) },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: attempt.nonce,
    requireIdToken: true,
  });
  return {
    accessToken: tokens.access_token,
    name: nameIn(oauth.getValidatedIdTokenClaims(tokens)),
    ...(tokens.expires_in === undefined ? {} : { expiresAtMs: deviceNowMs() + tokens.expires_in * 1_000 }),
  };
}

function nameIn(claims: oauth.IDToken | undefined): string {
  for (const claim of ['name', 'preferred_username', 'email', 'sub']) {
    const value = claims?.[claim];
    if (typeof value === 'string' && value !== '') return value;
  }
  return 'you';
}
