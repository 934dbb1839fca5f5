import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateKeyPair, importJWK, type JWK, SignJWT, UnsecuredJWT } from 'jose';

/** What a token says that a good one would not; everything else is as the saleroom's own issuer says it. */
export type Forgery = {
  readonly sub?: string;
  readonly issuer?: string;
  readonly audience?: string;
  /** Seconds from now; below zero it has expired. */
  readonly expiresInS?: number;
  /**
   * Signed `otherKey` by a key that the issuer never published; `publicKey` with what everybody can read, as if it were a
   * shared secret; `nothing` not at all.
   */
  readonly signedWith?: 'otherKey' | 'publicKey' | 'nothing';
};

/** A token with something wrong about it, signed by the issuer's own key, which the data folder keeps. */
export async function forgeToken(issuerUrl: string, dataDir: string, forgery: Forgery): Promise<string> {
  const own = JSON.parse(readFileSync(join(dataDir, 'issuer-key.json'), 'utf8')) as JWK;
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = {
    client_id: 'gaveldrop-web',
    'cognito:groups': ['auctioneers'],
    iss: forgery.issuer ?? issuerUrl,
    sub: forgery.sub ?? 'user-ava',
    aud: forgery.audience ?? 'urn:gaveldrop:api',
    iat: nowS - 7_200,
    exp: nowS + (forgery.expiresInS ?? 3_600),
  };
  const header = { typ: 'at+jwt', kid: own.kid ?? 'local' };
  switch (forgery.signedWith) {
    case 'nothing':
      return new UnsecuredJWT(claims).encode();
    case 'publicKey': {
      const pem = createPublicKey({ key: own as JsonWebKey, format: 'jwk' }).export({
        type: 'spki',
        format: 'pem',
      });
      return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(Buffer.from(pem));
    }
    default: {
      const { privateKey } = await generateKeyPair('RS256');
      const key = forgery.signedWith === 'otherKey' ? privateKey : await importJWK(own, 'RS256');
      return new SignJWT(claims).setProtectedHeader({ ...header, alg: 'RS256' }).sign(key);
    }
  }
}
