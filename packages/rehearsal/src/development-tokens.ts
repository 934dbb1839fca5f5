import type { TakeToken } from './saleroom-addresses.ts';

const answersWithinMs = 10_000;

/**
 * Tokens from the issuer that a saleroom on this machine brings along, which gives them to programs too.
 * @throws when it gives none.
 */
export function developmentTokens(issuerUrl: string): TakeToken {
  return async (userId, groups) => {
    const { status, text } = await asked(`${issuerUrl}/dev/token`, { sub: userId, groups });
    const token = status === 200 ? tokenIn(text) : undefined;
    if (token === undefined)
      throw new Error(`the token issuer gave no token for ${userId}: status ${status}`);
    return token;
  };
}

async function asked(url: string, body: object): Promise<{ readonly status: number; readonly text: string }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answersWithinMs),
    });
    return { status: answer.status, text: await answer.text() };
  } catch (cause) {
    throw new Error(`the token issuer at ${url} cannot be reached`, { cause });
  }
}

function tokenIn(text: string): string | undefined {
  const said: unknown = JSON.parse(text);
  const token =
    typeof said === 'object' && said !== null && 'access_token' in said ? said.access_token : undefined;
  return typeof token === 'string' ? token : undefined;
}
