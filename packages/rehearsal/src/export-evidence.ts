import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectProofs, type Rehearsed } from './collect-proofs.ts';

/**
 * Writes what the verifier reads: each lot's history, the heads as phones kept them, all bidders' receipts, the
 * saleroom's keys and the sellers' statements. The folder is made where there is none.
 * @returns the files' names.
 * @throws what the file system or the saleroom says when something cannot be had or written.
 */
export async function exportEvidence(folder: string, rehearsed: Rehearsed): Promise<readonly string[]> {
  const { histories, heads, receipts, keys, statements } = await collectProofs(rehearsed);
  const files = new Map<string, unknown>([
    ['heads.json', heads],
    ['receipts.json', receipts],
    ['keys.json', keys],
    ...statements.map((statement, at) => [`statement-${at + 1}.json`, statement] as const),
    ...rehearsed.drop.lots.map(({ number }, at) => [`lot-${number}.json`, histories[at]] as const),
  ]);
  await mkdir(folder, { recursive: true });
  for (const [name, value] of files) await writeFile(join(folder, name), `${JSON.stringify(value)}\n`);
  return [...files.keys()];
}
