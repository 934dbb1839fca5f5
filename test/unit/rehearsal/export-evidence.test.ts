import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rehearsed } from '../../../packages/rehearsal/src/collect-proofs.ts';
import { exportEvidence } from '../../../packages/rehearsal/src/export-evidence.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gaveldrop-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

const [lotA, lotB] = ['01JD0000000000000000000001', '01JD0000000000000000000002'];
const [headA, headB] = ['a'.repeat(64), 'b'.repeat(64)];
const person = (lots: readonly object[], bids: readonly object[]) => ({
  http: {
    keys: async () => ({ keys: [] }),
    wholeHistory: async (dropId: string, lotId: string) => ({ dropId, lotId, entries: [], opened: [] }),
  },
  client: { state: () => ({ lots, bids }) },
});

test('what the verifier reads is written a file each: heads as phones kept them, refusals as they were signed', async () => {
  const exported = {
    drop: {
      dropId: 'D',
      lots: [
        { lotId: lotA, number: 1 },
        { lotId: lotB, number: 2 },
      ],
    },
    people: [
      person([{ lotId: lotA, chainHead: headA }, { lotId: lotB }], [{ receipt: { bidId: 'R1' } }, {}]),
      person(
        [
          { lotId: lotA, chainHead: headB },
          { lotId: lotB, chainHead: headB },
        ],
        [{ receipt: { bidId: 'R2' } }],
      ),
    ],
    evidence: { receipts: [{ bidId: 'A1' }], statements: [{ sellerId: 'sam' }] },
  } as unknown as Rehearsed;
  const names = ['heads.json', 'receipts.json', 'keys.json', 'statement-1.json', 'lot-1.json', 'lot-2.json'];
  const into = join(folder, 'new', 'folder');
  expect(await exportEvidence(into, exported)).toEqual(names);
  expect((await readdir(into)).sort()).toEqual([...names].sort());
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(into, name), 'utf8'));
  expect(await read('heads.json')).toEqual({
    lots: [
      { lotId: lotA, chainHead: headA },
      // Told to another phone, which is for the verifier to say.
      { lotId: lotA, chainHead: headB },
      { lotId: lotB, chainHead: headB },
    ],
  });
  expect(await read('receipts.json')).toEqual({
    receipts: [{ bidId: 'A1' }],
    refusals: [{ bidId: 'R1' }, { bidId: 'R2' }],
  });
  expect(await read('lot-2.json')).toEqual({ dropId: 'D', lotId: lotB, entries: [], opened: [] });
  expect(await read('statement-1.json')).toEqual({ sellerId: 'sam' });
});
