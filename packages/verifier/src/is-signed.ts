import { createPublicKey, verify } from 'node:crypto';
import { type KeySet, type RefusalReceipt, refusalText } from '@gaveldrop/protocol';

/** Whether one of the saleroom's keys signed a refusal, offline; `unknown-key` when its key is not among them. */
export function isSigned(refusal: RefusalReceipt, { keys }: KeySet): boolean | 'unknown-key' {
  const jwk = keys.find(({ kid }) => kid === refusal.keyId);
  if (jwk === undefined) return 'unknown-key';
  const signature = Buffer.from(refusal.signature, 'base64url');
  // The text and nothing looser: decoding passes over what is no base64url.
  if (signature.toString('base64url') !== refusal.signature) return false;
  try {
    const key = createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x }, format: 'jwk' });
    return verify(null, Buffer.from(refusalText(refusal), 'utf8'), key, signature);
  } catch {
    // What is no key has signed nothing.
    return false;
  }
}
