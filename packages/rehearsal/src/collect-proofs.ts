import type { HeadsFile, History, KeySet, ReceiptsFile, StatementAnswer } from '@gaveldrop/protocol';
import { aFewAtATime } from './a-few-at-a-time.ts';
import type { EnteredDrop } from './enter-drop.ts';
import type { Evidence } from './evidence.ts';
import { persist } from './persist.ts';
import type { Person } from './person.ts';
import { rehearsalLimits } from './rehearsal-limits.ts';

/** Who was in a rehearsal, and what came of it. */
export type Rehearsed = {
  readonly drop: EnteredDrop;
  readonly people: readonly Person[];
  readonly evidence: Pick<Evidence, 'receipts' | 'statements'>;
};

/** What the verifier checks a drop by. */
export type Proofs = {
  /** Each lot's whole history, in the order of the catalogue. */
  readonly histories: readonly History[];
  /** As phones kept them. */
  readonly heads: HeadsFile;
  /** All bidders' receipts, and the refusals that their phones kept. */
  readonly receipts: ReceiptsFile;
  /** The saleroom's. */
  readonly keys: KeySet;
  readonly statements: readonly StatementAnswer[];
};

/** The chain heads that people's phones were left with; of each lot there should be one. */
function keptHeads(people: readonly Person[]): HeadsFile {
  const heads = new Map<string, HeadsFile['lots'][number]>();
  for (const { client } of people)
    for (const { lotId, chainHead } of client.state().lots)
      if (chainHead !== undefined) heads.set(`${lotId} ${chainHead}`, { lotId, chainHead });
  return { lots: [...heads.values()] };
}

/** Collects what people were left with and what anybody may read of a drop that is over. @throws SaleroomProblem */
export async function collectProofs({ drop, people, evidence }: Rehearsed): Promise<Proofs> {
  const [anybody] = people;
  if (anybody === undefined) throw new Error('bug: a rehearsal without people');
  const { http } = anybody;
  const { joiningAtOnce, receiptsWaitMs } = rehearsalLimits;
  return {
    histories: await aFewAtATime(drop.lots, joiningAtOnce, ({ lotId }) =>
      persist(() => http.wholeHistory(drop.dropId, lotId), receiptsWaitMs),
    ),
    heads: keptHeads(people),
    receipts: {
      receipts: [...evidence.receipts],
      refusals: people.flatMap(({ client }) =>
        client.state().bids.flatMap(({ receipt }) => (receipt === undefined ? [] : [receipt])),
      ),
    },
    keys: await persist(() => http.keys(), receiptsWaitMs),
    statements: evidence.statements,
  };
}
