import { describe, expect, test } from 'vitest';
import { acknowledgedIsKept } from '../../simulation/auditor/checks/acknowledged-is-kept.ts';
import { doubtIsKept } from '../../simulation/auditor/checks/doubt-is-kept.ts';
import { pendingAnswersTrue } from '../../simulation/auditor/checks/pending-answers-true.ts';
import { refusalJustified } from '../../simulation/auditor/checks/refusal-justified.ts';
import { refusedStaysRefused } from '../../simulation/auditor/checks/refused-stays-refused.ts';
import { resendWaits } from '../../simulation/auditor/checks/resend-waits.ts';
import { stampsNoticed } from '../../simulation/auditor/checks/stamps-noticed.ts';
import type { Observation, StoredLot } from '../../simulation/observation.ts';
import {
  asked,
  bid,
  faces,
  firstBid,
  goodDrop,
  goodUntil,
  lots,
  opening,
  people,
  setUp,
  told,
  wrote,
} from './a-good-drop.ts';
import { changed, retold } from './changed.ts';
import { said, violationsOf } from './violations-of.ts';

/** The good drop with the answer of one handling changed. */
const withAnswer = (handling: string, parts: object): readonly Observation[] =>
  changed(
    goodDrop,
    'answered',
    (answer) => answer.handling === handling,
    (answer) => ({
      ...answer,
      text: retold(answer.text, parts),
    }),
  );

describe('[B10] acknowledged bids', () => {
  test('[B10] a bid answered before its commit is caught', () => {
    const late = changed(
      goodDrop,
      'lot-committed',
      ({ after }) => after.sequence === 3,
      () => [],
    );
    const commit: Observation = { ...wrote('first', 20_006, lots.bidOnce), atMs: 20_020 };
    const early = [...late.filter(({ atMs }) => atMs < 20_020), commit];
    expect(violationsOf(early, acknowledgedIsKept)).toEqual([
      {
        rule: 'B10',
        check: 'acknowledged-is-kept',
        message: 'bid bid-1 was answered leading, but is not committed',
        atMs: 20_012,
        lotId: 'lot-1',
      },
    ]);
  });

  test('[B10] a bid answered and never committed is caught', () => {
    const never = goodDrop.filter((o) => !(o.type === 'lot-committed' && o.after.sequence === 5));
    expect(said(never, acknowledgedIsKept)).toEqual([
      'B10 bid bid-3 was answered outbid, but is not committed',
    ]);
  });

  test.each([
    [{ outcome: 'outbid' }, 'outcome'],
    [{ sequence: 3 }, 'sequence'],
    [{ receivedAtMs: 30_004 }, 'receipt'],
    [{ repeated: true }, 'word on whether it is repeated'],
    [{ lot: faces.opened }, 'lot: not as it stood'],
    [{ lot: faces.sold }, 'lot: not as it stood'],
    [{ lot: undefined }, 'lot: none'],
    [{ askingPriceCents: 2_500 }, 'asking price'],
  ])('[B10] an answer that is not what happened is caught: %o', (parts, what) => {
    expect(said(withAnswer('second', parts), acknowledgedIsKept)).toEqual([
      `B10 the answer to bid bid-2 has the wrong ${what}`,
    ]);
  });

  /** Ann's first bid sent again at 67,000, when the lot is at sequence 5, and its answer. */
  const again = (parts: object): readonly Observation[] => [
    ...goodUntil(67_000),
    ...asked('again', 67_000, 'ann-1', bid('bid-1', 1_000, 'exact', 2)),
    ...told('again', 67_010, 'ann', 'ann-1', {
      ...{ type: 'bid-answer', bidId: 'bid-1', lotId: 'lot-1', outcome: 'leading', repeated: true },
      ...{ sequence: 3, receivedAtMs: 20_003, serverNowMs: 67_010, lot: faces.bidThrice },
      ...{ askingPriceCents: 2_800, ...parts },
    }),
  ];

  test('[B10] sent again, a bid gets its first outcome with the lot as it stands', () => {
    expect(said(again({}), acknowledgedIsKept)).toEqual([]);
    expect(said(again({ receivedAtMs: 67_003 }), acknowledgedIsKept)).toEqual([
      'B10 the answer to bid bid-1 has the wrong receipt',
    ]);
    expect(said(again({ repeated: false }), acknowledgedIsKept)).toEqual([
      'B10 the answer to bid bid-1 has the wrong word on whether it is repeated',
    ]);
    expect(said(again({ lot: faces.bidOnce, askingPriceCents: 1_100 }), acknowledgedIsKept)).toEqual([
      'B10 the answer to bid bid-1 has the wrong lot: not as it stood',
    ]);
  });

  test('[B10] told of another amount it is caught', () => {
    const other = changed(
      again({}),
      'message-received',
      ({ message }) => message === 'again',
      (received) => ({ ...received, text: retold(received.text, { amountCents: 1_001 }) }),
    );
    expect(said(other, acknowledgedIsKept)).toEqual(['B10 the answer to bid bid-1 has the wrong amount']);
  });

  test('[B10] told to somebody else it is caught', () => {
    const toBen = changed(
      again({}),
      'message-received',
      ({ message }) => message === 'again',
      (received) => ({
        ...received,
        connection: 'ben-1',
      }),
    );
    expect(said(toBen, acknowledgedIsKept)).toEqual(['B10 the answer to bid bid-1 has the wrong paddle']);
  });
});

