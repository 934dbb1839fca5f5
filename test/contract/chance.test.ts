import { systemChance } from '@gaveldrop/adapters/aws/system-chance';
import { memoryChance } from '@gaveldrop/adapters/memory/memory-chance';
import type { Chance } from '@gaveldrop/saleroom';
import { epochMs, isUlid, ulidTimeMs } from '@gaveldrop/units';
import { expect, test } from 'vitest';
import { bothVersions } from './both-versions.ts';
import { startMs } from './sample-lots.ts';

const clock = { nowMs: () => epochMs(startMs) };

bothVersions<Chance>(
  'chance',
  {
    memory: async () => memoryChance(7, clock),
    aws: async () => systemChance(clock),
  },
  (make) => {
    test('a ULID is of its instant, and never the same', async () => {
      const chance = await make();
      const ulids = Array.from({ length: 200 }, () => chance.ulid());
      expect(ulids.every(isUlid)).toBe(true);
      expect(ulids.map(ulidTimeMs)).toEqual(Array.from({ length: 200 }, () => 1_790_000_000_000));
      expect(new Set(ulids).size).toBe(200);
    });

    test('a secret is 32 hexadecimal characters, and never the same', async () => {
      const chance = await make();
      const secrets = Array.from({ length: 200 }, () => chance.secret());
      for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{32}$/);
      expect(new Set(secrets).size).toBe(200);
    });

    test('a number below a bound is whole, and every one comes up', async () => {
      const chance = await make();
      const numbers = Array.from({ length: 400 }, () => chance.below(5));
      expect([...new Set(numbers)].toSorted()).toEqual([0, 1, 2, 3, 4]);
      expect(chance.below(1)).toBe(0);
    });
  },
);
