import type { PaddleNumber } from '@gaveldrop/units';
import { describe, expect, test } from 'vitest';
import { readTestimony, textReader } from '../../../packages/rehearsal/src/read-testimony.ts';
import { bids, lotForms, lotId } from './sound-evidence.ts';

const bidder = { name: 'bidder 1', role: 'bidder', paddleNumber: 1 as PaddleNumber } as const;
const at = (atMs: number, message: unknown) => ({
  atMs,
  text: typeof message === 'string' ? message : JSON.stringify(message),
});
const read = (sent: ReturnType<typeof at>[], heard: ReturnType<typeof at>[]) =>
  readTestimony(bidder, { sent, heard }, textReader());

const { bidId } = bids.first;
const sending = { action: 'bid', bidId, lotId, amountCents: 10_000, kind: 'exact', attempt: 1 };
const answer = { type: 'bid-answer', bidId, lotId, receivedAtMs: 101_005, serverNowMs: 101_015 };

describe('what a transcript says', () => {
  test('a bid is one bid however often it is sent; its latency counts from the first sending', () => {
    const { bids: heard } = read(
      [at(1, { action: 'hello' }), at(10, sending), at(20, { ...sending, attempt: 2 })],
      [at(30, { ...answer, outcome: 'leading', sequence: 3, lot: lotForms[1] })],
    );
    expect(heard).toEqual([
      {
        ...{ bidId, lotId, paddleNumber: 1, amountCents: 10_000, kind: 'exact', sentAtMs: 10 },
        answers: [{ outcome: 'leading', sequence: 3, receivedAtMs: 101_005, heardAtMs: 30 }],
      },
    ]);
  });

  test('busy and unknown are counted and settle nothing', () => {
    const testimony = read(
      [at(10, sending)],
      [at(20, { ...answer, outcome: 'busy' }), at(30, { ...answer, outcome: 'unknown', afterSequence: 2 })],
    );
    expect(testimony).toMatchObject({ busyAnswers: 1, unknownAnswers: 1, bids: [{ answers: [] }] });
  });

  test('a refusal keeps its code, and every final answer is kept', () => {
    const testimony = read(
      [at(10, sending)],
      [
        at(20, { ...answer, outcome: 'refused', code: 'lot-closed' }),
        at(30, { ...answer, outcome: 'outbid', sequence: 4 }),
      ],
    );
    expect(testimony.bids[0]?.answers).toEqual([
      { outcome: 'refused', code: 'lot-closed', receivedAtMs: 101_005, heardAtMs: 20 },
      { outcome: 'outbid', sequence: 4, receivedAtMs: 101_005, heardAtMs: 30 },
    ]);
  });

  test('a welcome settles a bid it calls accepted, and no other', () => {
    const welcome = { type: 'welcome', lots: [], pending: [{ bidId, outcome: 'outbid' }] };
    const open = { type: 'welcome', lots: [], pending: [{ bidId, outcome: 'not-accepted' }] };
    const testimony = read([at(10, sending)], [at(15, open), at(20, welcome)]);
    expect(testimony.bids[0]?.answers).toEqual([{ outcome: 'outbid', heardAtMs: 20 }]);
  });

  test('a bid whose first answer was lost is counted once, one that was heard at first is not', () => {
    const welcome = { type: 'welcome', lots: [], pending: [{ bidId, outcome: 'leading' }] };
    const leading = { ...answer, outcome: 'leading', sequence: 3 };
    const again = { ...leading, repeated: true };
    const askedAgain = (...heard: object[]) =>
      read(
        [at(10, sending)],
        heard.map((message) => at(20, message)),
      ).askedAgain;
    expect(askedAgain(again)).toBe(1);
    expect(askedAgain(welcome, again)).toBe(1);
    expect(askedAgain(leading, again)).toBe(0);
  });

  test('lots are told apart by whether they were pushed, in order of receipt', () => {
    const testimony = read(
      [],
      [
        at(1, { type: 'welcome', lots: [lotForms[0]], pending: [] }),
        at(2, { type: 'lots', lots: [lotForms[2], lotForms[1]] }),
        at(3, { type: 'pong', lots: [lotForms[3]] }),
        at(4, { type: 'lot-answer', lot: lotForms[4] }),
      ],
    );
    expect(testimony.lots.map(({ lot, heardAtMs, pushed }) => [lot.sequence, heardAtMs, pushed])).toEqual([
      [2, 1, false],
      [4, 2, true],
      [3, 2, true],
      [5, 3, false],
      [6, 4, false],
    ]);
  });

  test('nonsense says nothing', () => {
    const testimony = read(
      [at(1, 'not JSON'), at(2, '[]')],
      [
        at(3, '{'),
        at(4, 'null'),
        at(5, { type: 'lots', lots: [7, { lotId: 1 }] }),
        at(6, { message: 'Forbidden' }),
      ],
    );
    const none = { busyAnswers: 0, unknownAnswers: 0, askedAgain: 0 };
    expect(testimony).toEqual({ ...bidder, bids: [], lots: [], ...none });
  });
});
