import { describe, expect, test } from 'vitest';
import { historyIsWhole } from '../../simulation/auditor/checks/history-is-whole.ts';
import { lotsEnd } from '../../simulation/auditor/checks/lots-end.ts';
import { nothingPrivate } from '../../simulation/auditor/checks/nothing-private.ts';
import { ownBidsTrue } from '../../simulation/auditor/checks/own-bids-true.ts';
import { phoneNeverGoesBack } from '../../simulation/auditor/checks/phone-never-goes-back.ts';
import { phonesConverge } from '../../simulation/auditor/checks/phones-converge.ts';
import { publicHistoryTrue } from '../../simulation/auditor/checks/public-history-true.ts';
import { toldLotsAreTrue } from '../../simulation/auditor/checks/told-lots-are-true.ts';
import { welcomeHoldsAll } from '../../simulation/auditor/checks/welcome-holds-all.ts';
import type { Observation, StoredLot } from '../../simulation/observation.ts';
import { asked, faces, goodDrop, goodUntil, lots, refusalReceipt, told, wrote } from './a-good-drop.ts';
import { changed, retold } from './changed.ts';
import { said, violationsOf } from './violations-of.ts';

/** The good drop until 31,000, and then a push of this lot to Ann. */
const pushing = (lot: object): readonly Observation[] => [
  ...goodUntil(31_000),
  {
    type: 'delivered',
    atMs: 31_000,
    phone: 'ann',
    connection: 'ann-1',
    channel: 'push',
    text: JSON.stringify({ type: 'lots', serverNowMs: 31_000, lots: [lot] }),
  },
];

