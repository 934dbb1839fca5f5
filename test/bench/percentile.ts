import assert from 'node:assert/strict';

/** The smallest of some numbers that is not below `percent` of them, 0 to 100. There must be one number at least. */
export function percentile(numbers: readonly number[], percent: number): number {
  assert(numbers.length > 0, 'nothing was measured');
  assert(percent >= 0 && percent <= 100);
  const sorted = numbers.toSorted((one, other) => one - other);
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  assert(found !== undefined);
  return found;
}
