import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptSecrets } from '../../../packages/local/src/kept-secrets.ts';
import { RunnerRefusal } from '../../../packages/local/src/runner-refusal.ts';

const keys = { arn: 'arn:aws:secretsmanager:x:1:secret:Keys-1', name: 'Keys', characters: 64 };
const other = { arn: 'arn:aws:secretsmanager:x:1:secret:Other-1', name: 'Other', characters: 40 };

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'gaveldrop-secrets-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test('[local] a secret is letters and digits, made once and the same at the next start', () => {
  const file = join(folder(), 'data', 'secrets.json');
  const [made] = keptSecrets(file, [keys]);
  expect(made?.text).toMatch(/^[A-Za-z0-9]{64}$/);
  expect(made).toMatchObject({ arn: keys.arn, name: 'Keys' });
  expect(keptSecrets(file, [keys])).toEqual([made]);
});

test('[local] it is in one file, which only its owner may read', () => {
  const data = folder();
  keptSecrets(join(data, 'secrets.json'), [keys]);
  expect(readdirSync(data)).toEqual(['secrets.json']);
  expect(statSync(join(data, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('[local] a secret that joins later leaves those that are there', () => {
  const file = join(folder(), 'secrets.json');
  const [made] = keptSecrets(file, [keys]);
  const [same, joined] = keptSecrets(file, [keys, other]);
  expect(same).toEqual(made);
  expect(joined?.text).toMatch(/^[A-Za-z0-9]{40}$/);
  expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')))).toEqual([keys.arn, other.arn]);
});

test('[local] without a file each start has another', () => {
  expect(keptSecrets(undefined, [keys])[0]?.text).not.toBe(keptSecrets(undefined, [keys])[0]?.text);
});

test('[local] a file that cannot be read is refused and left as it is: another secret would open nothing', () => {
  const file = join(folder(), 'secrets.json');
  for (const spoilt of ['{"arn', '[]', `{"${keys.arn}":7}`]) {
    writeFileSync(file, spoilt);
    expect(() => keptSecrets(file, [keys])).toThrow(RunnerRefusal);
    expect(readFileSync(file, 'utf8')).toBe(spoilt);
  }
});
