import { describe, expect, test } from 'vitest';
import { acceptedBidsInHistory } from '../../../packages/rehearsal/src/checks/accepted-bids-in-history.ts';
import { bids, evidenceWith, history, soundEvidence, withBids, withHistory } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => acceptedBidsInHistory(evidence).problems;
const answer = bids.first.answers[0];

describe('[L3] accepted bids are in the history', () => {
  test('holds for a drop in which all is well', () => {
    expect(acceptedBidsInHistory(soundEvidence)).toEqual({
      name: "every bid answered leading or outbid is in its lot's history exactly once, in the order of the answers' sequences",
      held: true,
      problems: [],
    });
  });

  test('an accepted bid that the history lacks', () => {
    const lost = history.map((entry) => (entry.sequence === 3 ? { ...entry, events: [] } : entry));
    expect(problemsOf(withHistory(lost))).toEqual([
      'lot 1: bid 01JD000000000000000000000A at sequence 3 is not in the history',
    ]);
  });

  test('a bid that is in one entry twice', () => {
    const doubled = history.map((entry) =>
      entry.sequence === 4 ? { ...entry, events: [...entry.events, ...entry.events] } : entry,
    );
    expect(problemsOf(withHistory(doubled))).toEqual([
      'lot 1: bid 01JD000000000000000000000B at sequence 4 is in the history 2 times',
    ]);
  });

  test('a bid that is in the history again, further on', () => {
    const again = [...history.slice(0, 5), { ...history[2], sequence: 6 }, { ...history[5], sequence: 7 }];
    const last = { ...soundEvidence.finalLots[0], sequence: 7 };
    const evidence = {
      ...withHistory(again),
      finalLots: [last, soundEvidence.finalLots[1]],
    } as typeof soundEvidence;
    expect(problemsOf(evidence)).toEqual([
      'lot 1: the history has a bid of paddle 1 at 6 that nobody was told of',
    ]);
  });

  test('a bid of which its bidder never heard is no fault, once', () => {
    expect(problemsOf(withBids({ ...bids.first, answers: [] }, bids.late))).toEqual([]);
    expect(problemsOf(withBids(bids.late))).toEqual([
      'lot 1: the history has a bid of paddle 1 at 3 that nobody was told of',
    ]);
  });

  test('an unanswered bid of another amount does not stand for one in the history', () => {
    const other = { ...bids.first, amountCents: 10_100, answers: [] };
    expect(problemsOf(withBids(other, bids.late))).toEqual([
      'lot 1: the history has a bid of paddle 1 at 3 that nobody was told of',
    ]);
  });

  test('two bids answered with one sequence', () => {
    const twin = { ...bids.first, bidId: '01JD000000000000000000000D' };
    expect(problemsOf(withBids(bids.first, bids.late, twin))).toEqual([
      'lot 1: bids 01JD000000000000000000000A and 01JD000000000000000000000D were both answered with 3',
    ]);
  });

  test('one bid answered with two sequences', () => {
    const twice = { ...bids.first, answers: [answer, { ...answer, sequence: 5 }] };
    expect(problemsOf(withBids(twice, bids.late))).toContain(
      'lot 1: bid 01JD000000000000000000000A was answered with 3 and 5',
    );
  });

  test('a bid accepted and then refused', () => {
    const both = {
      ...bids.first,
      answers: [answer, { outcome: 'refused', code: 'lot-closed', heardAtMs: 101_900 }],
    };
    expect(problemsOf(withBids(both, bids.late))).toEqual([
      'lot 1: bid 01JD000000000000000000000A at sequence 3 has another answer (it was refused once) in the history',
    ]);
  });

  test.each([
    ['paddle', { paddleNumber: 3 }],
    ['kind', { kind: 'maximum' }],
    ['amount', { amountCents: 10_001 }],
  ])('a bid whose %s is another in the history', (what, change) => {
    expect(problemsOf(withBids({ ...bids.first, ...change }, bids.late))).toEqual([
      `lot 1: bid 01JD000000000000000000000A at sequence 3 has another ${what} in the history`,
    ]);
  });

  test.each([
    ['outcome', { outcome: 'outbid' }],
    ['receipt', { receivedAtMs: 101_006 }],
  ])('a bid whose answer names another %s than the history', (what, change) => {
    const bid = { ...bids.first, answers: [{ ...answer, ...change }] };
    expect(problemsOf(withBids(bid, bids.late))).toEqual([
      `lot 1: bid 01JD000000000000000000000A at sequence 3 has another ${what} in the history`,
    ]);
  });

  test('a bid that a welcome settled is found by its receipt, and missed without one', () => {
    const settled = { ...bids.first, answers: [{ outcome: 'leading', heardAtMs: 101_500 }] };
    const receipt = { bidId: bids.first.bidId, sequence: 3 };
    expect(problemsOf({ ...withBids(settled, bids.late), ...evidenceWithReceipt(receipt) })).toEqual([]);
    expect(problemsOf(withBids(settled, bids.late))).toContain(
      'lot 1: bid 01JD000000000000000000000A was accepted, but neither its answers nor the receipts say where',
    );
  });

  test('a history with a gap, out of order, or not whole', () => {
    expect(problemsOf(withHistory(history.filter(({ sequence }) => sequence !== 1)))).toEqual([
      'lot 1: its history has sequence 2 where 1 belongs',
    ]);
    expect(problemsOf(withHistory([history[1], history[0], ...history.slice(2)]))).toEqual([
      'lot 1: its history has sequence 2 where 1 belongs',
    ]);
    expect(problemsOf(withHistory(history.slice(0, 5)))).toEqual([
      'lot 1: its history ends at 5, the lot at 6',
    ]);
  });

  test('no history and no final state at all', () => {
    expect(acceptedBidsInHistory(evidenceWith({ histories: new Map() })).held).toBe(false);
    expect(problemsOf(evidenceWith({ finalLots: [] }))).toEqual([
      'lot 1: its final state was not read',
      'lot 2: its final state was not read',
    ]);
  });

  test('a bid that stands before one whose answer its bidder could have heard', () => {
    const afterAll = { ...bids.first, sentAtMs: 102_500 };
    expect(problemsOf(withBids(afterAll, bids.late))).toEqual([
      'lot 1: bid 01JD000000000000000000000A stands at 3, but was sent after 4 was answered',
    ]);
    expect(problemsOf(withBids({ ...bids.first, sentAtMs: 102_040 }, bids.late))).toEqual([]);
  });

  test('a bid accepted on a lot that is not of the drop', () => {
    const stray = { ...bids.first, bidId: '01JD000000000000000000000E', lotId: '01JD0000000000000000000009' };
    expect(problemsOf(withBids(bids.first, bids.late, stray))).toEqual([
      'bid 01JD000000000000000000000E was accepted on no lot of the drop',
    ]);
  });
});

const evidenceWithReceipt = (receipt: unknown) =>
  ({ receipts: [receipt] }) as unknown as Pick<typeof soundEvidence, 'receipts'>;
