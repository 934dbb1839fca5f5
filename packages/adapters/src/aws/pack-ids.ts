import { assert, bytesToUlid, ulidToBytes } from '@gaveldrop/units';

/** Ids, sixteen bytes each. */
export function packIds(ids: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(ids.length * 16);
  for (const [at, id] of ids.entries()) bytes.set(ulidToBytes(id), at * 16);
  return bytes;
}

export function unpackIds<Id extends string>(bytes: Uint8Array): readonly Id[] {
  assert(bytes.length % 16 === 0, 'packed ids have sixteen bytes each');
  return Array.from(
    { length: bytes.length / 16 },
    (_, at) => bytesToUlid(bytes.subarray(at * 16, at * 16 + 16)) as Id,
  );
}
