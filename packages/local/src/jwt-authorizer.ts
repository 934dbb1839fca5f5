import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { JwtAuthorizerPlan } from './read-apis.ts';

/** The claims of a good token as API Gateway hands them on, or undefined for anything else. */
export type JwtAuthorizer = (
  authorization: string | undefined,
) => Promise<Readonly<Record<string, string>> | undefined>;

/**
 * A claim as API Gateway's JWT authorizer spells it: everything is text, and an array is its items between brackets
 * with a space between them, so `["a","b"]` arrives as `[a b]`.
 */
function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${key}:${claimText(item)}`);
    return `map[${entries.toSorted().join(' ')}]`;
  }
  return String(value);
}

/** API Gateway looks at `client_id` only where there is no `aud`. */
function isForUs({ aud, client_id }: JWTPayload, audiences: readonly string[]): boolean {
  if (aud === undefined) return typeof client_id === 'string' && audiences.includes(client_id);
  return (Array.isArray(aud) ? aud : [aud]).some((one) => audiences.includes(one));
}

/** The payload of a token that its issuer has signed and that is neither expired nor too early; undefined for anything else. */
export type TokenCheck = (token: string) => Promise<JWTPayload | undefined>;

/** Checks tokens with the keys that an issuer publishes, as AWS does: signed with RSA. */
export function createTokenCheck(issuer: string): TokenCheck {
  type KeySet = ReturnType<typeof createRemoteJWKSet>;
  let keys: Promise<KeySet> | undefined;

  const findKeys = async (): Promise<KeySet> => {
    const discovery = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { jwks_uri } = (await discovery.json()) as { jwks_uri: string };
    return createRemoteJWKSet(new URL(jwks_uri));
  };

  const keySet = (): Promise<KeySet> => {
    keys ??= findKeys().catch((cause: unknown) => {
      // An issuer that could not be reached is looked for again by the next request.
      keys = undefined;
      throw cause;
    });
    return keys;
  };

  return async (token) => {
    if (token === '') return undefined;
    try {
      const { payload } = await jwtVerify(token, await keySet(), {
        issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp'],
      });
      return payload;
    } catch {
      // Whatever is wrong with a token, AWS says no more than that it is not authorized.
      return undefined;
    }
  };
}

/** Checks tokens as an HTTP API's JWT authorizer does: good ones of its issuer, and for this audience. */
export function createJwtAuthorizer({ issuer, audiences }: JwtAuthorizerPlan): JwtAuthorizer {
  const check = createTokenCheck(issuer);
  return async (authorization) => {
    const payload = await check((authorization ?? '').replace(/^Bearer /i, ''));
    if (payload === undefined || !isForUs(payload, audiences)) return undefined;
    return Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
  };
}
