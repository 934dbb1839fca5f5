import {
  collectProofs,
  developmentTokens,
  type RehearsalReport,
  type Rehearsed,
  runRehearsal,
  type Verdict,
} from '@gaveldrop/rehearsal';
import { assertNever } from '@gaveldrop/units';
import { chaosLimits } from './chaos-limits.ts';
import { allFollows } from './checks/all-follows.ts';
import { chaosChecks } from './checks/chaos-checks.ts';
import { everyVictimKilled } from './checks/every-victim-killed.ts';
import { nothingElseEnded } from './checks/nothing-else-ended.ts';
import type { Ensemble } from './ensemble.ts';
import { type Killed, killAsPlanned } from './kill-as-planned.ts';
import { type PageReaders, readPages } from './page-readers.ts';
import { planKills } from './plan-kills.ts';

export type ChaosOptions = {
  readonly ensemble: Ensemble;
  /** Processes that ended although nobody had killed them, so far. */
  readonly faults: () => readonly string[];
  readonly lots: number;
  readonly bidders: number;
  readonly kills: number;
  readonly seed: number;
  /** Told of progress, a line at a time. */
  readonly tell: (line: string) => void;
};

/** What a run prints as JSON: the rehearsal's report, and what was killed when. */
export type ChaosReport = RehearsalReport & {
  readonly seed: number;
  readonly durationMs: number;
  readonly kills: readonly Killed[];
  /** Accepted bids whose answer was lost on the way: their outcome was heard only when it was asked for again. */
  readonly askedAgain: number;
  /** What was read over HTTP besides, and how often nobody answered. */
  readonly reads: { readonly answered: number; readonly failed: number };
};

export type Chaos = { readonly report: ChaosReport; readonly verdicts: readonly Verdict[] };

/**
 * A rehearsal on a saleroom that is being killed, piece by piece, while people bid.
 * @throws when the drop cannot be set up, or something that was killed does not come back.
 */
export async function runChaos(options: ChaosOptions): Promise<Chaos> {
  const { ensemble, lots, bidders, seed, tell } = options;
  const startedAtMs = Date.now();
  const saleroom = await ensemble.saleroom();
  const killer = killAsPlanned(planKills(seed, lots, options.kills), ensemble, tell);
  let readers: PageReaders | undefined;
  let joined: Omit<Rehearsed, 'evidence'> | undefined;
  try {
    const { report, verdicts, evidence } = await runRehearsal({
      ...{ addresses: saleroom, takeToken: developmentTokens(saleroom.issuerUrl) },
      ...{ lots, bidders, seed, tell, checks: chaosChecks },
      openWaitMs: chaosLimits.openWaitMs,
      settleWaitMs: chaosLimits.settleWaitMs,
      recordsWaitMs: chaosLimits.recordsWaitMs,
      onPhase: async (phase) => {
        switch (phase.kind) {
          case 'joined': {
            joined = phase;
            const { dropId } = phase.drop;
            readers = readPages(
              saleroom.httpUrl,
              dropId,
              phase.drop.lots.map(({ lotId }) => lotId),
            );
            return;
          }
          case 'lot-open':
            killer.onOpen(phase.lot.number);
            return;
          case 'lot-over':
            return;
          case 'all-over':
            readers?.stop();
            await killer.settled();
            return;
          default:
            assertNever(phase);
        }
      },
    });
    if (joined === undefined) throw new Error('bug: nobody has joined');
    const follows = allFollows(await collectProofs({ ...joined, evidence }));
    const all = [
      ...verdicts,
      follows,
      everyVictimKilled(killer.killed()),
      nothingElseEnded(options.faults()),
    ];
    return {
      report: {
        ...report,
        checks: all.map(({ name, held }) => ({ name, held })),
        seed,
        durationMs: Date.now() - startedAtMs,
        kills: killer.killed(),
        askedAgain: evidence.people.reduce((total, { askedAgain }) => total + askedAgain, 0),
        reads: readers?.counts() ?? { answered: 0, failed: 0 },
      },
      verdicts: all,
    };
  } finally {
    readers?.stop();
  }
}
