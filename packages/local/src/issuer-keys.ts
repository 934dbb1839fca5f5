import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/**
 * The key that the local issuer signs with: made once and kept in `file`, so that a page that is open over a restart stays
 * signed in. Without a file it lives as long as the issuer.
 */
export async function issuerKey(file: string | undefined): Promise<JWK> {
  if (file !== undefined) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as JWK;
    } catch {
      // There is none yet, or it cannot be read: then tokens signed before are refused, and people sign in again.
    }
  }
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key: JWK = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'local' };
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  }
  return key;
}
