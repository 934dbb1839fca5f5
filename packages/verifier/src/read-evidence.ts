import { readFile } from 'node:fs/promises';
import {
  headsFileSchema,
  keySetSchema,
  parseAs,
  receiptsFileSchema,
  type Schema,
  statementSchema,
} from '@gaveldrop/protocol';
import type { VerifyArguments } from './read-arguments.ts';
import { readHeads } from './read-heads.ts';
import { readHistories } from './read-histories.ts';
import { unusable } from './unusable.ts';
import type { Evidence } from './verify-all.ts';

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (fault) {
    throw unusable(`${file}: cannot be read (${fault instanceof Error ? fault.message : String(fault)})`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw unusable(`${file}: is not JSON`);
  }
}

/** Each file, read as what it should be. */
async function readAll<T>(files: readonly string[], schema: Schema<T>): Promise<readonly T[]> {
  const read: T[] = [];
  for (const file of files) {
    const parsed = parseAs(schema, await readJson(file));
    if (parsed.kind === 'invalid') throw unusable(`${file}: ${parsed.message}`);
    read.push(parsed.value);
  }
  return read;
}

/** Everything the arguments name. @throws `unusable` for what is missing, no JSON, or of another form. */
export async function readEvidence(given: VerifyArguments): Promise<Evidence> {
  const [file = '', ...more] = given.historyFiles;
  const values: unknown[] = [];
  for (const one of given.historyFiles) values.push(await readJson(one));
  const all = readHistories(more.length === 0 ? values[0] : values.flat());
  if (all.kind === 'unusable')
    throw unusable(`${more.length === 0 ? file : 'the histories'}: ${all.message}`);
  const { histories } = all;
  const headFiles = await readAll(given.headFiles, headsFileSchema);
  const kept = headFiles.flatMap(({ lots }) =>
    lots.flatMap(({ lotId, chainHead }) => (chainHead === undefined ? [] : [{ lotId, chainHead }])),
  );
  const named = readHeads(
    given.heads,
    histories.map(({ lotId }) => lotId),
  );
  const receiptFiles = await readAll(given.receiptFiles, receiptsFileSchema);
  const keySets = await readAll(given.keyFiles, keySetSchema);
  return {
    histories,
    heads: [...kept, ...named],
    receipts: receiptFiles.flatMap(({ receipts }) => receipts),
    refusals: receiptFiles.flatMap(({ refusals }) => refusals ?? []),
    keys: keySets.length === 0 ? undefined : { keys: keySets.flatMap(({ keys }) => keys) },
    statements: await readAll(given.statementFiles, statementSchema),
  };
}
