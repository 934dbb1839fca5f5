import { assert } from './scalars.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** True when `text` is a ULID in its canonical spelling: 26 upper-case characters, first one 0 to 7. */
export const isUlid = (text: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);

/** A ULID's own 16 bytes. @throws (a bug) unless `isUlid(ulid)`. */
export function ulidToBytes(ulid: string): Uint8Array {
  assert(isUlid(ulid), `not a ULID: ${ulid}`);
  let bits = 0n;
  for (const character of ulid) bits = (bits << 5n) | BigInt(alphabet.indexOf(character));
  const bytes = new Uint8Array(16);
  for (let at = 15; at >= 0; at -= 1) {
    bytes[at] = Number(bits & 0xffn);
    bits >>= 8n;
  }
  return bytes;
}

/** The ULID that 16 bytes spell. @throws (a bug) unless there are 16. */
export function bytesToUlid(bytes: Uint8Array): string {
  assert(bytes.length === 16, `a ULID has 16 bytes, not ${bytes.length}`);
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  let ulid = '';
  for (let at = 25; at >= 0; at -= 1) ulid += alphabet[Number((bits >> BigInt(at * 5)) & 31n)];
  return ulid;
}

/** When a ULID says it was made, by its maker's clock: epoch milliseconds. */
export const ulidTimeMs = (ulid: string): number => {
  let ms = 0;
  for (const character of ulid.slice(0, 10)) ms = ms * 32 + alphabet.indexOf(character);
  return ms;
};
