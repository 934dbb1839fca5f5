import { createHmac } from 'node:crypto';
import type { SaleroomKeys } from '@gaveldrop/saleroom';
import { assert } from '@gaveldrop/units';
import { adapterLimits } from './adapter-limits.ts';
import { ed25519Signer } from './ed25519-signer.ts';

const keyed = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text, 'utf8').digest();

/**
 * The keys of a secret: each use has its own, derived under its own label, so that what one of them shows says nothing of another.
 * @param secret its text, at least `secretCharactersMin` characters that nobody can guess.
 */
export function saleroomKeys(secret: string): SaleroomKeys {
  assert(secret.length >= adapterLimits.secretCharactersMin, "the saleroom's secret is too short");
  const commitments = keyed(secret, 'commitments');
  return {
    ...ed25519Signer(keyed(secret, 'receipts')),
    salt: (dropId, id) => keyed(keyed(commitments, dropId), id).toString('hex'),
  };
}
