import { describe, expect, test } from 'vitest';
import { nothingPrivateTold } from '../../../packages/rehearsal/src/checks/nothing-private-told.ts';
import { bids, history, lotForms, lotId, otherLotId, soundEvidence, withSaid } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => nothingPrivateTold(evidence).problems;
const pushed = (change: object) => ({ type: 'lots', serverNowMs: 1, lots: [{ ...lotForms[3], ...change }] });

describe('[L4] nothing private was told', () => {
  test('holds for a drop in which all is well', () => {
    expect(nothingPrivateTold(soundEvidence)).toEqual({
      name: "no message to anyone held a field that carries a reserve, a maximum or a bidder's identity",
      held: true,
      problems: [],
    });
  });

  test.each(['reserveCents', 'reserve', 'ceilingCents', 'leaderCeiling', 'maximum', 'maximum_cents'])(
    'a field %s, whatever it holds',
    (key) => {
      expect(problemsOf(withSaid('socket', pushed({ [key]: null })))).toEqual([
        `bidder 2 was told a field ${key}`,
      ]);
    },
  );

  test.each(['underbidderPaddle', 'userId', 'name', 'bidderName', 'email', 'limitCents'])(
    'a field %s, however deep',
    (key) => {
      expect(problemsOf(withSaid('http', { a: [{ b: pushed({ [key]: 7 }) }] }))).toEqual([
        `bidder 2 was told a field ${key}`,
      ]);
    },
  );

  test('a reserve or a maximum under a name that says nothing', () => {
    expect(problemsOf(withSaid('socket', pushed({ extra: 54_321 })))).toEqual([
      'bidder 2 was told the reserve of lot 2, as extra',
    ]);
    expect(problemsOf(withSaid('http', { x: { y: 23_456 } }))).toEqual([
      'bidder 2 was told a maximum of paddle 2, as y',
    ]);
  });

  test('a price may come to be what somebody named, and whether a reserve is met is public', () => {
    const lot = { priceCents: 23_456, askingPriceCents: 54_321, reserveMet: true };
    expect(problemsOf(withSaid('socket', pushed(lot)))).toEqual([]);
  });

  test("any bid's amount on a socket, and a maximum's in the history", () => {
    expect(problemsOf(withSaid('socket', { type: 'bid-answer', amountCents: 10_000 }))).toEqual([
      'bidder 2 was told the amount of a bid',
    ]);
    expect(
      problemsOf(withSaid('http', { type: 'BidAccepted', kind: 'maximum', amountCents: 11_111 })),
    ).toEqual(['bidder 2 was told the amount of a bid']);
    expect(problemsOf(withSaid('http', { type: 'BidAccepted', kind: 'exact', amountCents: 23_456 }))).toEqual(
      [],
    );
  });

  test('whoever a bidder is, in any text, JSON or not', () => {
    expect(problemsOf(withSaid('socket', pushed({ note: 'led by rehearsal-bidder-2 now' })))).toEqual([
      'bidder 2 was told who a bidder is: rehearsal-bidder-2',
    ]);
    expect(problemsOf(withSaid('socket', 'rehearsal-bidder-1!'))).toEqual([
      'bidder 2 was told who a bidder is: rehearsal-bidder-1',
    ]);
    expect(problemsOf(withSaid('socket', pushed({ note: 'rehearsal-bidder-12' })))).toEqual([]);
  });

  test("a refused bid's receipt may name its amount to whoever sent the bid, and to nobody else", () => {
    const answer = (bidId: string, change: object = {}) => ({
      type: 'bid-answer',
      receipt: { bidId, kind: 'maximum', amountCents: 23_456, ...change },
    });
    expect(problemsOf(withSaid('socket', answer(bids.maximum.bidId)))).toEqual([]);
    expect(problemsOf(withSaid('socket', answer(bids.first.bidId)))).toEqual([
      'bidder 2 was told the amount of a bid',
      'bidder 2 was told a maximum of paddle 2, as amountCents',
    ]);
    expect(problemsOf(withSaid('socket', answer(bids.maximum.bidId, { userId: 'u' })))).toEqual([
      'bidder 2 was told a field userId',
    ]);
    const text = JSON.stringify(answer(bids.maximum.bidId));
    const said = ['bidder 2', 'bidder 1'].map((to) => ({ to, over: 'socket' as const, text }));
    expect(problemsOf({ ...soundEvidence, said })).toEqual([
      'bidder 1 was told the amount of a bid',
      'bidder 1 was told a maximum of paddle 2, as amountCents',
    ]);
  });

  test('a history may name the maxima that were beaten, and commit to a reserve', () => {
    const entries = [
      ...history.slice(0, 4),
      { sequence: 5, events: [{ type: 'BidAccepted', kind: 'maximum', paddleNumber: 1 }] },
    ];
    const opened = (sequence: number, lot = lotId) => ({
      ...{ lotId: lot, entries, opened: [{ sequence, amountCents: 23_456, salt: '00' }] },
      agreed: { reserveCommitment: '00' },
    });
    expect(problemsOf(withSaid('http', opened(5)))).toEqual([]);
    expect(problemsOf(withSaid('http', opened(5, otherLotId)))).toEqual([]);
    const told = [
      'bidder 2 was told the amount of a bid',
      'bidder 2 was told a maximum of paddle 2, as amountCents',
    ];
    // The buyer's; who led a passed lot's; one that no bid of the history is; of a lot that is not over; and over a socket.
    expect(problemsOf(withSaid('http', opened(4)))).toEqual(told);
    expect(problemsOf(withSaid('http', opened(4, otherLotId)))).toEqual(told);
    expect(problemsOf(withSaid('http', opened(2)))).toEqual(told);
    expect(problemsOf(withSaid('http', opened(5, 'another lot' as typeof lotId)))).toEqual(told);
    expect(problemsOf(withSaid('socket', opened(5)))).toEqual(expect.arrayContaining(told));
  });

  test("one's own bids may be read by their bidder, but hold nobody's name", () => {
    const receipt = { bidId: 'a', kind: 'maximum', amountCents: 23_456 };
    expect(problemsOf(withSaid('own-bids', { receipts: [receipt] }))).toEqual([]);
    expect(problemsOf(withSaid('own-bids', { receipts: [{ ...receipt, userId: 'u' }] }))).toEqual([
      'bidder 2 was told a field userId',
    ]);
  });

  test('a statement may name the amounts of transfers, not of bids', () => {
    expect(problemsOf(withSaid('statement', { amountCents: 5 }))).toEqual([
      'bidder 2 was told the amount of a bid',
    ]);
  });

  test('each who was told is named, also where many were told the same', () => {
    const text = JSON.stringify(pushed({ userId: 'x' }));
    const said = ['bidder 1', 'viewer 1'].map((to) => ({ to, over: 'socket' as const, text }));
    expect(problemsOf({ ...soundEvidence, said })).toEqual([
      'bidder 1 was told a field userId',
      'viewer 1 was told a field userId',
    ]);
  });
});
