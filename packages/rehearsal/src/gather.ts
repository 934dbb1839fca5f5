import { isSaleroomProblem } from '@gaveldrop/client';
import type { History, PublicLot, Receipt, StatementAnswer } from '@gaveldrop/protocol';
import type { LotId, SellerId } from '@gaveldrop/units';
import { aFewAtATime } from './a-few-at-a-time.ts';
import type { EnteredDrop } from './enter-drop.ts';
import type { Evidence } from './evidence.ts';
import { persist } from './persist.ts';
import type { Person, SignedIn } from './person.ts';
import { rehearsalLimits } from './rehearsal-limits.ts';
import { until } from './until.ts';

/** What the HTTP API says once all is over. */
export type Gathered = Pick<Evidence, 'finalLots' | 'histories' | 'receipts' | 'statements'>;

export type GatherOptions = {
  readonly drop: EnteredDrop;
  readonly viewer: SignedIn;
  readonly bidders: readonly Person[];
  readonly sellers: ReadonlyMap<SellerId, SignedIn>;
  /** How long histories and statements may take to be complete. */
  readonly recordsWaitMs: number;
  readonly tell: (line: string) => void;
};

/** Tells each line once: what is asked for again and again fails again and again. */
function onlyOnce(tell: (line: string) => void): (line: string) => void {
  const told = new Set<string>();
  return (line) => {
    if (told.has(line)) return;
    told.add(line);
    tell(line);
  };
}

/** What is asked for, or undefined when the saleroom does not give it; why is told. */
async function ask<T>(
  what: string,
  request: () => Promise<T>,
  tell: (line: string) => void,
): Promise<T | undefined> {
  try {
    return await request();
  } catch (problem) {
    if (!isSaleroomProblem(problem)) throw problem;
    tell(`${what}: ${problem.code}, ${problem.message}`);
    return undefined;
  }
}

/**
 * Reads how lots ended, waits until histories and statements have come up to that, and reads what bidders are told of
 * their bids. Whatever does not come in time, or at all, is left as it is: that is for the checks to find.
 */
export async function gather(given: GatherOptions): Promise<Gathered> {
  const options: GatherOptions = { ...given, tell: onlyOnce(given.tell) };
  const { drop, viewer, bidders, recordsWaitMs, tell } = options;
  const { dropId } = drop;
  const { receiptsWaitMs } = rehearsalLimits;
  const readSnapshot = () => persist(() => viewer.http.snapshot(dropId), recordsWaitMs);
  const snapshot = await ask('the snapshot', readSnapshot, tell);
  const finalLots = snapshot?.lots ?? [];
  const [histories, statements] = await Promise.all([
    readHistories(options, finalLots),
    readStatements(options, finalLots),
  ]);
  const withBids = bidders.filter(({ client }) => client.state().bids.length > 0);
  const receipts = await aFewAtATime(withBids, rehearsalLimits.joiningAtOnce, ({ name, http }) =>
    ask(`receipts of ${name}`, () => persist(() => http.receipts(dropId), receiptsWaitMs), tell),
  );
  const late = [...histories].some(([lotId, entries]) => entries.length < lengthOf(finalLots, lotId));
  if (late) tell(`histories were not complete after ${recordsWaitMs / 1_000} s`);
  return {
    finalLots,
    histories,
    statements,
    receipts: receipts.flatMap((list): readonly Receipt[] => list ?? []),
  };
}

const lengthOf = (lots: readonly PublicLot[], lotId: LotId): number =>
  lots.find((lot) => lot.lotId === lotId)?.sequence ?? 0;

async function readHistories(
  { drop, viewer, recordsWaitMs, tell }: GatherOptions,
  finalLots: readonly PublicLot[],
): Promise<ReadonlyMap<LotId, History['entries']>> {
  const histories = new Map<LotId, History['entries']>();
  const isWhole = (lotId: LotId): boolean =>
    (histories.get(lotId)?.length ?? 0) >= lengthOf(finalLots, lotId);
  await until(async () => {
    for (const { lotId, number } of drop.lots) {
      if (histories.has(lotId) && isWhole(lotId)) continue;
      const read = () => viewer.http.history(drop.dropId, lotId);
      const entries = await ask(`the history of lot ${number}`, read, tell);
      histories.set(lotId, entries ?? []);
    }
    return drop.lots.every(({ lotId }) => isWhole(lotId));
  }, recordsWaitMs);
  return histories;
}

/** Each seller's statement, once it has every lot of theirs that was sold; a seller who sold nothing has none. */
async function readStatements(
  { drop, sellers, recordsWaitMs, tell }: GatherOptions,
  finalLots: readonly PublicLot[],
): Promise<readonly StatementAnswer[]> {
  const soldBy = (sellerId: SellerId): number =>
    drop.lots.filter(
      ({ lotId, sellerId: owner }) =>
        owner === sellerId && finalLots.some((lot) => lot.lotId === lotId && lot.status === 'sold'),
    ).length;
  const read = await Promise.all(
    [...sellers].map(async ([sellerId, { name, http }]) => {
      let statement: StatementAnswer | undefined;
      const come = await until(async () => {
        const names = await ask(`statements of ${name}`, () => http.listStatements(sellerId), tell);
        const named = names?.find(({ dropId }) => dropId === drop.dropId);
        if (named !== undefined)
          statement = await ask(
            `the statement of ${name}`,
            () => http.readStatement(sellerId, named.statementId),
            tell,
          );
        return names !== undefined && (statement?.lines.length ?? 0) >= soldBy(sellerId);
      }, recordsWaitMs);
      if (!come) tell(`the statement of ${name} was not complete after ${recordsWaitMs / 1_000} s`);
      return statement;
    }),
  );
  return read.filter((statement) => statement !== undefined);
}
