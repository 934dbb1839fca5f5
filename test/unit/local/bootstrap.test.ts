import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const bootstrap = join(dirname(dirname(dirname(import.meta.dirname))), 'packages/local/bootstrap.mjs');

/** A checkout with nothing in it but a lock file and a script, and an npm that only writes down what it is asked. */
let root = '';
let calls = '';

/** What stands for the project's Node: the one that runs this test. */
const makeNode = `mkdir -p node_modules/.bin && ln -sf ${process.execPath} node_modules/.bin/node`;

function givenNpm(...lines: readonly string[]): void {
  const path = join(root, 'bin/npm');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, ['#!/bin/sh', `echo "$@" >> ${calls}`, 'echo npm says hello', ...lines, ''].join('\n'));
  chmodSync(path, 0o755);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'gaveldrop-bootstrap-'));
  calls = join(root, 'npm-calls');
  mkdirSync(join(root, 'packages/local'), { recursive: true });
  copyFileSync(bootstrap, join(root, 'packages/local/bootstrap.mjs'));
  writeFileSync(join(root, 'package-lock.json'), '{"lock":1}');
  writeFileSync(
    join(root, 'script.ts'),
    'console.log(JSON.stringify({ args: process.argv.slice(2) satisfies string[] }));',
  );
  givenNpm(makeNode);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const environment = (): NodeJS.ProcessEnv => ({
  PATH: `${join(root, 'bin')}:${process.env.PATH}`,
  HOME: root,
});

const run = (...args: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [join(root, 'packages/local/bootstrap.mjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: environment(),
  });

const npmCalls = (): readonly string[] =>
  existsSync(calls)
    ? readFileSync(calls, 'utf8')
        .trim()
        .split('\n')
        .map((call) => call.split(' ')[0] ?? '')
    : [];

describe('[local] bootstrap', () => {
  test('installs once, runs the script with its arguments, and keeps stdout for it', () => {
    const first = run('script.ts', '--json', 'a b');
    expect([first.status, first.stdout]).toEqual([0, '{"args":["--json","a b"]}\n']);
    expect(first.stderr).toContain('Installing packages');
    expect(first.stderr).toContain('npm says hello');

    const second = run('script.ts');
    expect([second.stdout, second.stderr]).toEqual(['{"args":[]}\n', '']);
    expect(npmCalls()).toEqual(['ci']);
  });

  test('installs again when the lock file has changed', () => {
    run('script.ts');
    writeFileSync(join(root, 'package-lock.json'), '{"lock":2}');
    run('script.ts');
    expect(npmCalls()).toEqual(['ci', 'ci']);
  });

  test('takes what somebody has installed themselves, unless the lock file is newer', () => {
    spawnSync('sh', ['-c', makeNode], { cwd: root });
    const finished = join(root, 'node_modules/.package-lock.json');
    writeFileSync(finished, '{}');
    run('script.ts');
    expect(npmCalls()).toEqual([]);

    rmSync(join(root, 'node_modules/.installed-from'));
    utimesSync(finished, 1_000, 1_000);
    run('script.ts');
    expect(npmCalls()).toEqual(['ci']);
  });

  test('an installation that was cut short is done again', () => {
    mkdirSync(join(root, 'node_modules'));
    run('script.ts');
    expect(npmCalls()).toEqual(['ci']);
  });

  test('builds a node that npm has left out, and says so when even that does not help', () => {
    givenNpm(`if [ "$1" = rebuild ]; then ${makeNode}; fi`);
    expect(run('script.ts').status).toBe(0);
    expect(npmCalls()).toEqual(['ci', 'rebuild']);

    rmSync(join(root, 'node_modules'), { recursive: true });
    givenNpm();
    const failed = run('script.ts');
    expect([failed.status, failed.stdout]).toEqual([1, '']);
    expect(failed.stderr).toContain('node_modules/.bin/node does not run. Try: npm rebuild node');
  });

  test('says so when the packages cannot be installed, and runs nothing', () => {
    givenNpm('exit 1');
    const failed = run('script.ts');
    expect([failed.status, failed.stdout]).toEqual([1, '']);
    expect(failed.stderr).toContain('The packages could not be installed');
  });

  test("hands on the script's exit code", () => {
    writeFileSync(join(root, 'script.ts'), 'process.exitCode = 7;');
    expect(run('script.ts').status).toBe(7);
  });

  test("puts the project's programs first on the path", () => {
    writeFileSync(join(root, 'script.ts'), 'console.log(process.env.PATH?.split(":")[0]);');
    expect(run('script.ts').stdout).toBe(`${join(root, 'node_modules/.bin')}\n`);
  });

  test('hands on signals and waits for the script to end', async () => {
    writeFileSync(
      join(root, 'script.ts'),
      "process.on('SIGTERM', () => { console.log('ended well'); process.exit(3); }); setInterval(() => {}, 1000); console.log('up');",
    );
    const child = spawn(process.execPath, [join(root, 'packages/local/bootstrap.mjs'), 'script.ts'], {
      cwd: root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed === 'up\n') child.kill('SIGTERM');
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, printed]).toEqual([3, 'up\nended well\n']);
  });
});
