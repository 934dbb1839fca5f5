import { describe, expect, test } from 'vitest';
import { noBidAfterClose } from '../../../packages/rehearsal/src/checks/no-bid-after-close.ts';
import { bids, history, soundEvidence, withBids, withHistory } from './sound-evidence.ts';

const problemsOf = (evidence: typeof soundEvidence) => noBidAfterClose(evidence).problems;
const receivedAt = (receivedAtMs: number) =>
  history.map((entry) =>
    entry.sequence === 5
      ? { ...entry, events: [{ ...entry.events[0], receivedAtMs }, ...entry.events.slice(1)] }
      : entry,
  );

describe('[C6] no bid received after the close was accepted', () => {
  test('holds for a drop in which all is well', () => {
    expect(noBidAfterClose(soundEvidence)).toEqual({
      name: "nobody's bid received after the close was accepted",
      held: true,
      problems: [],
    });
  });

  test('a bid received at the close is in time, one millisecond later it is not', () => {
    expect(problemsOf(withHistory(receivedAt(108_000)))).toEqual([]);
    expect(problemsOf(withHistory(receivedAt(108_001)))).toEqual([
      'lot 1: the bid of paddle 1 at 5 was received 1 ms after the close',
    ]);
  });

  test('the close that counts is the one before the bid, not the one it brought about', () => {
    expect(problemsOf(withHistory(receivedAt(109_500)))).toEqual([
      'lot 1: the bid of paddle 1 at 5 was received 1500 ms after the close',
    ]);
  });

  test('an answer that says so, even if the history does not', () => {
    const late = { ...bids.late, answers: [{ ...bids.late.answers[0], receivedAtMs: 108_020 }] };
    expect(problemsOf(withBids(bids.first, late))).toEqual([
      'lot 1: bid 01JD000000000000000000000C was answered outbid, received 20 ms after the close',
    ]);
  });

  test('a bid that was only sent after the close, whatever its stamp says', () => {
    expect(problemsOf(withBids(bids.first, { ...bids.late, sentAtMs: 108_400 }))).toEqual([
      'lot 1: bid 01JD000000000000000000000C was accepted although it was sent 400 ms after the close',
    ]);
    expect(problemsOf(withBids(bids.first, { ...bids.late, sentAtMs: 108_100 }))).toEqual([]);
  });

  test('a refused bid may come as late as it likes', () => {
    const refused = {
      ...bids.late,
      sentAtMs: 119_000,
      answers: [{ outcome: 'refused', code: 'lot-closed', heardAtMs: 119_020 }],
    };
    const evidence = withBids(bids.first, refused);
    expect(problemsOf(evidence)).toEqual([]);
  });

  test('a bid in the history without a receipt', () => {
    const bare = history.map((entry) =>
      entry.sequence === 4 ? { ...entry, events: [{ ...entry.events[0], receivedAtMs: 'late' }] } : entry,
    );
    expect(problemsOf(withHistory(bare))).toEqual(['lot 1: the bid at 4 has no receipt']);
  });
});
