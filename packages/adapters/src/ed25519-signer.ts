import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { SaleroomKeys } from '@gaveldrop/saleroom';

/** What stands before the 32 bytes of an Ed25519 private key in its PKCS #8 form. */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Signs with the Ed25519 key of a seed.
 * @param seed the 32 bytes of a private key; the same seed is the same key for ever.
 */
export function ed25519Signer(seed: Buffer): Pick<SaleroomKeys, 'sign' | 'keyId' | 'publicKey'> {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey).export({ format: 'jwk' }).x ?? '';
  // RFC 7638 takes the members a key cannot do without, in this order and without spaces.
  const thumbprinted = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x: publicKey });
  return {
    sign: (text) => sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64url'),
    keyId: createHash('sha256').update(thumbprinted).digest('base64url'),
    publicKey,
  };
}
