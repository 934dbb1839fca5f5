import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SecretPlan } from './read-secrets.ts';
import { RunnerRefusal } from './runner-refusal.ts';
import { readRecord, readText } from './template-properties.ts';

export type Secret = { readonly arn: string; readonly name: string; readonly text: string };

const lettersAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomText = (characters: number): string =>
  Array.from({ length: characters }, () => lettersAndDigits[randomInt(lettersAndDigits.length)]).join('');

function readKept(file: string): Readonly<Record<string, unknown>> {
  if (!existsSync(file)) return {};
  try {
    return readRecord(JSON.parse(readFileSync(file, 'utf8')), file);
  } catch (cause) {
    // Another text in its place would open no maximum that was sealed before, so there is no going on without it.
    throw new RunnerRefusal(
      `the secrets in ${file} cannot be read (${cause instanceof Error ? cause.message : cause}): put the file back, or start with --fresh`,
    );
  }
}

/**
 * The template's secrets, each made once and kept in `file`, which nobody else on this machine may read. Without a file they
 * live as long as the saleroom. @throws RunnerRefusal when the file is there and cannot be read.
 */
export function keptSecrets(file: string | undefined, plans: readonly SecretPlan[]): readonly Secret[] {
  const kept = file === undefined ? {} : readKept(file);
  const secrets = plans.map(({ arn, name, characters }) => ({
    arn,
    name,
    text: kept[arn] === undefined ? randomText(characters) : readText(kept[arn], `the secret ${name}`),
  }));
  if (file === undefined || secrets.every(({ arn }) => kept[arn] !== undefined)) return secrets;
  mkdirSync(dirname(file), { recursive: true });
  // Whole or not at all: whatever ends the saleroom here, no start finds half a file.
  const half = `${file}.new`;
  const texts = Object.fromEntries(secrets.map(({ arn, text }) => [arn, text]));
  writeFileSync(half, JSON.stringify({ ...kept, ...texts }), { mode: 0o600, flush: true });
  renameSync(half, file);
  return secrets;
}
