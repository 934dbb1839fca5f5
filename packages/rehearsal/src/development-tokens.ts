import type { TakeToken } from './saleroom-addresses.ts';

const answersWithinMs = 10_000;

/**
 * Tokens from the issuer that a saleroom on this machine brings along, which gives them to programs too.
 * @throws when it gives none.
 */
export function developmentTokens(issuerUrl: string): TakeToken {
  return async (userId, groups) => {
    const answer = await fetch(`${issuerUrl}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sub: userId, groups }),
      signal: AbortSignal.timeout(answersWithinMs),
    });
    const said: unknown = await answer.json();
    const token =
      typeof said === 'object' && said !== null && 'access_token' in said ? said.access_token : undefined;
    if (!answer.ok || typeof token !== 'string')
      throw new Error(`the token issuer gave no token for ${userId}: status ${answer.status}`);
    return token;
  };
}