/** A bid at 40,000 on the lot as told, committed at 30,000, with its refusal at 40,010. */
function refused(
  lot: Partial<StoredLot>,
  code: string,
  more: {
    bid?: ReturnType<typeof bid>;
    connection?: string;
    answer?: object;
    clockMs?: number;
    after?: readonly Observation[];
  } = {},
): readonly Observation[] {
  const {
    bid: wish = bid('bid-9', 2_600, 'exact'),
    connection = 'ann-1',
    answer = {},
    clockMs,
    after = [],
  } = more;
  const over = ['sold', 'passed', 'withdrawn'].includes(lot.status ?? 'open');
  return [
    ...setUp,
    ...people,
    { type: 'lot-committed', atMs: 30_000, after: { ...lots.bidTwice, ...lot } },
    ...after,
    ...asked('nine', 40_000, connection, wish),
    ...told('nine', clockMs ?? 40_010, 'ann', connection, {
      ...{ type: 'bid-answer', bidId: wish.bidId, lotId: 'lot-1', outcome: 'refused', code },
      ...{ sequence: 4, receivedAtMs: 40_003, serverNowMs: 40_010, lot: faces.bidTwice },
      ...(over ? {} : { askingPriceCents: 2_600 }),
      ...answer,
    }),
  ];
}

