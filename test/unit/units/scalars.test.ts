import {
  assert,
  basisPoints,
  cents,
  chainHash,
  durationMs,
  epochMs,
  lotNumber,
  paddleNumber,
  sequence,
} from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';

describe('scalars', () => {
  test.each([
    ['cents', cents, -9_007_199_254_740_991, 9_007_199_254_740_991],
    ['basisPoints', basisPoints, 0, 9_007_199_254_740_991],
    ['epochMs', epochMs, 0, 9_007_199_254_740_991],
    ['durationMs', durationMs, 0, 9_007_199_254_740_991],
    ['sequence', sequence, 0, 9_007_199_254_740_991],
    ['lotNumber', lotNumber, 1, 99_999],
    ['paddleNumber', paddleNumber, 1, 65_535],
  ] as const)('[U1] [U2] %s takes whole numbers of its range and nothing else', (_, make, min, max) => {
    expect(make(min)).toBe(min);
    expect(make(max)).toBe(max);
    for (const wrong of [min - 1, max + 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => make(wrong)).toThrow(/^bug: .+ must be whole, /);
  });

  test('[U1] a hash is 64 lower-case hexadecimal characters and nothing else', () => {
    const hash = '0123456789abcdef'.repeat(4);
    expect(chainHash(hash)).toBe(hash);
    for (const wrong of [
      hash.toUpperCase(),
      hash.slice(1),
      `${hash}0`,
      ` ${hash.slice(1)}`,
      hash.replace('f', 'g'),
      '',
    ])
      expect(() => chainHash(wrong)).toThrow(/^bug: not a SHA-256/);
  });

  test('[U1] a belief that does not hold is a bug that says what was believed', () => {
    expect(() => assert(false, 'the earth is flat')).toThrow('bug: the earth is flat');
    expect(() => assert(true, 'it turns')).not.toThrow();
  });
});
