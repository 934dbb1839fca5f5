import { expect, test } from 'vitest';
import { allChecks } from '../../simulation/auditor/all-checks.ts';
import { goodDrop } from './a-good-drop.ts';
import { violationsOf } from './violations-of.ts';

test('a drop in which everything is as it should be has no violation', () => {
  expect(violationsOf(goodDrop)).toEqual([]);
});

test('what is told out of order is said, and nothing is thrown', () => {
  const late = { type: 'healed', atMs: 1 } as const;
  expect(violationsOf([...goodDrop, late])).toEqual([
    {
      rule: 'observation',
      check: 'take-in',
      message: 'healed is told after something later',
      atMs: 1,
    },
  ]);
});

test('every check has a name of its own', () => {
  const names = allChecks.map((make) => make().name);
  expect(new Set(names).size).toBe(37);
});
