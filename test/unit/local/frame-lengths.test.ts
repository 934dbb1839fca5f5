import { expect, test } from 'vitest';
import { createFrameLengths } from '../../../packages/local/src/frame-lengths.ts';

const mask = [1, 2, 3, 4];
const small = [0x81, 0x80 | 3, ...mask, 9, 9, 9];
const medium = [0x81, 0x80 | 126, 0x80, 0x01, ...mask, ...new Array<number>(32_769).fill(7)];
const large = [0x82, 0x80 | 127, 0, 0, 0, 0, 0, 2, 0, 1, ...mask];

test('[local] the largest frame that starts in a chunk, in each of the three ways of writing its length', () => {
  const lengths = createFrameLengths();
  expect(lengths(Uint8Array.from(small))).toBe(3);
  expect(lengths(Uint8Array.from([...small, ...medium]))).toBe(32_769);
  expect(lengths(Uint8Array.from(large))).toBe(131_073);
});

test('[local] frames cut anywhere are read the same', () => {
  const lengths = createFrameLengths();
  const seen = [...small, ...medium, ...small].map((byte) => lengths(Uint8Array.of(byte)));
  expect(seen.filter((length) => length > 0)).toEqual([3, 32_769, 3]);
});