describe('[B9] refusals', () => {
  const leads = { leader: { paddleNumber: 7, ceilingCents: 3_000, bidSequence: 4 } };
  const low = bid('bid-9', 2_599, 'exact');
  test.each<[string, Partial<StoredLot>, Parameters<typeof refused>[2]]>([
    ['paddle-suspended', { suspendedPaddles: [7] }, {}],
    ['lot-not-open', { status: 'paused' }, {}],
    ['lot-closed', { closesAtMs: 40_002 }, {}],
    ['lot-closed', { status: 'sold' }, {}],
    ['already-leading', leads, {}],
    ['maximum-not-raised', leads, { bid: bid('bid-9', 3_000, 'maximum') }],
    ['below-asking-price', {}, { bid: low }],
    ['above-paddle-limit', { leader: undefined }, { bid: bid('bid-9', 5_001, 'exact'), connection: 'ben-1' }],
  ])('[B9] %s with its reason is right, and without it is caught', (code, lot, more) => {
    expect(said(refused(lot, code, more), refusalJustified)).toEqual([]);
    const rule = code === 'lot-closed' ? 'C6' : 'B9';
    expect(said(refused({}, code), refusalJustified)).toEqual([
      `${rule} bid bid-9 was refused ${code}: nothing speaks against the bid`,
    ]);
  });

  test('[B9] a reason that comes later than another is caught', () => {
    const observed = refused({ suspendedPaddles: [7] }, 'below-asking-price', { bid: low });
    expect(said(observed, refusalJustified)).toEqual([
      'B9 bid bid-9 was refused below-asking-price: paddle-suspended comes first',
    ]);
  });

  test('[B9] a lot that is known and its own is not unknown', () => {
    expect(said(refused({}, 'lot-unknown'), refusalJustified)).toEqual([
      'B9 bid bid-9 was refused lot-unknown: the lot is known',
    ]);
    const wish = { ...bid('bid-9', 2_600, 'exact'), lotId: 'lot-7' };
    expect(said(refused({}, 'lot-unknown', { bid: wish }), refusalJustified)).toEqual([]);
  });

  test('[C6] a bid in time is not late before the grace is over by the clock of its function', () => {
    const late = (clockMs: number) =>
      said(refused({ closesAtMs: 40_003 }, 'lot-closed', { clockMs }), refusalJustified);
    expect(late(41_003)).toEqual(['C6 bid bid-9 was refused lot-closed: nothing speaks against the bid']);
    expect(late(41_004)).toEqual([]);
  });

  test.each([
    [{ sequence: 9 }, 'the lot never was at sequence 9'],
    [{ askingPriceCents: 2_500 }, 'it names a wrong asking price'],
    [{ lot: faces.opened }, 'it shows another state than it was decided on'],
    [{ receivedAtMs: 40_100 }, 'its stamp 40003 counts as 40100'],
  ])('[B9] a refusal that does not say what it rests on is caught: %o', (answer, what) => {
    expect(said(refused({}, 'below-asking-price', { bid: low, answer }), refusalJustified)).toEqual([
      `B9 bid bid-9 was refused below-asking-price: ${what}`,
    ]);
  });

  /** The same with a newer state that replaced the one decided on at this time. */
  const replaced = (atMs: number, code: string, more: Parameters<typeof refused>[2] & object = {}) =>
    said(
      refused(more.connection === undefined ? {} : { status: 'paused' }, code, {
        ...more,
        connection: 'ann-1',
        after: [
          { type: 'lot-committed', atMs, after: { ...lots.bidThrice, events: [{ type: 'LotPassed' }] } },
        ],
      }),
      refusalJustified,
    );

  test('[B9] too low may rest on a state that had passed 1,200 ms before the bid came, and no older one', () => {
    expect(replaced(38_803, 'below-asking-price', { bid: low })).toEqual([]);
    expect(replaced(38_802, 'below-asking-price', { bid: low })).toEqual([
      'B9 bid bid-9 was refused below-asking-price: it rests on a copy of the lot that is too old',
    ]);
  });

  test('[B9] a resend may not be called too low from a copy', () => {
    expect(replaced(39_000, 'below-asking-price', { bid: bid('bid-9', 2_599, 'exact', 2) })).toEqual([
      'B9 bid bid-9 was refused below-asking-price: a resend was refused from a copy of the lot',
    ]);
  });

  test('[B9] nor a bid on a copy that nobody leads', () => {
    const fresh = { leader: undefined, priceCents: undefined };
    const observed = refused(fresh, 'below-asking-price', {
      bid: bid('bid-9', 999, 'exact'),
      answer: { askingPriceCents: 1_000 },
      after: [{ type: 'lot-committed', atMs: 39_000, after: lots.bidThrice }],
    });
    expect(said(observed, refusalJustified)).toEqual([
      'B9 bid bid-9 was refused below-asking-price: it rests on a copy of the lot that nobody leads',
    ]);
  });

  test('[B9] an answer on a connection that nobody made is caught', () => {
    const unknown = changed(
      refused({}, 'lot-closed'),
      'connected',
      () => true,
      () => [],
    );
    expect(said(unknown, refusalJustified)).toEqual([
      'C6 bid bid-9 was refused lot-closed: nobody is known to have asked',
    ]);
  });

  test('[B9] nothing else may be said from a copy', () => {
    expect(replaced(39_000, 'lot-not-open', { connection: 'paused' })).toEqual([
      'B9 bid bid-9 was refused lot-not-open: the lot had moved on before the bid came',
    ]);
  });

  test('[B10] bid-id-reused is for another bid under an accepted id', () => {
    const reused = (wish: ReturnType<typeof bid>): readonly Observation[] => [
      ...goodUntil(40_000),
      ...asked('nine', 40_000, 'ann-1', wish),
      ...told('nine', 40_010, 'ann', 'ann-1', {
        ...{
          type: 'bid-answer',
          bidId: wish.bidId,
          lotId: 'lot-1',
          outcome: 'refused',
          code: 'bid-id-reused',
        },
        ...{
          sequence: 4,
          receivedAtMs: 40_003,
          serverNowMs: 40_010,
          lot: faces.bidTwice,
          askingPriceCents: 2_600,
        },
      }),
    ];
    expect(said(reused(bid('bid-1', 1_500, 'exact')), refusalJustified)).toEqual([]);
    expect(said(reused(bid('bid-1', 1_000, 'exact')), refusalJustified)).toEqual([
      'B9 bid bid-1 was refused bid-id-reused: that very bid was accepted',
    ]);
    expect(said(reused(bid('bid-9', 1_000, 'exact')), refusalJustified)).toEqual([
      'B9 bid bid-9 was refused bid-id-reused: nothing was accepted under that id',
    ]);
  });
});

