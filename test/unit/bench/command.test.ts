import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** What the command says and how it ends. */
const bench = (...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['test/bench/bench.ts', ...args],
      { cwd: root },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

test('as JSON, stdout holds one object, with the five parts of every figure and nothing else', async () => {
  const { code, stdout } = await bench('--only', 'decide', '--rounds', '1', '--json');
  const figures = JSON.parse(stdout) as Record<string, Record<string, unknown>>;
  expect(Object.keys(figures)).toEqual(['decide']);
  expect(Object.keys(figures.decide ?? {})).toEqual(['value', 'floor', 'ratio', 'unit', 'rounds']);
  expect(figures.decide).toMatchObject({ unit: 'decisions/s', rounds: 1 });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  expect(code).toBe(0);
}, 60_000);

test('what makes no sense is named, with the benches that there are, and nothing is run', async () => {
  const { code, stdout, stderr } = await bench('--only', 'everything');
  expect(stderr).toMatch(/^--only must be one of decide, .*, not "everything"\n/);
  expect(stderr).toContain('--rounds N');
  expect(stdout).toBe('');
  expect(code).toBe(2);
}, 60_000);
