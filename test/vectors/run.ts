import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { objectAt } from './read-field.ts';
import { runAskingPriceVector } from './run-asking-price-vector.ts';
import { runLotVector } from './run-lot-vector.ts';
import { runSettlementVector } from './run-settlement-vector.ts';
import type { VectorResult } from './vector-result.ts';

const ownFolder = dirname(import.meta.filename);

/** A file that cannot be read as cases; the command then exits with 2. */
const unreadable = (file: string, why: string): Error =>
  Object.assign(new Error(`${file}: ${why}`), { unreadable: true });

function casesIn(file: string): readonly unknown[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (thrown) {
    throw unreadable(file, thrown instanceof Error ? thrown.message : String(thrown));
  }
  if (!Array.isArray(parsed)) throw unreadable(file, 'must be a JSON array of cases');
  return parsed;
}

async function runCase(file: string, at: number, vectorCase: unknown): Promise<VectorResult> {
  try {
    const { kind } = objectAt('case', vectorCase);
    if (kind === 'asking-price') return runAskingPriceVector(vectorCase);
    if (kind === 'lot') return await runLotVector(vectorCase);
    if (kind === 'settlement') return runSettlementVector(vectorCase);
    throw new Error(`kind must be 'asking-price', 'lot' or 'settlement', not ${JSON.stringify(kind)}`);
  } catch (thrown) {
    throw unreadable(file, `case ${at + 1}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const own = readdirSync(ownFolder).filter((name) => name.endsWith('.json'));
  const files = positionals.length > 0 ? positionals : own.map((name) => join(ownFolder, name));
  const results: VectorResult[] = [];
  for (const file of files)
    for (const [at, vectorCase] of casesIn(file).entries()) results.push(await runCase(file, at, vectorCase));
  const failures = results.flatMap(({ name, failures }) => failures.map((each) => ({ name, ...each })));
  const failed = results.filter((result) => result.failures.length > 0).length;
  const passed = results.length - failed;
  if (values.json) {
    console.log(JSON.stringify({ passed, failed, failures }));
  } else {
    for (const { name, step, expected, got } of failures)
      console.log(`${name}, ${step}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
    console.log(`${passed} passed, ${failed} failed`);
  }
  return failed > 0 ? 1 : 0;
}

try {
  process.exitCode = await run();
} catch (thrown) {
  if (!(thrown instanceof Error)) throw thrown;
  const expected =
    'unreadable' in thrown || ('code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS'));
  if (!expected) throw thrown;
  console.error(thrown.message);
  process.exitCode = 2;
}
