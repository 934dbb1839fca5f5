import type { KeySet } from '@gaveldrop/protocol';
import type { Keys } from './ports/keys.ts';

/** The public key that a refusal's receipt is checked with, for anyone. @throws a `Fault` when the secret cannot be read. */
export async function readKeys({ keys }: { readonly keys: Keys }): Promise<KeySet> {
  const { keyId: kid, publicKey: x } = await keys.load();
  return { keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid, x }] };
}
