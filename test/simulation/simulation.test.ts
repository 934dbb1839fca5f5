import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { breaks } from './breaks/index.ts';
import { faultNames } from './faults.ts';
import { regressions } from './regressions.ts';
import { runSeed } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';

const freshSeeds = 40;
/** Seeds within which each defect has to be found; most take a few. */
const briefly = 500;

/** Other seeds with every commit, and the same for the same one. */
function seedOfTheCommit(): number {
  try {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' });
    return Number.parseInt(commit.slice(0, 8), 16);
  } catch {
    // A copy without its history: any seed will do, as long as it stays the same.
    return 4_711;
  }
}

describe('the simulation', () => {
  test('is the same for the same seed, to the last word', async () => {
    const all = async (): Promise<string> => {
      const hash = createHash('sha256');
      const { trace, steps } = await runSeed(7, undefined, (seen) => hash.update(JSON.stringify(seen)));
      return `${trace} ${steps} ${hash.digest('hex')}`;
    };
    expect(await all()).toBe(await all());
  });

  test(`holds on ${freshSeeds} seeds of this commit, no two of them alike`, { timeout: 60_000 }, async () => {
    const report = await runSeeds({ seeds: freshSeeds, from: seedOfTheCommit() });
    expect(report.violations).toEqual([]);
    expect(report.distinctSchedules).toBe(freshSeeds);
  });

  test('injects every kind of fault there is', { timeout: 60_000 }, async () => {
    const { faultsInjected } = await runSeeds({ seeds: freshSeeds, from: 1 });
    expect(faultNames.filter((name) => (faultsInjected[name] ?? 0) === 0)).toEqual([]);
  });

  test.for(regressions)('still holds where it failed once: $name', async ({ seed }) => {
    expect((await runSeed(seed)).violations).toEqual([]);
  });
});

describe('a planted defect is found:', () => {
  test.for(breaks)('$name', { timeout: 60_000 }, async (planted) => {
    const report = await runSeeds({ seeds: briefly, from: 1, planted, untilFound: true });
    expect(report.violations.length).toBeGreaterThan(0);
  });

  test('there are sixteen of them, each under its own name', () => {
    expect(new Set(breaks.map(({ name }) => name)).size).toBe(16);
  });
});
