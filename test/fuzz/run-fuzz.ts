import fc from 'fast-check';
import { arbitraryHandshakeCase, arbitraryHttpCase } from './arbitrary-http-case.ts';
import { arbitrarySocketCase } from './arbitrary-socket-case.ts';
import { type FuzzedSaleroom, openFuzzedSaleroom } from './fuzzed-saleroom.ts';
import type { HostileCase } from './hostile-case.ts';
import { type CaseResult, runCase, worldFailed } from './run-case.ts';
import { watchRequests } from './watched-requests.ts';

export type FuzzReport = {
  readonly cases: number;
  readonly seed: number;
  readonly seconds: number;
  readonly casesPerSecond: number;
  /** How often each answer was given. */
  readonly answers: Readonly<Record<string, number>>;
  /** Cases tried again because the database was too slow. */
  readonly triedAgain: number;
  readonly failures: readonly { readonly what: string; readonly hostile: HostileCase }[];
};

/** Cases on their way at the same time: they wait for the database more than they work. */
const lanes = 8;
/** After so many cases the lots are looked at, and two new drops begin. */
const casesPerRound = 1_000;
const triesMax = 8;

const arbitraryCase: fc.Arbitrary<HostileCase> = fc.oneof(
  { weight: 55, arbitrary: arbitrarySocketCase },
  { weight: 40, arbitrary: arbitraryHttpCase },
  { weight: 5, arbitrary: arbitraryHandshakeCase },
);

type Found = { readonly what: string; readonly hostile: HostileCase };

/** Lots that differ though no case may have written them. */
function changedUnseen(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  touched: ReadonlySet<string>,
): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !touched.has(key) && before.get(key) !== after.get(key),
  );
}

/**
 * Sends so many cases to a saleroom of its own, on this database.
 * @returns what came of them; a failure is the smallest case that still fails.
 */
export async function runFuzz(dynamoEndpoint: string, cases: number, seed: number): Promise<FuzzReport> {
  const watch = watchRequests();
  let room: FuzzedSaleroom | undefined;
  try {
    room = await openFuzzedSaleroom(dynamoEndpoint);
    return await fuzz(room, cases, seed);
  } finally {
    room?.stop();
    watch.stop();
  }
}

async function fuzz(room: FuzzedSaleroom, cases: number, seed: number): Promise<FuzzReport> {
  const answers: Record<string, number> = {};
  const touched = new Set<string>();
  let triedAgain = 0;

  const tried = async (hostile: HostileCase): Promise<CaseResult> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await runCase(room, hostile);
      } catch (thrown) {
        if (thrown !== worldFailed) throw thrown;
        if (tries === triesMax) return { kind: 'wrong', what: 'the database fails whatever the case' };
        triedAgain += 1;
      }
    }
  };
  const lane = async (runs: number, laneSeed: number): Promise<readonly Found[]> => {
    let last: CaseResult | undefined;
    const property = fc.asyncProperty(arbitraryCase, async (hostile) => {
      const result = await tried(hostile);
      if (result.kind === 'wrong') {
        last = result;
        return false;
      }
      for (const key of result.touched) touched.add(key);
      answers[result.answered] = (answers[result.answered] ?? 0) + 1;
      return true;
    });
    const details = await fc.check(property, { numRuns: runs, seed: laneSeed });
    if (!details.failed) return [];
    const [hostile] = details.counterexample ?? [];
    if (hostile === undefined)
      throw new Error('a case that fails is there', { cause: details.errorInstance });
    return [{ hostile, what: last?.kind === 'wrong' ? last.what : String(details.errorInstance) }];
  };

  const failures: Found[] = [];
  const beganMs = performance.now();
  let sent = 0;
  for (let round = 0; sent < cases && failures.length === 0; round += 1) {
    if (round > 0) await room.renew();
    const before = await room.lots();
    touched.clear();
    const runs = Math.min(casesPerRound, cases - sent);
    const each = Array.from({ length: lanes }, (_, at) => Math.floor((runs + at) / lanes));
    const found = await Promise.all(each.map((some, at) => lane(some, (seed + round * lanes + at) | 0)));
    failures.push(...found.flat());
    for (const key of changedUnseen(before, await room.lots(), touched))
      failures.push({
        what: `the lot ${key} changed`,
        hostile: { kind: 'socket', who: 'bea', route: undefined, text: '' },
      });
    sent += runs;
  }
  const seconds = (performance.now() - beganMs) / 1_000;
  const casesPerSecond = Math.round(sent / seconds);
  return {
    cases: sent,
    seed,
    seconds: Math.round(seconds * 10) / 10,
    casesPerSecond,
    answers,
    triedAgain,
    failures,
  };
}
