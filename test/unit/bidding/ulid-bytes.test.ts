import { bytesToUlid, isUlid, ulidTimeMs, ulidToBytes } from '@gaveldrop/units';
import { expect, it } from 'vitest';

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

it.each([
  ['00000000000000000000000000', '00000000000000000000000000000000'],
  ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'ffffffffffffffffffffffffffffffff'],
  ['00000000000000000000000001', '00000000000000000000000000000001'],
  ['01BX5ZZKBKACTAV9WEVGEMMVRZ', '015f4bffcd735334ada78edc1d4a6f1f'],
])('[B10] the id %s is kept as its own 16 bytes', (ulid, bytes) => {
  expect(hex(ulidToBytes(ulid))).toBe(bytes);
  expect(bytesToUlid(ulidToBytes(ulid))).toBe(ulid);
});

it('[B10] an id says when it was made', () => {
  expect(ulidTimeMs('01ARYZ6S410000000000000000')).toBe(1_469_918_176_385);
});

it('[B1] an id is 26 capital letters and digits, none of I, L, O and U, and fits 128 bits', () => {
  expect(isUlid('01BX5ZZKBKACTAV9WEVGEMMVRZ')).toBe(true);
  for (const text of [
    ...['', '01BX5ZZKBKACTAV9WEVGEMMVR', '01BX5ZZKBKACTAV9WEVGEMMVRZ0', '01bx5zzkbkactav9wevgemmvrz'],
    ...['81BX5ZZKBKACTAV9WEVGEMMVRZ', '01BX5ZZKBKACTAV9WEVGEMMVRI', '01BX5ZZKBKACTAV9WEVGEMMVRL'],
    ...['01BX5ZZKBKACTAV9WEVGEMMVRO', '01BX5ZZKBKACTAV9WEVGEMMVRU', '01BX5ZZKBKACTAV9WEVGEMMVR '],
  ])
    expect(isUlid(text), text).toBe(false);
});

it('[B10] anything else is a bug, not an id', () => {
  expect(() => ulidToBytes('not an id')).toThrow('not a ULID');
  expect(() => bytesToUlid(new Uint8Array(15))).toThrow('16 bytes');
});