describe('[L4] what phones are told', () => {
  test.each([
    [
      '[L4] a ceiling',
      { leaderCeilingCents: 3_000 },
      'L4 a message says: leaderCeilingCents is 3000, where nothing belongs',
    ],
    [
      '[L4] a maximum in the place of the price',
      { priceCents: 3_000 },
      'L3 a message says: priceCents is 3000, not 2500',
    ],
    [
      '[L4] a maximum in the asking price',
      { askingPriceCents: 3_100 },
      'L3 a message says: askingPriceCents is 3100, not 2600',
    ],
    ['[L4] a reserve not met', { reserveMet: false }, 'L3 a message says: reserveMet is false, not true'],
    ['[L3] another leader', { leadingPaddle: 7 }, 'L3 a message says: leadingPaddle is 7, not 8'],
    ['[L3] a close that is not', { closesAtMs: 70_007 }, 'L3 a message says: closesAtMs is 70007, not 70006'],
    ['[L3] a state not committed', { sequence: 5 }, 'L3 a message says: lot 1 never was at sequence 5'],
    [
      '[L4] an underbidder',
      { underbidderPaddle: 7 },
      'L4 a message says: underbidderPaddle is 7, where nothing belongs',
    ],
  ])('%s in a pushed lot is caught', (_title, parts, message) => {
    expect(said(pushing(faces.bidTwice), toldLotsAreTrue)).toEqual([]);
    expect(said(pushing({ ...faces.bidTwice, ...parts }), toldLotsAreTrue)).toEqual([message]);
  });

  test('[L3] what the saleroom says in the end must be the newest state', () => {
    const stale = changed(
      goodDrop,
      'public-lot-final',
      () => true,
      (final) => ({ ...final, lot: faces.bidThrice }),
    );
    expect(said(stale, toldLotsAreTrue)).toEqual(['L3 the saleroom still says sequence 5']);
    const wrong = changed(
      goodDrop,
      'public-lot-final',
      () => true,
      (final) => ({ ...final, lot: { ...faces.sold, buyerPaddle: 7 } }),
    );
    expect(said(wrong, toldLotsAreTrue)).toEqual(['L3 the saleroom says: buyerPaddle is 7, not 8']);
  });

  test('[L4] a key that nobody said was public is caught', () => {
    const leaking = changed(
      goodDrop,
      'delivered',
      ({ atMs }) => atMs === 30_015,
      (delivered) => ({
        ...delivered,
        text: retold(delivered.text, { ceilingCents: 3_000 }),
      }),
    );
    expect(violationsOf(leaking, nothingPrivate)).toEqual([
      {
        rule: 'L4',
        check: 'nothing-private',
        message: 'a message has a key ceilingCents that is not public',
        atMs: 30_015,
      },
    ]);
    const inWelcome = changed(
      goodDrop,
      'delivered',
      ({ atMs }) => atMs === 2_012,
      (delivered) => ({
        ...delivered,
        text: retold(delivered.text, { you: { role: 'bidder', paddleNumber: 7, userId: 'user-ann' } }),
      }),
    );
    expect(said(inWelcome, nothingPrivate)).toEqual(['L4 a message has a key userId that is not public']);
  });

  test("[L4] a refusal's receipt that says more, or another thing, than its bid and answer is caught", () => {
    const withReceipt = (type: 'answered' | 'delivered', fields: object) =>
      changed(
        goodDrop,
        type,
        ({ text }) => text.includes('"refused"'),
        (one) => ({ ...one, text: retold(one.text, { receipt: { ...refusalReceipt, ...fields } }) }),
      );
    expect(said(goodDrop, nothingPrivate)).toEqual([]);
    expect(said(withReceipt('delivered', { ceilingCents: 3_000 }), nothingPrivate)).toEqual([
      'L4 a message has a key ceilingCents that is not public',
    ]);
    for (const [field, value] of [
      ['bidId', 'bid-2'],
      ['paddleNumber', 8],
      ['amountCents', 2_751],
      ['code', 'lot-closed'],
      ['askingPriceCents', 2_900],
      ['sequence', 6],
    ] as const)
      expect(said(withReceipt('answered', { [field]: value }), nothingPrivate)).toEqual([
        `L4 a receipt differs from its bid and answer in ${field}`,
      ]);
  });

  test("[L4] an answer to another's question is caught", () => {
    const foreign = changed(
      goodDrop,
      'answered',
      ({ handling }) => handling === 'third',
      (answer) => ({
        ...answer,
        text: retold(answer.text, { bidId: 'bid-2' }),
      }),
    );
    expect(said(foreign, nothingPrivate)).toEqual([
      'L4 an answer tells of bid bid-2, which was not asked for on that connection',
    ]);
    const paddle = changed(
      goodDrop,
      'answered',
      ({ handling }) => handling === 'hello-ann',
      (answer) => ({
        ...answer,
        text: retold(answer.text, { you: { role: 'bidder', paddleNumber: 8 } }),
      }),
    );
    expect(said(paddle, nothingPrivate)).toEqual([
      'L4 an answer tells of paddle 8, which was not asked for on that connection',
    ]);
  });

  test('[L4] an answer to a command or a ping that was not sent is caught', () => {
    const answered = (said_: object, answer: object) =>
      said(
        [
          ...goodUntil(40_000),
          ...asked('nine', 40_000, 'ann-1', said_),
          ...told('nine', 40_010, 'ann', 'ann-1', answer),
        ],
        nothingPrivate,
      );
    const command = { action: 'lot', commandId: 'command-9', lotId: 'lot-1' };
    const done = { type: 'lot-answer', commandId: 'command-9', lotId: 'lot-1' };
    expect(answered(command, done)).toEqual([]);
    expect(answered(command, { ...done, commandId: 'command-8' })).toEqual([
      'L4 an answer tells of command command-8, which was not asked for on that connection',
    ]);
    expect(answered({ action: 'ping', sentAtMs: 5 }, { type: 'pong', sentAtMs: 5 })).toEqual([]);
    expect(answered({ action: 'ping', sentAtMs: 5 }, { type: 'pong', sentAtMs: 6 })).toEqual([
      'L4 an answer tells of ping of 6, which was not asked for on that connection',
    ]);
  });

  test.each([
    ['a maximum', 'bid more than 3000', ['L4 an error message says 3000']],
    ['a reserve', 'the reserve of 2500 is not met', ['L4 an error message says 2500']],
    ["another's bid", 'bid-2 leads', ['L4 an error message says bid-2']],
    ['a person', 'outbid by user-ben', ['L4 an error message says user-ben']],
    ['what the phone said itself', 'amountCents: 99 is not an amount', []],
  ])('[L4] %s in a text for people', (_title, message, found) => {
    const observed = [
      ...goodUntil(40_000),
      ...asked('nine', 40_000, 'ann-1', { action: 'bid', amountCents: 99 }),
      ...told('nine', 40_010, 'ann', 'ann-1', { type: 'error', code: 'invalid-field', message, of: 'bid' }),
    ];
    expect(said(observed, nothingPrivate)).toEqual(found);
  });
});

