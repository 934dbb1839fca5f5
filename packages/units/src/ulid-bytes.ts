import { assert } from './scalars.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** True when `text` is a ULID in its canonical spelling: 26 upper-case characters, first one 0 to 7. */
export const isUlid = (text: string): boolean => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(text);

/** A ULID's own 16 bytes. @throws (a bug) unless `isUlid(ulid)`. */
export function ulidToBytes(ulid: string): Uint8Array {
  assert(isUlid(ulid), `not a ULID: ${ulid}`);
  const bytes = new Uint8Array(16);
  // Five bits a character, handed on eight at a time; 26 characters have two bits more than 16 bytes, which are zero.
  let held = 0;
  let bits = -2;
  let at = 0;
  for (let place = 0; place < 26; place += 1) {
    held = (held << 5) | alphabet.indexOf(ulid.charAt(place));
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at] = held >> bits;
    at += 1;
    held &= (1 << bits) - 1;
  }
  return bytes;
}

/** The ULID that 16 bytes spell. @throws (a bug) unless there are 16. */
export function bytesToUlid(bytes: Uint8Array): string {
  assert(bytes.length === 16, `a ULID has 16 bytes, not ${bytes.length}`);
  let ulid = '';
  let held = 0;
  let bits = 2;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      ulid += alphabet.charAt(held >> bits);
      held &= (1 << bits) - 1;
    }
  }
  return ulid;
}

/** When a ULID says it was made, by its maker's clock: epoch milliseconds. */
export const ulidTimeMs = (ulid: string): number => {
  let ms = 0;
  for (const character of ulid.slice(0, 10)) ms = ms * 32 + alphabet.indexOf(character);
  return ms;
};
