import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { importJWK, SignJWT } from 'jose';
import Provider, { interactionPolicy, type OidcContext, type ResourceServer } from 'oidc-provider';
import { issuerKey } from './issuer-keys.ts';
import { createIssuerMemory } from './issuer-memory.ts';
import type { OpenServer } from './open-server.ts';
import { people, someoneElse } from './people.ts';
import { peoplePage } from './people-page.ts';
import { readRequestBody } from './read-request-body.ts';
import { requestUrl } from './request-url.ts';
import { isRecord } from './template-properties.ts';

/** What the pages call themselves here, and whom the tokens are for. */
export const issuerNames = {
  clientId: 'gaveldrop-web',
  audience: 'urn:gaveldrop:api',
  groupClaim: 'cognito:groups',
} as const;

export type TokenIssuerOptions = {
  /** The issuer's own address, as tokens carry it. */
  readonly issuerUrl: string;
  /** Origins of the pages: a person is sent back to these only, and only they may ask for tokens from a script. */
  readonly siteOrigins: readonly string[];
  /** Where the signing key is kept, or nowhere. */
  readonly keyFile: string | undefined;
};

const tokenLifeS = 3_600;
const scopes = 'openid profile';
const bodyBytesMax = 4_096;
const loginPath = '/who/';

const originOf = (url: unknown): string | undefined =>
  typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;

/**
 * A token issuer for this machine: OpenID Connect with code and PKCE, where a page lets you choose who you are instead of
 * asking for a password, and `POST /dev/token` for programs that stand in for many people.
 */
export async function serveTokenIssuer(open: OpenServer, options: TokenIssuerOptions): Promise<void> {
  const { issuerUrl, siteOrigins, keyFile } = options;
  const { clientId, audience, groupClaim } = issuerNames;
  const key = await issuerKey(keyFile);
  const groupsOf = (sub: string): readonly string[] =>
    people.find((person) => person.sub === sub)?.groups ?? [];
  const nameOf = (sub: string): string =>
    people.find((person) => person.sub === sub)?.name ?? sub.replace(/^user-/, '');

  // Whoever comes is asked, even with a session: one browser may hold an auctioneer's tab beside a bidder's.
  const policy = interactionPolicy.base();
  // What a page of ours may have is no question to put to people.
  policy.remove('consent');
  policy
    .get('login')
    .checks.add(
      new interactionPolicy.Check('choose', 'who are you', ({ oidc }) =>
        oidc.result?.login === undefined
          ? interactionPolicy.Check.REQUEST_PROMPT
          : interactionPolicy.Check.NO_NEED_TO_PROMPT,
      ),
    );

  const resourceServer: ResourceServer = {
    audience,
    scope: scopes,
    accessTokenFormat: 'jwt',
    accessTokenTTL: tokenLifeS,
    jwt: { sign: { alg: 'RS256' } },
  };

  const provider = new Provider(issuerUrl, {
    adapter: createIssuerMemory(),
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: ['http://127.0.0.1/'],
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    claims: { openid: ['sub', 'name', groupClaim] },
    scopes: scopes.split(' '),
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    clientBasedCORS: (_: unknown, origin: string) => siteOrigins.includes(origin),
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, name: nameOf(sub), [groupClaim]: groupsOf(sub) }),
    }),
    extraTokenClaims: (_: unknown, token: { accountId?: string }) => ({
      [groupClaim]: groupsOf(token.accountId ?? ''),
      name: nameOf(token.accountId ?? ''),
    }),
    loadExistingGrant: async ({ oidc }: OidcContext) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope(scopes);
      grant.addResourceScope(audience, scopes);
      await grant.save();
      return grant;
    },
    interactions: { policy, url: (_: unknown, { uid }: { uid: string }) => `${loginPath}${uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        // Access tokens are for our API whether or not a page says so, and then they are JWTs.
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => resourceServer,
      },
    },
    ttl: { AccessToken: tokenLifeS, IdToken: tokenLifeS, Interaction: 3_600, Session: 86_400, Grant: 86_400 },
    renderError: (
      context: { type: string; body: string },
      out: { error: string; error_description?: string },
    ) => {
      context.type = 'text';
      context.body = `The sign-in did not work: ${out.error_description ?? out.error}`;
    },
  });
  // Any page of the site may be come back to, whatever its path.
  provider.Client.prototype.redirectUriAllowed = (url: unknown) => siteOrigins.includes(originOf(url) ?? '');

  const choose = async (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> => {
    const page = (message?: string): void => {
      response.writeHead(message === undefined ? 200 : 400, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
      });
      response.end(peoplePage(path, message));
    };
    if (request.method !== 'POST') return page();
    const form = new URLSearchParams((await readRequestBody(request, bodyBytesMax))?.toString() ?? '');
    const person = people.find(({ sub }) => sub === form.get('sub')) ?? someoneElse(form.get('name') ?? '');
    if (person === undefined) return page('A name needs at least one letter or digit.');
    await provider.interactionFinished(
      request,
      response,
      { login: { accountId: person.sub } },
      { mergeWithLastSubmission: false },
    );
  };

  const signingKey = await importJWK(key, 'RS256');
  const tokenFor = (sub: string, groups: readonly string[]): Promise<string> =>
    new SignJWT({ client_id: clientId, scope: scopes, [groupClaim]: groups, name: nameOf(sub) })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key.kid ?? 'local' })
      .setIssuer(issuerUrl)
      .setSubject(sub)
      .setAudience(audience)
      .setIssuedAt()
      .setJti(randomUUID())
      .setExpirationTime(`${tokenLifeS}s`)
      .sign(signingKey);

  const developToken = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const say = (statusCode: number, body: object): void => {
      response.writeHead(statusCode, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const text = (await readRequestBody(request, bodyBytesMax))?.toString() ?? '';
    let wanted: unknown;
    try {
      wanted = JSON.parse(text);
    } catch {
      return say(400, { error: 'the body must be JSON' });
    }
    const { sub, groups = [] } = isRecord(wanted) ? wanted : {};
    if (typeof sub !== 'string' || !/^[\w-]{1,64}$/.test(sub)) {
      return say(400, { error: 'sub must be 1 to 64 letters, digits, dashes or underscores' });
    }
    if (!Array.isArray(groups) || !groups.every((group) => typeof group === 'string')) {
      return say(400, { error: 'groups must be a list of text' });
    }
    say(200, { access_token: await tokenFor(sub, groups), token_type: 'Bearer', expires_in: tokenLifeS });
  };

  const callback = provider.callback();
  open.serve((request, response) => {
    const pathname = requestUrl(request)?.pathname ?? '/';
    if (pathname.startsWith(loginPath)) {
      choose(request, response, pathname).catch(() => {
        response.writeHead(400, { 'content-type': 'text/plain' });
        response.end('This sign-in is over. Go back to the page you came from and sign in again.');
      });
      return;
    }
    if (pathname === '/dev/token' && request.method === 'POST') {
      developToken(request, response).catch(() => response.destroy());
      return;
    }
    callback(request, response);
  });
}
