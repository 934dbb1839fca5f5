import { createTokenCheck } from './jwt-authorizer.ts';
import type { EventApiPlan, FeedAuthMode } from './read-event-api.ts';
import { isRecord } from './template-properties.ts';

/** Whether an authorization, as a listener sends it, allows what one of these ways allows. */
export type FeedAuthorization = (given: unknown, modes: readonly FeedAuthMode[]) => Promise<boolean>;

/** The tokens' audience as AppSync looks for it. */
const clientsOf = ({ aud, azp }: { readonly aud?: unknown; readonly azp?: unknown }): readonly string[] =>
  [aud, azp].flat().filter((client) => typeof client === 'string');

/**
 * Checks the authorization of a listener: an object with the `host` of the HTTP endpoint and, as `Authorization`, an access
 * token of the issuer. Signed authorizations are not known here: nobody listens with one.
 */
export function createFeedAuthorization({ tokens }: EventApiPlan, host: string): FeedAuthorization {
  if (tokens === undefined) return async () => false;
  const check = createTokenCheck(tokens.issuer);
  return async (given, modes) => {
    if (!modes.includes('OPENID_CONNECT') || !isRecord(given) || given.host !== host) return false;
    const { Authorization: token } = given;
    const payload = typeof token === 'string' ? await check(token) : undefined;
    if (payload === undefined) return false;
    const { clientIds } = tokens;
    return clientIds === undefined || clientsOf(payload).some((client) => clientIds.test(client));
  };
}