describe('[B10] what was refused', () => {
  const answer = (name: string, atMs: number, parts: object = {}) =>
    told(name, atMs, 'ann', 'ann-1', {
      ...{
        type: 'bid-answer',
        bidId: 'bid-1',
        lotId: 'lot-1',
        outcome: 'refused',
        code: 'below-asking-price',
      },
      ...{ sequence: 2, receivedAtMs: 20_003, serverNowMs: atMs, ...parts },
    });
  const commit = { ...wrote('first', 20_006, lots.bidOnce), atMs: 21_900 };
  const sent = asked('first', 20_000, 'ann-1', bid('bid-1', 1_000, 'exact'));
  const resent = (attempt: number) => asked('again', 21_000, 'ann-1', bid('bid-1', 1_000, 'exact', attempt));
  const start = [...setUp, ...people, ...opening];

  test('[B10] a resend refused while its first sending lands later is caught', () => {
    const observed = [...start, ...sent, ...resent(2), ...answer('again', 21_010), commit];
    expect(violationsOf(observed, refusedStaysRefused)).toEqual([
      {
        rule: 'B10',
        check: 'refused-stays-refused',
        message: 'bid bid-1 was accepted after it had been refused',
        atMs: 21_900,
        lotId: 'lot-1',
      },
    ]);
  });

  test('[B10] a sending refused whose own write lands later is caught', () => {
    expect(said([...start, ...sent, ...answer('first', 20_500), commit], refusedStaysRefused)).toEqual([
      'B10 bid bid-1 was accepted after it had been refused',
    ]);
  });

  test('[B10] a resend refused after its acceptance is caught', () => {
    const observed = [...start, ...firstBid, ...resent(2), ...answer('again', 21_010)];
    expect(said(observed, refusedStaysRefused)).toEqual([
      'B10 bid bid-1 was refused below-asking-price, but had been accepted at 3',
    ]);
  });

  test('[B10] a refused bid is decided afresh when it is sent again, and another under its id is another', () => {
    const afresh = [
      ...start,
      ...sent,
      ...answer('first', 20_500),
      ...resent(2),
      { ...wrote('again', 21_006, lots.bidOnce), atMs: 21_010 },
    ];
    expect(said(afresh, refusedStaysRefused)).toEqual([]);
    const reused = [
      ...start,
      ...firstBid,
      ...resent(2),
      ...answer('again', 21_010, { code: 'bid-id-reused' }),
    ];
    expect(said(reused, refusedStaysRefused)).toEqual([]);
  });
});

