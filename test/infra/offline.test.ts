import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fixtureWebDir } from './fixture-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'gaveldrop-offline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const noNetwork = new URL('fixtures/no-network.mjs', import.meta.url).href;
const synthesizeUrl = pathToFileURL(
  fileURLToPath(new URL('../../infra/src/synthesize.ts', import.meta.url)),
).href;

/** Runs a script with no variable of ours but PATH, a home without AWS files, and every way to the network refused. */
const run = (script: string) =>
  spawnSync(process.execPath, ['--import', noNetwork, '--input-type=module', '--eval', script], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', HOME: folder },
    encoding: 'utf8',
  });

test('synthesis needs no network, no account and no credentials', { timeout: 90_000 }, () => {
  const outdir = join(folder, 'cdk.out');
  const options = JSON.stringify({ outdir, webDir: fixtureWebDir, validate: true });
  const { status, stderr } = run(`(await import(${JSON.stringify(synthesizeUrl)})).synthesize(${options});`);
  expect(stderr).toBe('');
  expect(status).toBe(0);

  const { artifacts, missing } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8'));
  // What the CDK would have to look up in an account.
  expect(missing).toBeUndefined();
  expect(artifacts.Gaveldrop.environment).toBe('aws://unknown-account/unknown-region');
  expect(existsSync(join(outdir, 'Gaveldrop.template.json'))).toBe(true);
});

test.each([
  ["await fetch('http://127.0.0.1:1234/');", 'connect'],
  ["(await import('node:dns')).lookup('localhost', () => {});", 'lookup'],
  ["(await import('node:dgram')).createSocket('udp4');", 'datagram'],
])('the guard of that test stops %s', (script, what) => {
  const { status, stderr } = run(script);
  expect(stderr).toContain(`network used: ${what}`);
  expect(status).toBe(99);
});
