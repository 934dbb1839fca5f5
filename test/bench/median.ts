import assert from 'node:assert/strict';

/** The middle one of some numbers, or halfway between the two in the middle. There must be one at least. */
export function median(numbers: readonly number[]): number {
  assert(numbers.length > 0, 'nothing was measured');
  const sorted = numbers.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)];
  const lower = sorted[Math.ceil(half) - 1];
  assert(upper !== undefined && lower !== undefined);
  return (lower + upper) / 2;
}