describe('[B10] writes without a reply', () => {
  const next = { ...lots.bidOnce, committedAtMs: 20_030 };
  const sent = (atMs: number, lot: StoredLot): Observation => ({
    type: 'write-sent',
    atMs,
    handling: 'first',
    next: lot,
  });
  const answered = (atMs: number, outcome: 'ambiguous' | 'lost' | 'throttled'): Observation => ({
    type: 'write-answered',
    atMs,
    handling: 'first',
    lotId: 'lot-1',
    outcome,
  });
  const start: readonly Observation[] = [
    ...goodUntil(20_000),
    ...asked('first', 20_000, 'ann-1', bid('bid-1', 1_000, 'exact')),
    sent(20_006, lots.bidOnce),
    answered(20_010, 'ambiguous'),
  ];
  const wrong = ['B10 a write in doubt was followed by another: committedAtMs is 20030, not 20006'];

  test('[B10] the same write again is right, another one is caught', () => {
    expect(said([...start, sent(20_030, lots.bidOnce)], doubtIsKept)).toEqual([]);
    expect(said([...start, sent(20_030, next)], doubtIsKept)).toEqual(wrong);
    const throttled = [
      ...start,
      sent(20_020, lots.bidOnce),
      answered(20_025, 'throttled'),
      sent(20_030, next),
    ];
    expect(said(throttled, doubtIsKept)).toEqual(wrong);
  });

  test('[B10] once the sequence has moved, another write is right', () => {
    const moved = [...start, sent(20_020, lots.bidOnce), answered(20_025, 'lost'), sent(20_030, next)];
    expect(said(moved, doubtIsKept)).toEqual([]);
    const another: Observation = { type: 'lot-committed', atMs: 20_020, after: lots.bidOnce };
    const overtaken = [...start, another, sent(20_030, { ...next, sequence: 4 })];
    expect(said(overtaken, doubtIsKept)).toEqual([]);
  });

  test('[B10] a refusal while a write is in doubt is caught, an unknown is right', () => {
    const ends = (outcome: string) =>
      said(
        [...start, ...told('first', 20_030, 'ann', 'ann-1', { type: 'bid-answer', outcome, lotId: 'lot-1' })],
        doubtIsKept,
      );
    expect(ends('unknown')).toEqual([]);
    expect(ends('refused')).toEqual(['B10 a bid was refused while its write was in doubt']);
  });
});

describe('[B10] resends while a write of an earlier sending is adrift', () => {
  const adrift = (outcome: 'ambiguous' | 'throttled'): readonly Observation[] => [
    ...goodUntil(20_000),
    ...asked('first', 20_000, 'ann-1', bid('bid-1', 1_000, 'exact')),
    { type: 'write-sent', atMs: 20_006, handling: 'first', next: lots.bidOnce },
    { type: 'write-answered', atMs: 20_010, handling: 'first', lotId: 'lot-1', outcome },
  ];
  const resend = (atMs: number, outcome: string, code?: string): readonly Observation[] => [
    ...asked('again', atMs, 'ann-1', bid('bid-1', 1_000, 'exact', 2)),
    ...told('again', atMs + 10, 'ann', 'ann-1', { type: 'bid-answer', outcome, code, lotId: 'lot-1' }),
  ];
  const found = (...parts: readonly (readonly Observation[])[]) => said(parts.flat(), resendWaits);

  test('[B10] a refusal is caught until the write can land no more, an unknown is right', () => {
    expect(found(adrift('ambiguous'), resend(21_000, 'refused', 'lot-closed'))).toEqual([
      'B10 a resend was refused; an earlier sending wrote 1004 ms before, and may land',
    ]);
    expect(found(adrift('ambiguous'), resend(21_000, 'unknown'))).toEqual([]);
    expect(found(adrift('ambiguous'), resend(21_995, 'refused', 'lot-closed'))).toHaveLength(1);
    expect(found(adrift('ambiguous'), resend(21_996, 'refused', 'lot-closed'))).toEqual([]);
  });

  test('[B10] a refusal is right where nothing is adrift, or the lot has moved past it', () => {
    expect(found(adrift('throttled'), resend(21_000, 'refused', 'lot-closed'))).toEqual([]);
    const moved: Observation = { type: 'lot-committed', atMs: 20_500, after: lots.bidOnce };
    expect(found(adrift('ambiguous'), [moved], resend(21_000, 'refused', 'lot-closed'))).toEqual([]);
    expect(found(adrift('ambiguous'), resend(21_000, 'refused', 'bid-id-reused'))).toEqual([]);
  });
});

