import { describe, expect, test } from 'vitest';
import { percentiles } from '../../../packages/rehearsal/src/percentiles.ts';
import { report } from '../../../packages/rehearsal/src/report.ts';
import { bids, evidenceWith, lotForms, soundEvidence, withBids, withPerson } from './sound-evidence.ts';

describe('the report of a rehearsal', () => {
  test('has the shape and the figures of what was heard', () => {
    const verdicts = [{ name: 'a check', held: false, problems: ['why'] }];
    expect(report(soundEvidence, verdicts)).toEqual({
      lots: [
        {
          ...{ lotId: '01JD0000000000000000000001', number: 1, outcome: 'sold', hammerPriceCents: 12_500 },
          ...{ buyerPaddle: 2, bidsAccepted: 3, extensions: 1, closesAtMs: 110_000, hammeredAtMs: 111_012 },
          hammerLateMs: 12,
        },
        {
          ...{ lotId: '01JD0000000000000000000002', number: 2, outcome: 'passed', hammerPriceCents: null },
          ...{
            buyerPaddle: null,
            bidsAccepted: 0,
            extensions: 0,
            closesAtMs: 198_000,
            hammeredAtMs: 200_000,
          },
          hammerLateMs: 1_000,
        },
      ],
      bids: { sent: 3, leading: 2, outbid: 1, refused: {}, busy: 0, unknown: 0, unanswered: 0 },
      latencyMs: {
        answer: { p50: 40, p95: 50, p99: 50 },
        viewer: { p50: 30, p95: 50, p99: 50 },
      },
      statements: [
        { sellerId: 'seller-1', openingCents: 0, closingCents: 11_481, netProceedsCents: 11_481, lines: 1 },
      ],
      checks: [{ name: 'a check', held: false }],
    });
  });

  test('bids are counted by what became of them, refusals by code', () => {
    const refused = (code: string, bidId: string) => ({
      ...bids.first,
      bidId,
      answers: [{ outcome: 'refused', code, heardAtMs: 101_100 }],
    });
    const evidence = withPerson('bidder 1', {
      bids: [
        ...[refused('lot-closed', 'a'), refused('below-asking-price', 'b'), refused('lot-closed', 'c')],
        { ...bids.late, answers: [] },
        // Accepted once is accepted, whatever is said later.
        { ...bids.first, answers: [...refused('lot-closed', 'd').answers, ...bids.first.answers] },
      ],
      busyAnswers: 2,
      unknownAnswers: 3,
    });
    expect(report(evidence, []).bids).toEqual({
      ...{ sent: 6, leading: 2, outbid: 0, busy: 2, unknown: 3, unanswered: 1 },
      refused: { 'below-asking-price': 1, 'lot-closed': 2 },
    });
  });

  test('a lot without an end has none in the report', () => {
    const [lot] = report(evidenceWith({ finalLots: [], histories: new Map() }), []).lots;
    expect(lot).toEqual({
      ...{
        lotId: '01JD0000000000000000000001',
        number: 1,
        outcome: null,
        hammerPriceCents: null,
        buyerPaddle: null,
      },
      ...{ bidsAccepted: 0, extensions: 0, closesAtMs: null, hammeredAtMs: null, hammerLateMs: null },
    });
  });

  test('viewers are timed by pushes of what is news to them, committed since they came', () => {
    const heard = (place: number, heardAtMs: number, pushed: boolean) => ({
      lot: lotForms[place],
      heardAtMs,
      pushed,
    });
    const alone = [
      heard(0, 100_500, false),
      // Committed at 100,010, before they came.
      heard(0, 100_600, true),
      heard(2, 102_100, true),
      // Older than what they have, and again.
      heard(1, 103_000, true),
      heard(2, 104_000, true),
      heard(3, 107_100, false),
    ];
    const people = [{ ...soundEvidence.people[3], lots: alone }];
    expect(report(evidenceWith({ people }), []).latencyMs.viewer).toEqual({ p50: 80, p95: 80, p99: 80 });
  });

  test('without bids there is nothing to measure', () => {
    const people = soundEvidence.people.map((person) => ({ ...person, bids: [] }));
    expect(report(evidenceWith({ people }), []).latencyMs.answer).toEqual({
      p50: null,
      p95: null,
      p99: null,
    });
    expect(report(withBids(), []).bids.sent).toBe(1);
  });
});

describe('percentiles', () => {
  test('are the smallest values that so many do not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentiles(hundred)).toEqual({ p50: 50, p95: 95, p99: 99 });
    expect(percentiles([3, 1, 2])).toEqual({ p50: 2, p95: 3, p99: 3 });
    expect(percentiles([7])).toEqual({ p50: 7, p95: 7, p99: 7 });
    expect(percentiles([])).toEqual({ p50: null, p95: null, p99: null });
  });
});
