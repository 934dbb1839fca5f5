import { describe, expect, test } from 'vitest';
import { buyerHoldsHighestBid } from '../../../packages/rehearsal/src/checks/buyer-holds-highest-bid.ts';
import { bids, evidenceWith, soundEvidence, withBids } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => buyerHoldsHighestBid(evidence).problems;
const [sold, passed] = soundEvidence.finalLots;
const soldAs = (change: object) => evidenceWith({ finalLots: [{ ...sold, ...change }, passed] });
const passedLotBid = (amountCents: number) => ({
  ...bids.first,
  ...{ bidId: '01JD000000000000000000000F', lotId: '01JD0000000000000000000002', amountCents },
});

describe('[C7] the buyer holds the highest accepted bid', () => {
  test('holds for a drop in which all is well', () => {
    expect(buyerHoldsHighestBid(soundEvidence)).toEqual({
      name: 'the buyer holds the highest accepted bid',
      held: true,
      problems: [],
    });
  });

  test('a lot sold to somebody else', () => {
    expect(problemsOf(soldAs({ buyerPaddle: 1 }))).toEqual([
      'lot 1: sold to paddle 1, but paddle 2 bid 23456',
    ]);
  });

  test('a higher bid that was accepted and then forgotten', () => {
    const higher = { ...bids.late, amountCents: 30_000 };
    expect(problemsOf(withBids(bids.first, higher))).toEqual([
      'lot 1: sold to paddle 2, but paddle 1 bid 30000',
    ]);
  });

  test('a higher bid that was refused does not count', () => {
    const refused = { ...bids.late, amountCents: 30_000, answers: [{ outcome: 'refused', heardAtMs: 1 }] };
    expect(problemsOf(withBids(bids.first, refused))).toEqual([]);
  });

  test('[B5] of equal bids the one committed first', () => {
    expect(problemsOf(withBids(bids.first, { ...bids.late, amountCents: 23_456 }))).toEqual([]);
    const before = { ...bids.first, amountCents: 23_456 };
    expect(problemsOf(withBids(before, bids.late))).toEqual([
      'lot 1: sold to paddle 2, but paddle 1 bid 23456',
    ]);
  });

  test('a hammer price above all that was bid, or none at all', () => {
    expect(problemsOf(soldAs({ hammerPriceCents: 23_457 }))).toEqual([
      'lot 1: sold at 23457, more than the 23456 that was bid',
    ]);
    expect(problemsOf(soldAs({ hammerPriceCents: undefined }))).toEqual([
      'lot 1: sold without a hammer price',
    ]);
  });

  test('a lot sold without any bid', () => {
    const people = soundEvidence.people.map((person) => ({ ...person, bids: [] }));
    expect(problemsOf(evidenceWith({ people }))).toEqual([
      'lot 1: sold to paddle 2, although no bid was accepted',
    ]);
  });

  test('a lot passed with a bid that met its reserve; below the reserve it was right', () => {
    expect(problemsOf(withBids(bids.first, bids.late, passedLotBid(54_321)))).toEqual([
      'lot 2: passed, although paddle 1 bid 54321',
    ]);
    expect(problemsOf(withBids(bids.first, bids.late, passedLotBid(54_320)))).toEqual([]);
  });

  test('a lot sold below its reserve', () => {
    const lots = [{ ...soundEvidence.lots[0], reserveCents: 12_501 }, soundEvidence.lots[1]];
    expect(problemsOf(evidenceWith({ lots }))).toEqual(['lot 1: sold at 12500, below the reserve']);
  });

  test('a lot that has no end', () => {
    expect(problemsOf(soldAs({ status: 'open', outcome: undefined }))).toEqual(['lot 1: still open']);
    expect(problemsOf(evidenceWith({ finalLots: [passed] }))).toEqual([
      'lot 1: its final state was not read',
    ]);
  });
});