describe('[B10] bids that a phone asks about when it comes back', () => {
  const asking = (outcome: string, bidId = 'bid-1'): readonly Observation[] => [
    ...goodUntil(40_000),
    ...asked('hello', 40_000, 'ann-1', {
      action: 'hello',
      protocol: 1,
      have: {},
      pending: [
        { bidId: 'bid-1', lotId: 'lot-1' },
        { bidId: 'bid-8', lotId: 'lot-1' },
      ],
    }),
    ...told('hello', 40_010, 'ann', 'ann-1', { type: 'welcome', pending: [{ bidId, outcome }] }),
  ];

  test.each(['leading', 'unknown'])('[B10] of an accepted bid %s is true', (outcome) => {
    expect(said(asking(outcome), pendingAnswersTrue)).toEqual([]);
  });

  test.each(['outbid', 'not-accepted'])('[B10] of an accepted bid %s is caught', (outcome) => {
    expect(said(asking(outcome), pendingAnswersTrue)).toEqual([
      `B10 a welcome says ${outcome} of bid bid-1; it is leading`,
    ]);
  });

  test('[B10] of a bid that never was, only that is true', () => {
    expect(said(asking('not-accepted', 'bid-8'), pendingAnswersTrue)).toEqual([]);
    expect(said(asking('leading', 'bid-8'), pendingAnswersTrue)).toEqual([
      'B10 a welcome says leading of bid bid-8; it is undefined',
    ]);
  });

  test('[wire] a bid that was not asked about is caught', () => {
    expect(said(asking('leading', 'bid-2'), pendingAnswersTrue)).toEqual([
      'wire a welcome names bid bid-2, which nobody asked about',
    ]);
  });
});

describe('[B2] stamps ahead of the clock', () => {
  /** The refused bid, handled by an instance whose clock is this. */
  const at = (clockMs: number, counted: boolean): readonly Observation[] =>
    refused({}, 'below-asking-price').flatMap((observed): Observation[] => {
      if (observed.type === 'answered') return [{ ...observed, clockMs: clockMs + 5 }];
      if (observed.type !== 'handling-started') return [observed];
      const started = { ...observed, clockMs };
      if (!counted) return [started];
      return [started, { type: 'metric-counted', atMs: 40_005, handling: 'nine', name: 'stampAhead' }];
    });

  test('[B2] one further ahead than 100 ms must be counted', () => {
    expect(said(at(39_800, true), stampsNoticed)).toEqual([]);
    expect(said(at(39_800, false), stampsNoticed)).toEqual([
      'B2 a stamp 97 ms too far ahead was not noticed',
    ]);
  });

  test('[B2] one that is right must not be counted', () => {
    expect(said(at(39_910, false), stampsNoticed)).toEqual([]);
    expect(said(at(39_910, true), stampsNoticed)).toEqual(['B2 a stamp that is right was counted as ahead']);
  });
});