describe('[wire] welcomes', () => {
  /** Ann comes back at 65,000, while the third bid is committed; the welcome was read before or after it. */
  const back = (registered: 'before' | 'after', lot: object, have: object): readonly Observation[] => {
    const registers: Observation = { type: 'connection-registered', atMs: 65_011, connection: 'ann-1' };
    const commit: Observation = { ...wrote('third', 65_000, lots.bidThrice), atMs: 65_011 };
    return [
      ...goodUntil(64_000),
      ...asked('third', 64_990, 'ann-1', {}),
      ...asked('back', 65_003, 'ann-1', { action: 'hello', have }),
      ...(registered === 'before' ? [registers, commit] : [commit, registers]),
      ...told('back', 65_020, 'ann', 'ann-1', { type: 'welcome', more: false, lots: [lot], pending: [] }),
    ];
  };

  test('[wire] registered before it is read, a phone may be welcomed with what stood before or after a change', () => {
    expect(said(back('before', faces.bidTwice, {}), welcomeHoldsAll)).toEqual([]);
    expect(said(back('before', faces.bidThrice, {}), welcomeHoldsAll)).toEqual([]);
  });

  test('[wire] registered after it was read, the change in between is lost: caught', () => {
    expect(said(back('after', faces.bidTwice, {}), welcomeHoldsAll)).toEqual([
      'wire a phone is welcomed at sequence 4; 5 stood when it was registered',
    ]);
    expect(said(back('after', faces.bidThrice, {}), welcomeHoldsAll)).toEqual([]);
  });

  test('[wire] what a phone has need not be told again', () => {
    const other = { ...faces.bidTwice, lotId: 'lot-7' };
    expect(said(back('before', other, { 1: 4 }), welcomeHoldsAll)).toEqual([]);
    expect(said(back('before', other, { 1: 3 }), welcomeHoldsAll)).toEqual([
      'wire a phone is welcomed at sequence 3; 4 stood when it was registered',
    ]);
  });

  test('[wire] a welcome without registering is caught', () => {
    const never = goodDrop.filter(({ type }) => type !== 'connection-registered');
    expect(said(never, welcomeHoldsAll)).toEqual([
      'wire a welcome was given to a connection before it was registered',
      'wire a welcome was given to a connection before it was registered',
      'wire a welcome was given to a connection before it was registered',
    ]);
  });
});

