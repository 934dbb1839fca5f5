import { bytesToUlid, isUlid, ulidTimeMs, ulidToBytes } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });

it('[B10] any 16 bytes are one id, and that id is those bytes', () =>
  fc.assert(
    fc.property(bytes, (some) => {
      const ulid = bytesToUlid(some);
      expect(isUlid(ulid)).toBe(true);
      expect(ulidToBytes(ulid)).toEqual(some);
    }),
  ));

it('[B10] ids sort as their bytes do, and their first six bytes are the time', () =>
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const [a, b] = [bytesToUlid(one), bytesToUlid(other)];
      expect(Math.sign(a < b ? -1 : a > b ? 1 : 0)).toBe(Math.sign(Buffer.compare(one, other)));
      expect(ulidTimeMs(a)).toBe(Buffer.from(one).readUIntBE(0, 6));
    }),
  ));
