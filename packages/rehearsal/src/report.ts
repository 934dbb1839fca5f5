import type { LotId } from '@gaveldrop/units';
import { bidEvents } from './bid-events.ts';
import type { Verdict } from './checks/verdict.ts';
import { allBids, type EnteredLot, type Evidence, finalAnswer, type Testimony } from './evidence.ts';
import { type Percentiles, percentiles } from './percentiles.ts';

/** One lot of the report; null where there is no such thing, as a passed lot's buyer. Instants are epoch milliseconds. */
export type ReportedLot = {
  readonly lotId: LotId;
  readonly number: number;
  readonly outcome: 'sold' | 'passed' | 'withdrawn' | null;
  readonly hammerPriceCents: number | null;
  readonly buyerPaddle: number | null;
  readonly bidsAccepted: number;
  readonly extensions: number;
  readonly closesAtMs: number | null;
  readonly hammeredAtMs: number | null;
  /** From the close plus the grace to the hammer. */
  readonly hammerLateMs: number | null;
};

/** What a rehearsal prints as JSON. */
export type RehearsalReport = {
  readonly lots: readonly ReportedLot[];
  readonly bids: {
    /** Bids, however often each was sent. */
    readonly sent: number;
    readonly leading: number;
    readonly outbid: number;
    readonly refused: Readonly<Record<string, number>>;
    /** Answers of these kinds, after which the bid was sent again. */
    readonly busy: number;
    readonly unknown: number;
    /** Bids without a final answer at the end. */
    readonly unanswered: number;
  };
  readonly latencyMs: {
    /** From a bid's first sending to its first final answer. */
    readonly answer: Percentiles;
    /** From a change's commit to a viewer's socket. */
    readonly viewer: Percentiles;
  };
  readonly statements: readonly {
    readonly sellerId: string;
    readonly openingCents: number;
    readonly closingCents: number;
    readonly netProceedsCents: number;
    readonly lines: number;
  }[];
  readonly checks: readonly { readonly name: string; readonly held: boolean }[];
};

/** What was heard, counted and measured. */
export function report(evidence: Evidence, verdicts: readonly Verdict[]): RehearsalReport {
  return {
    lots: evidence.lots.map((lot) => reportedLot(evidence, lot)),
    bids: countedBids(evidence),
    latencyMs: {
      answer: percentiles(answerLatencies(evidence)),
      viewer: percentiles(evidence.people.flatMap(viewerLatencies)),
    },
    statements: evidence.statements.map(
      ({ sellerId, openingCents, closingCents, netProceedsCents, lines }) => ({
        sellerId,
        openingCents,
        closingCents,
        netProceedsCents,
        lines: lines.length,
      }),
    ),
    checks: verdicts.map(({ name, held }) => ({ name, held })),
  };
}

function reportedLot({ finalLots, histories }: Evidence, { lotId, number }: EnteredLot): ReportedLot {
  const lot = finalLots.find((one) => one.lotId === lotId);
  const closesAtMs = lot?.closesAtMs ?? null;
  const hammeredAtMs = lot?.outcome === undefined ? null : lot.committedAtMs;
  const dueAtMs = lot === undefined || closesAtMs === null ? null : closesAtMs + lot.closing.commitGraceMs;
  return {
    lotId,
    number,
    outcome: lot?.outcome ?? null,
    hammerPriceCents: lot?.hammerPriceCents ?? null,
    buyerPaddle: lot?.buyerPaddle ?? null,
    bidsAccepted: bidEvents(histories.get(lotId) ?? []).length,
    extensions: lot?.extensions ?? 0,
    closesAtMs,
    hammeredAtMs,
    hammerLateMs: hammeredAtMs === null || dueAtMs === null ? null : hammeredAtMs - dueAtMs,
  };
}

function countedBids(evidence: Evidence): RehearsalReport['bids'] {
  const refused: Record<string, number> = {};
  const counted = { leading: 0, outbid: 0, unanswered: 0 };
  const bids = allBids(evidence);
  for (const bid of bids) {
    const answer = finalAnswer(bid);
    if (answer === undefined) counted.unanswered += 1;
    else if (answer.outcome !== 'refused') counted[answer.outcome] += 1;
    else refused[answer.code ?? 'unnamed'] = (refused[answer.code ?? 'unnamed'] ?? 0) + 1;
  }
  const sum = (pick: (person: Testimony) => number): number =>
    evidence.people.reduce((total, person) => total + pick(person), 0);
  return {
    sent: bids.length,
    leading: counted.leading,
    outbid: counted.outbid,
    refused: Object.fromEntries(Object.entries(refused).sort(([one], [other]) => (one < other ? -1 : 1))),
    busy: sum(({ busyAnswers }) => busyAnswers),
    unknown: sum(({ unknownAnswers }) => unknownAnswers),
    unanswered: counted.unanswered,
  };
}

const answerLatencies = (evidence: Evidence): number[] =>
  allBids(evidence).flatMap(({ sentAtMs, answers: [first] }) =>
    first === undefined ? [] : [first.heardAtMs - sentAtMs],
  );

/**
 * For each newer form that was pushed to somebody, how old it was when they had it. What is older than what they have is
 * dropped, and what was committed before they heard anything at all was not for them to wait for.
 */
function viewerLatencies({ lots }: Testimony): number[] {
  const sinceMs = lots[0]?.heardAtMs ?? 0;
  const newest = new Map<LotId, number>();
  return lots.flatMap(({ lot, heardAtMs, pushed }) => {
    if (!pushed || lot.committedAtMs < sinceMs || lot.sequence <= (newest.get(lot.lotId) ?? 0)) return [];
    newest.set(lot.lotId, lot.sequence);
    return [heardAtMs - lot.committedAtMs];
  });
}