describe('[wire] what phones show', () => {
  const shows = (atMs: number, lot: typeof faces.bidOnce | typeof faces.opened): Observation => ({
    type: 'phone-shows',
    atMs,
    phone: 'ben',
    lots: [lot],
  });

  test('[wire] a phone that goes back to an older state is caught', () => {
    const observed = [...goodUntil(31_000), shows(31_000, faces.bidOnce), shows(31_001, faces.opened)];
    expect(said(observed, phoneNeverGoesBack)).toEqual(['wire phone ben went back from sequence 3 to 2']);
  });

  test('[wire] a phone that starts again has seen nothing', () => {
    const observed: readonly Observation[] = [
      ...goodUntil(31_000),
      shows(31_000, faces.bidOnce),
      { type: 'phone-started', atMs: 31_001, phone: 'ben', userId: 'user-ben' },
      shows(31_002, faces.opened),
    ];
    expect(said(observed, phoneNeverGoesBack)).toEqual([]);
  });

  const final = (parts: object): readonly Observation[] =>
    changed(
      goodDrop,
      'phone-final',
      ({ phone }) => phone === 'ann',
      (one) => ({ ...one, ...parts }),
    );

  test('[wire] a phone that ends on an older state, without a lot, or not live is caught', () => {
    expect(said(final({ lots: [faces.bidThrice] }), phonesConverge)).toEqual([
      'wire phone ann shows a lot as it is not: status is "open", not "sold"',
    ]);
    expect(said(final({ lots: [] }), phonesConverge)).toEqual(['wire phone ann does not show a lot']);
    const more = final({ lots: [faces.sold, { ...faces.sold, lotId: 'lot-7' }] });
    expect(said(more, phonesConverge)).toEqual(['wire phone ann shows a lot that never was']);
    expect(said(final({ connection: 'waiting' }), phonesConverge)).toEqual([
      'wire phone ann is waiting at the end',
    ]);
    expect(said(final({ connection: 'stopped', lots: [] }), phonesConverge)).toEqual([]);
  });

  test('[L4] a change that nobody is told of need not be known', () => {
    const silent: Observation = {
      type: 'lot-committed',
      atMs: 31_000,
      after: { ...lots.bidTwice, sequence: 5, committedAtMs: 31_000, suspendedPaddles: [9] },
    };
    const ends: Observation = {
      type: 'phone-final',
      atMs: 32_000,
      phone: 'ann',
      connection: 'live',
      lots: [faces.bidTwice],
      bids: [],
    };
    expect(said([...goodUntil(31_000), silent, ends], phonesConverge)).toEqual([]);
  });

  const own = (parts: object) =>
    final({
      bids: [
        { bidId: 'bid-1', lotId: 'lot-1', amountCents: 1_000, kind: 'exact', state: 'leading', ...parts },
      ],
    });
  test.each([
    [{ state: 'pending' }, 'pending of bid bid-1: it waits for ever'],
    [{ state: 'refused', code: 'below-asking-price' }, 'refused of bid bid-1: it was accepted at 3'],
    [{ state: 'outbid' }, 'outbid of bid bid-1: it was leading'],
    [{ bidId: 'bid-8' }, 'leading of bid bid-8: it was never accepted'],
    [{ amountCents: 1_001 }, 'leading of bid bid-1: it was for another amount'],
    [{ sequence: 4 }, 'leading of bid bid-1: it was 3'],
    [{ receivedAtMs: 1 }, 'leading of bid bid-1: it was received at 20003'],
  ])('[B10] a phone that ends with something untrue of its own bid is caught: %o', (parts, message) => {
    expect(said(own({}), ownBidsTrue)).toEqual([]);
    expect(said(own(parts), ownBidsTrue)).toEqual([`B10 phone ann says ${message}`]);
  });

  test('[B10] an id that was reused is refused and accepted at once', () => {
    expect(said(own({ state: 'refused', code: 'bid-id-reused' }), ownBidsTrue)).toEqual([]);
  });
});

describe('[C8] the end of lots', () => {
  test('[C8] a lot that is never closed is caught, one that has had no time is not', () => {
    const open = goodDrop.filter(
      (observed) => !(observed.type === 'lot-committed' && observed.after.sequence === 6),
    );
    expect(said(open, lotsEnd)).toEqual(['C8 the lot is still open, 220000 ms after its hammer was due']);
    expect(said([...open.filter(({ atMs }) => atMs <= 200_000)], lotsEnd)).toEqual([]);
  });

  test('[C8] a hammer that falls after two sweeps is caught', () => {
    const late = changed(
      goodDrop,
      'lot-committed',
      ({ after }) => after.sequence === 6,
      () => [],
    );
    const sold = (atMs: number): Observation => ({ type: 'lot-committed', atMs, after: lots.sold });
    const until = late.filter(({ atMs }) => atMs <= 80_000);
    expect(said([...until, sold(205_000)], lotsEnd)).toEqual([]);
    expect(said([...until, sold(205_001)], lotsEnd)).toEqual([
      'C8 the hammer fell 125001 ms after it could have',
    ]);
  });
});

