import { limits } from '@gaveldrop/units';
import { expect, test } from 'vitest';

test('[U4] [C13] what a stamp may be late by and what deciding may take make up the grace', () => {
  expect([limits.receivedSkewMaxMs, limits.commitBudgetMs, limits.commitGraceMs]).toEqual([750, 250, 1_000]);
  expect(limits.receivedSkewMaxMs + limits.commitBudgetMs).toBe(limits.commitGraceMs);
});
