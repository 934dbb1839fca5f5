import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HeadsFile, ReceiptsFile } from '@gaveldrop/protocol';
import type { LotId } from '@gaveldrop/units';
import type { EnteredDrop } from './enter-drop.ts';
import type { Evidence } from './evidence.ts';
import type { Person } from './person.ts';

/** Who was in a rehearsal, and what came of it. */
export type Exported = {
  readonly drop: EnteredDrop;
  readonly people: readonly Person[];
  readonly evidence: Pick<Evidence, 'receipts' | 'statements'>;
};

/** The chain heads that people's phones were left with: of each lot the first that anybody's has. */
function keptHeads(people: readonly Person[]): HeadsFile {
  const heads = new Map<LotId, HeadsFile['lots'][number]>();
  for (const { client } of people)
    for (const { lotId, chainHead } of client.state().lots)
      if (chainHead !== undefined && !heads.has(lotId)) heads.set(lotId, { lotId, chainHead });
  return { lots: [...heads.values()] };
}

/**
 * Writes what the verifier reads: each lot's history, the heads as phones kept them, all bidders' receipts, the
 * saleroom's keys and the sellers' statements. The folder is made where there is none.
 * @returns the files' names.
 * @throws what the file system or the saleroom says when something cannot be had or written.
 */
export async function exportEvidence(
  folder: string,
  { drop, people, evidence }: Exported,
): Promise<readonly string[]> {
  const [anybody] = people;
  if (anybody === undefined) throw new Error('bug: a rehearsal without people');
  const receipts: ReceiptsFile = {
    receipts: [...evidence.receipts],
    refusals: people.flatMap(({ client }) =>
      client.state().bids.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt])),
    ),
  };
  const files = new Map<string, unknown>([
    ['heads.json', keptHeads(people)],
    ['receipts.json', receipts],
    ['keys.json', await anybody.http.keys()],
    ...evidence.statements.map((statement, at) => [`statement-${at + 1}.json`, statement] as const),
  ]);
  for (const { lotId, number } of drop.lots)
    files.set(`lot-${number}.json`, await anybody.http.wholeHistory(drop.dropId, lotId));
  await mkdir(folder, { recursive: true });
  for (const [name, value] of files) await writeFile(join(folder, name), `${JSON.stringify(value)}\n`);
  return [...files.keys()];
}