describe('[L3] the history', () => {
  test('[L3] a gap, an entry that is another, and one that never was are caught', () => {
    const gap = goodDrop.filter((o) => !(o.type === 'history-appended' && o.entry.sequence === 4));
    expect(said(gap, historyIsWhole)).toEqual(['L3 the history took sequence 5 after 3']);
    const other = changed(
      goodDrop,
      'history-appended',
      ({ entry }) => entry.sequence === 3,
      (appended) => ({
        ...appended,
        entry: { ...appended.entry, committedAtMs: 20_007 },
      }),
    );
    expect(said(other, historyIsWhole)).toEqual([
      'L3 the history of sequence 3 is another: committedAtMs is 20007, not 20006',
    ]);
    const early: readonly Observation[] = [
      ...goodUntil(20_000),
      {
        type: 'history-appended',
        atMs: 20_000,
        entry: { lotId: 'lot-1', sequence: 3, committedAtMs: 20_006, events: lots.bidOnce.events },
      },
    ];
    expect(said(early, historyIsWhole)).toEqual([
      'L3 the history took sequence 3, which was never committed',
    ]);
  });

  test('[L3] a history that ends early is caught', () => {
    const early = goodDrop.filter((o) => !(o.type === 'history-appended' && o.entry.sequence === 6));
    expect(said(early, historyIsWhole)).toEqual(['L3 the history ends at 5, the lot at 6']);
  });

  const published = (sequence: number, at: number, parts: object) =>
    changed(
      goodDrop,
      'history-final',
      () => true,
      (final) => ({
        ...final,
        entries: final.entries.map((entry) =>
          entry.sequence === sequence
            ? {
                ...entry,
                events: entry.events.map((event, place) => (place === at ? { ...event, ...parts } : event)),
              }
            : entry,
        ),
      }),
    );
  test.each([
    [
      4,
      { amountCents: 3_000 },
      'L4 in the history at 4: events.0.amountCents is 3000, where nothing belongs',
    ],
    [
      4,
      { amountCommitment: 3_000 },
      'L4 in the history at 4: events.0.amountCommitment is 3000, not "sealed"',
    ],
    [4, { salt: 'ef' }, 'L4 in the history at 4: events.0.salt is "ef", where nothing belongs'],
    [3, { bidId: 'bid-1' }, 'L4 in the history at 3: events.0.bidId is "bid-1", where nothing belongs'],
    [
      6,
      { underbidderPaddle: 7 },
      'L4 in the history at 6: events.0.underbidderPaddle is 7, where nothing belongs',
    ],
    [3, { priceCents: 1_100 }, 'L4 in the history at 3: events.0.priceCents is 1100, not 1000'],
    [3, { amountCents: undefined }, 'L4 in the history at 3: events.0.amountCents is undefined, not 1000'],
    [
      1,
      { agreed: { startPriceCents: 1_000, ladder: [], closing: {}, reserveCents: 2_500 } },
      'L4 in the history at 1: events.0.agreed.ladder.0 is undefined, not {"fromCents":0,"incrementCents":100}',
    ],
  ])(
    '[L4] a published change at %i that says too much or something else is caught: %o',
    (sequence, parts, message) => {
      expect(said(published(sequence, 0, parts), publicHistoryTrue)).toEqual([message]);
    },
  );

  const opening = (opened: readonly { sequence: number; amountCents: number }[], lot: StoredLot) =>
    said(
      changed(
        changed(
          goodDrop,
          'history-final',
          () => true,
          (final) => ({ ...final, entries: [], opened }),
        ),
        'lot-committed',
        ({ after }) => after.sequence === 6,
        (commit) => ({ ...commit, after: lot }),
      ),
      publicHistoryTrue,
    ).slice(1);

  test('[L4] a maximum is opened once it has lost, and no other', () => {
    const bens = [{ sequence: 4, amountCents: 3_000 }];
    expect(opening([], lots.sold)).toEqual([]);
    expect(opening(bens, lots.sold)).toEqual(['L4 the maxima opened are 3000 at 4; those that lost are ']);
    const passed: StoredLot = { ...lots.bidThrice, sequence: 6, status: 'passed' };
    expect(opening([], passed)).toEqual([]);
    expect(opening(bens, passed)).toEqual(['L4 the maxima opened are 3000 at 4; those that lost are ']);
    const leader = { paddleNumber: 7, ceilingCents: 3_500, bidSequence: 5 };
    expect(opening(bens, { ...passed, leader })).toEqual([]);
    expect(opening([], { ...passed, leader })).toEqual([
      'L4 the maxima opened are ; those that lost are 3000 at 4',
    ]);
    expect(opening(bens, { ...passed, leader, status: 'withdrawn' })).toEqual([
      'L4 the maxima opened are 3000 at 4; those that lost are ',
    ]);
  });

  test('[B10] an accepted bid that is not in the published history is caught', () => {
    const shorter = changed(
      goodDrop,
      'history-final',
      () => true,
      (final) => ({
        ...final,
        entries: final.entries.slice(0, 5),
      }),
    );
    expect(said(shorter, publicHistoryTrue)).toEqual(['L3 the history has 5 entries of 6']);
  });
});
