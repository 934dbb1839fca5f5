import { assert, type ChainHash, chainHash } from '@gaveldrop/units';

/** A SHA-256 as its own thirty-two bytes. */
export const packHash = (hash: ChainHash): Uint8Array => new Uint8Array(Buffer.from(hash, 'hex'));

export function unpackHash(bytes: Uint8Array): ChainHash {
  assert(bytes.length === 32, `a SHA-256 has thirty-two bytes, not ${bytes.length}`);
  return chainHash(Buffer.from(bytes).toString('hex'));
}
