import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { SaleroomKeys } from '@gaveldrop/saleroom';
import { assert, type DropId } from '@gaveldrop/units';
import { adapterLimits } from './adapter-limits.ts';
import { lastMade } from './aws/last-made.ts';
import { ed25519Signer } from './ed25519-signer.ts';

const keyed = (key: string | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text, 'utf8').digest();

/**
 * The keys of a secret: each use has its own, derived under its own label, so that what one of them shows says nothing of another.
 * @param secret its text, at least `secretCharactersMin` characters that nobody can guess.
 */
export function saleroomKeys(secret: string): SaleroomKeys {
  assert(secret.length >= adapterLimits.secretCharactersMin, "the saleroom's secret is too short");
  // Node makes a key of plain bytes anew at each use, which takes longer than what it is used for.
  const commitments = createSecretKey(keyed(secret, 'commitments'));
  const ofDrop = lastMade((dropId: DropId) => createSecretKey(keyed(commitments, dropId)));
  return {
    ...ed25519Signer(keyed(secret, 'receipts')),
    salt: (dropId, id) => keyed(ofDrop(dropId), id).toString('hex'),
  };
}
