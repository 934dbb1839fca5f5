import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

/** What a token says that a good one would not; everything else is as the saleroom's own issuer says it. */
export type Forgery = {
  readonly sub?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; below zero it has expired. */
  readonly expiresInS?: number;
  /** Signed by a key that the issuer never published. */
  readonly otherKey?: boolean;
};

/** A token with something wrong about it, signed by the issuer's own key, which the data folder keeps. */
export async function forgeToken(issuerUrl: string, dataDir: string, forgery: Forgery): Promise<string> {
  const own = JSON.parse(readFileSync(join(dataDir, 'issuer-key.json'), 'utf8')) as JWK;
  const key =
    forgery.otherKey === true ? (await generateKeyPair('RS256')).privateKey : await importJWK(own, 'RS256');
  const nowS = Math.floor(Date.now() / 1_000);
  return new SignJWT({ client_id: 'gaveldrop-web', 'cognito:groups': ['auctioneers'] })
    .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: own.kid ?? 'local' })
    .setIssuer(forgery.issuer ?? issuerUrl)
    .setSubject(forgery.sub ?? 'user-ava')
    .setAudience(forgery.audience ?? 'urn:gaveldrop:api')
    .setIssuedAt(nowS - 7_200)
    .setExpirationTime(nowS + (forgery.expiresInS ?? 3_600))
    .sign(key);
}
