import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createJwtAuthorizer } from '../../../packages/local/src/jwt-authorizer.ts';
import { type OpenServer, openServer } from '../../../packages/local/src/open-server.ts';
import { serveTokenIssuer } from '../../../packages/local/src/token-issuer.ts';

const site = 'http://127.0.0.1:4700';
let folder = '';
let open: OpenServer;
let issuerUrl = '';

const start = async (port = 0): Promise<void> => {
  open = await openServer('127.0.0.1', port, 'token issuer');
  issuerUrl = `http://127.0.0.1:${open.port}`;
  await serveTokenIssuer(open, { issuerUrl, siteOrigins: [site], keyFile: join(folder, 'key.json') });
};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gaveldrop-issuer-'));
  await start();
});
afterEach(async () => {
  await open.stop();
  rmSync(folder, { recursive: true, force: true });
});

const claimsOf = (token: string): Promise<Readonly<Record<string, string>> | undefined> =>
  createJwtAuthorizer({ kind: 'jwt', issuer: issuerUrl, audiences: ['urn:gaveldrop:api'] })(
    `Bearer ${token}`,
  );

const devToken = (body: unknown): Promise<Response> =>
  fetch(`${issuerUrl}/dev/token`, { method: 'POST', body: JSON.stringify(body) });

/** A browser that only follows redirects when told, and keeps cookies. */
function createBrowser(): (url: string, form?: Record<string, string>) => Promise<Response> {
  const cookies = new Map<string, string>();
  return async (url, form) => {
    const response = await fetch(new URL(url, issuerUrl), {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin: site },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  };
}

const verifier = 'v'.repeat(64);
const authorization = (redirectUri: string): string =>
  `/auth?${new URLSearchParams({
    client_id: 'gaveldrop-web',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: redirectUri,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: 'urn:gaveldrop:api',
    state: 's',
  })}`;

const locationOf = (response: Response): string => response.headers.get('location') ?? '';

async function signIn(choice: Record<string, string>): Promise<Record<string, string>> {
  const browse = createBrowser();
  const redirectUri = `${site}/auctioneer.html`;
  const page = locationOf(await browse(authorization(redirectUri)));
  const resumed = locationOf(await browse(page, choice));
  const back = new URL(locationOf(await browse(resumed)));
  expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
  const answer = await browse('/token', {
    grant_type: 'authorization_code',
    client_id: 'gaveldrop-web',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  expect(answer.headers.get('access-control-allow-origin')).toBe(site);
  return (await answer.json()) as Record<string, string>;
}

describe('[local] token issuer', () => {
  test('signs in whoever is chosen, with an access token for the API and a name for the page', async () => {
    const tokens = await signIn({ sub: 'user-ava' });
    expect(await claimsOf(tokens.access_token ?? '')).toMatchObject({
      sub: 'user-ava',
      aud: 'urn:gaveldrop:api',
      'cognito:groups': '[auctioneers]',
    });
    const idClaims = JSON.parse(Buffer.from(tokens.id_token?.split('.')[1] ?? '', 'base64url').toString());
    expect(idClaims).toMatchObject({ sub: 'user-ava', name: 'Ava', aud: 'gaveldrop-web' });
  });

  test('lets anyone else type a name, who is in no group', async () => {
    const tokens = await signIn({ name: ' Zoë <b> ' });
    expect(await claimsOf(tokens.access_token ?? '')).toMatchObject({
      sub: 'user-zoe-b',
      'cognito:groups': '[]',
    });
  });

  test('asks again for a name that is none, and shows no markup that was typed', async () => {
    const browse = createBrowser();
    const page = locationOf(await browse(authorization(`${site}/`)));
    const answer = await browse(page, { name: '<>' });
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('at least one letter'),
    ]);
  });

  test('sends nobody to a page that is not ours', async () => {
    const answer = await createBrowser()(authorization('http://evil.example/'));
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('The sign-in did not work'),
    ]);
  });

  test('gives a program a token for anybody, and says what is wrong with a bad wish', async () => {
    const answer = (await (await devToken({ sub: 'bidder-17', groups: ['a', 'b'] })).json()) as {
      access_token: string;
    };
    expect(await claimsOf(answer.access_token)).toMatchObject({
      sub: 'bidder-17',
      'cognito:groups': '[a b]',
    });
    expect(await (await devToken({ sub: 'no spaces' })).json()).toEqual({
      error: 'sub must be 1 to 64 letters, digits, dashes or underscores',
    });
    expect((await devToken({ sub: 'x', groups: 'a' })).status).toBe(400);
  });

  test('keeps its key, so that a token outlives a restart', async () => {
    const { access_token } = (await (await devToken({ sub: 'user-bea' })).json()) as { access_token: string };
    const { port } = open;
    await open.stop();
    await start(port);
    expect(await claimsOf(access_token)).toMatchObject({ sub: 'user-bea' });
  });
});
