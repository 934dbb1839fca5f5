import { describe, expect, test } from 'vitest';
import { bidCommittedInTime } from '../../simulation/auditor/checks/bid-committed-in-time.ts';
import { bidExtends } from '../../simulation/auditor/checks/bid-extends.ts';
import { bidPrice } from '../../simulation/auditor/checks/bid-price.ts';
import { bidWasAcceptable } from '../../simulation/auditor/checks/bid-was-acceptable.ts';
import { bidWasAskedFor } from '../../simulation/auditor/checks/bid-was-asked-for.ts';
import { changeFollows } from '../../simulation/auditor/checks/change-follows.ts';
import { changeIsDated } from '../../simulation/auditor/checks/change-is-dated.ts';
import { finalIsFinal } from '../../simulation/auditor/checks/final-is-final.ts';
import { hammerFalls } from '../../simulation/auditor/checks/hammer-falls.ts';
import { idOnce } from '../../simulation/auditor/checks/id-once.ts';
import { lotsOpenMax } from '../../simulation/auditor/checks/lots-open-max.ts';
import { priceNeverFalls } from '../../simulation/auditor/checks/price-never-falls.ts';
import { sequenceAddsOne } from '../../simulation/auditor/checks/sequence-adds-one.ts';
import type { Observation, StoredBid, StoredLot } from '../../simulation/observation.ts';
import { agreement, asked, bid, goodDrop, goodUntil, lots, wrote } from './a-good-drop.ts';
import { changed } from './changed.ts';
import { said, violationsOf } from './violations-of.ts';

/** The good drop with one of its commits changed. */
const withLot = (sequence: number, change: (lot: StoredLot) => StoredLot): readonly Observation[] =>
  changed(
    goodDrop,
    'lot-committed',
    ({ after }) => after.sequence === sequence,
    (commit) => ({
      ...commit,
      after: change(commit.after),
    }),
  );

/** The good drop with the accepted bid of one of its commits changed. */
const withBid = (sequence: number, parts: Partial<StoredBid>): readonly Observation[] =>
  withLot(sequence, (lot) => ({
    ...lot,
    events: lot.events.map((event) => (event.type === 'BidAccepted' ? { ...event, ...parts } : event)),
  }));

/** The good drop with a commit in it done once more. */
const withTwice = (sequence: number): readonly Observation[] =>
  changed(
    goodDrop,
    'lot-committed',
    ({ after }) => after.sequence === sequence,
    (commit) => [commit, commit],
  );

describe('[L1] [L3] the order of changes', () => {
  test('[L3] a commit that does not add one to the sequence is caught', () => {
    expect(violationsOf(withTwice(4), sequenceAddsOne)).toEqual([
      {
        rule: 'L3',
        check: 'sequence-adds-one',
        message: 'sequence 4 was committed on 4',
        atMs: 30_010,
        lotId: 'lot-1',
      },
    ]);
  });

  test('[L3] a commit over newer ones, as a write without its condition makes, is caught', () => {
    const late = { ...wrote('third', 65_007, lots.bidTwice), atMs: 65_011 };
    const observed = changed(
      goodDrop,
      'lot-committed',
      ({ after }) => after.sequence === 5,
      (commit) => [commit, late],
    );
    expect(said(observed, sequenceAddsOne)).toEqual([
      'L3 sequence 4 was committed on 5',
      'L3 sequence 6 was committed on 4',
    ]);
    expect(said(observed, priceNeverFalls)).toEqual(['B11 the price fell from 2700 to 2500']);
  });

  test('[L1] a lot that begins open is caught', () => {
    expect(
      said(
        [...goodDrop.slice(0, 2), { type: 'lot-committed', atMs: 0, after: lots.opened }],
        sequenceAddsOne,
      ),
    ).toEqual(['L1 the lot begins open at sequence 2']);
  });

  test('[L1] a change of a lot that is over is caught', () => {
    expect(said(withTwice(6), finalIsFinal)).toEqual(['L1 LotSold was committed on a lot that is sold']);
  });

  test('[L3] a lot that is not the fold of its events is caught', () => {
    expect(
      said(
        withLot(5, (lot) => ({ ...lot, bidCount: 2 })),
        changeFollows,
      ),
    ).toEqual([
      'L3 after "BidAccepted CloseExtended" bidCount is 2, not 3',
      'L3 after "LotSold" bidCount is 3, not 2',
    ]);
  });

  test('[L3] a lot that forgets an accepted id is caught', () => {
    expect(
      said(
        withLot(6, (lot) => ({ ...lot, recent: lot.recent.slice(1) })),
        changeFollows,
      ),
    ).toEqual(['L3 after "LotSold" recent.0.id is "bid-1", not "command-1"']);
  });

  test('[C5] an extension without an accepted bid, as one on a refusal would be, is caught', () => {
    const extended: StoredLot = {
      ...lots.bidThrice,
      sequence: 6,
      committedAtMs: 66_006,
      events: [{ type: 'CloseExtended', closesAtMs: 76_003 }],
      closesAtMs: 76_003,
      extensions: 2,
    };
    const observed = [...goodUntil(66_010), wrote('fourth', 66_006, extended)];
    expect(said(observed, changeFollows)).toEqual(['C5 one change holds "CloseExtended"']);
  });

  test('[L3] a change dated by another clock than its writer has is caught', () => {
    expect(
      said(
        withLot(5, (lot) => ({ ...lot, committedAtMs: 64_000 })),
        changeIsDated,
      ),
    ).toEqual(["L3 the change says 64000; its writer's clock was 65006"]);
  });

  test('[M7] a lot that names an agreement nobody made is caught', () => {
    expect(
      violationsOf(
        withLot(1, (lot) => ({ ...lot, rulesId: 'rules-2' })),
        sequenceAddsOne,
      ).slice(0, 1),
    ).toEqual([
      {
        rule: 'M7',
        check: 'take-in',
        message: 'the lot names an agreement rules-2 that was never made',
        atMs: 0,
        lotId: 'lot-1',
      },
    ]);
  });
});

describe('[B1] to [B8] accepted bids', () => {
  test('[B10] an id that is accepted twice is caught', () => {
    expect(said(withBid(5, { bidId: 'bid-1' }), idOnce)).toEqual([
      'B10 bid bid-1 was accepted at 3 and again',
    ]);
  });

  test('[B10] a command that is carried out twice is caught', () => {
    const again = withLot(6, (lot) => ({
      ...lot,
      events: [{ type: 'LotWithdrawn', commandId: 'command-1', reason: 'lost' }],
    }));
    expect(said(again, idOnce)).toEqual(['B10 command command-1 was carried out twice']);
  });

  test('[B1] a bid that is committed as another than was sent is caught', () => {
    expect(said(withBid(5, { amountCents: 2_650 }), bidWasAskedFor)).toEqual([
      'B1 bid bid-3 was accepted as another than was sent',
    ]);
  });

  test('[B1] a bid committed for another paddle is caught', () => {
    expect(said(withBid(5, { paddleNumber: 9 }), bidWasAskedFor)).toEqual([
      'B1 bid bid-3 of paddle 7 stands for 9',
    ]);
  });

  test('[B1] a bid that no message asked for is caught', () => {
    const observed = changed(
      goodDrop,
      'handling-started',
      ({ handling }) => handling === 'third',
      (started) => ({
        type: 'handling-started',
        atMs: started.atMs,
        handling: 'third',
        instance: 'bid-0',
        clockMs: started.clockMs,
      }),
    );
    expect(said(observed, bidWasAskedFor)).toEqual([
      'B1 bid bid-3 was accepted, but no message asked for it',
    ]);
  });

  test('[B2] a receipt that is not the stamp of the gateway is caught', () => {
    expect(said(withBid(5, { receivedAtMs: 64_990 }), bidWasAskedFor)).toEqual([
      'B2 a stamp of 65003 became 64990 at a clock of 65005',
    ]);
  });

  test('[B2] a stamp more than 750 ms behind the clock counts as that bound', () => {
    const late = changed(
      goodDrop,
      'handling-started',
      ({ handling }) => handling === 'third',
      (started) => ({
        ...started,
        clockMs: 67_005,
      }),
    );
    const dated = (receivedAtMs: number) =>
      changed(
        late,
        'lot-committed',
        ({ after }) => after.sequence === 5,
        (commit) => ({
          ...commit,
          after: {
            ...commit.after,
            events: commit.after.events.map((event) =>
              event.type === 'BidAccepted' ? { ...event, receivedAtMs } : event,
            ),
          },
          by: { instance: 'bid-0', handling: 'third', sentAtMs: 65_006, sentClockMs: 67_006 },
        }),
      );
    expect(said(dated(66_255), bidWasAskedFor)).toEqual([]);
    expect(said(dated(65_003), bidWasAskedFor)).toEqual([
      'B2 a stamp of 65003 became 65003 at a clock of 67005',
    ]);
  });

  const acceptable: readonly (readonly [title: string, observed: readonly Observation[], said: string])[] = [
    [
      '[C6] a bid received a millisecond after the close',
      withLot(4, (lot) => ({ ...lot, closesAtMs: 65_002 })),
      'C6 bid bid-3 was accepted in spite of lot-closed',
    ],
    [
      '[B3] a bid below the asking price',
      withLot(4, (lot) => ({ ...lot, priceCents: 2_501 })),
      'B3 bid bid-3 was accepted in spite of below-asking-price',
    ],
    [
      '[L5] a bid of a suspended paddle',
      withLot(4, (lot) => ({ ...lot, suspendedPaddles: [7] })),
      'L5 bid bid-3 was accepted in spite of paddle-suspended',
    ],
    [
      '[C10] a bid on a paused lot',
      withLot(4, (lot) => ({ ...lot, status: 'paused' })),
      'C10 bid bid-3 was accepted in spite of lot-not-open',
    ],
    [
      '[B6] an exact bid of the leader',
      withLot(4, (lot) => ({ ...lot, leader: { paddleNumber: 7, ceilingCents: 1_000, bidSequence: 3 } })),
      'B6 bid bid-3 was accepted in spite of already-leading',
    ],
    [
      '[B6] a maximum that is not raised',
      withLot(3, (lot) => ({ ...lot, leader: { paddleNumber: 8, ceilingCents: 3_000, bidSequence: 3 } })),
      'B6 bid bid-2 was accepted in spite of maximum-not-raised',
    ],
    [
      '[B8] a bid of the seller',
      changed(
        goodDrop,
        'lot-agreed',
        () => true,
        (agreed) => ({
          ...agreed,
          agreement: { ...agreement, rules: { ...agreement.rules, sellerId: 'user-ben' } },
        }),
      ),
      'B8 bid bid-2 was accepted in spite of seller-may-not-bid',
    ],
    [
      "[B9] a bid above the paddle's limit",
      changed(
        goodDrop,
        'connected',
        ({ phone }) => phone === 'ben',
        (connected) => ({
          ...connected,
          principal: { ...connected.principal, limitCents: 2_999 },
        }),
      ),
      'B9 bid bid-2 was accepted in spite of above-paddle-limit',
    ],
    [
      '[B9] a bid of somebody without a paddle',
      changed(
        goodDrop,
        'connected',
        ({ phone }) => phone === 'ben',
        (connected) => ({
          ...connected,
          principal: { userId: 'user-ben', dropId: 'drop-1', role: 'bidder', sellerIds: [] },
        }),
      ),
      'B9 bid bid-2 was accepted in spite of paddle-not-registered',
    ],
    [
      '[B9] a bid from another drop',
      changed(
        goodDrop,
        'connected',
        ({ phone }) => phone === 'ben',
        (connected) => ({
          ...connected,
          principal: { ...connected.principal, dropId: 'drop-2' },
        }),
      ),
      'B9 bid bid-2 was accepted in spite of lot-unknown',
    ],
  ];
  test.each(acceptable)('%s is caught', (_title, observed, message) => {
    expect(said(observed, bidWasAcceptable)).toContain(message);
  });

  test('[C6] a bid received at the close is in time', () => {
    const observed = withLot(4, (lot) => ({ ...lot, closesAtMs: 65_003 }));
    expect(said(observed, bidWasAcceptable)).toEqual([]);
  });

  test('[C6] a bid whose write is sent a millisecond after the grace is caught, one at its end is not', () => {
    const closing = (closesAtMs: number) => withLot(4, (lot) => ({ ...lot, closesAtMs }));
    expect(said(closing(64_006), bidCommittedInTime)).toEqual([]);
    expect(said(closing(64_005), bidCommittedInTime)).toEqual([
      'C6 bid bid-3 was written 1 ms after the grace',
    ]);
  });
});

/** The lot as it stood, and one bid of Ann's on it, committed as told. */
function oneBid(
  lot: Partial<StoredLot>,
  its: Pick<StoredBid, 'amountCents' | 'kind' | 'outcome' | 'priceCents'>,
  more: { extendedToMs?: number; receivedAtMs?: number; agreed?: typeof agreement } = {},
): readonly Observation[] {
  const { extendedToMs, receivedAtMs = 65_003, agreed = agreement } = more;
  const met: StoredLot = { ...lots.bidTwice, ...lot };
  const after: StoredLot = {
    ...met,
    sequence: met.sequence + 1,
    events: [
      { type: 'BidAccepted', bidId: 'bid-9', paddleNumber: 7, receivedAtMs, ...its },
      ...(extendedToMs === undefined ? [] : [{ type: 'CloseExtended', closesAtMs: extendedToMs } as const]),
    ],
  };
  return [
    { type: 'lot-agreed', atMs: 0, lotId: 'lot-1', agreement: agreed },
    { type: 'lot-committed', atMs: 30_000, after: met },
    ...asked('nine', 65_000, 'ann-1', bid('bid-9', its.amountCents, its.kind)),
    wrote('nine', 65_006, after),
  ];
}

describe('[B4] [B5] [B6] [B7] where a bid leaves the price', () => {
  const leader = (paddleNumber: number, ceilingCents: number) => ({
    leader: { paddleNumber, ceilingCents, bidSequence: 4 },
  });
  const fresh = { priceCents: undefined, leader: undefined, underbidder: undefined, bidCount: 0 };
  const cases: readonly (readonly [
    title: string,
    lot: Partial<StoredLot>,
    bid: readonly [amountCents: number, kind: 'exact' | 'maximum'],
    right: readonly [outcome: 'leading' | 'outbid', priceCents: number],
  ])[] = [
    ['[B4] the first exact bid is the price', fresh, [1_234, 'exact'], ['leading', 1_234]],
    ['[B5] the first maximum leads at the asking price', fresh, [2_400, 'maximum'], ['leading', 1_000]],
    ['[B7] a maximum at the reserve lifts the price to it', fresh, [2_500, 'maximum'], ['leading', 2_500]],
    ['[B4] an exact bid does not jump to the reserve', fresh, [2_600, 'exact'], ['leading', 2_600]],
    ['[B5] below the ceiling: one increment over it', {}, [2_650, 'exact'], ['outbid', 2_750]],
    ['[B5] just below the ceiling: the ceiling', {}, [2_950, 'maximum'], ['outbid', 3_000]],
    ['[B5] at the ceiling: the earlier leads', {}, [3_000, 'maximum'], ['outbid', 3_000]],
    ['[B5] an exact bid above the ceiling leads at its amount', {}, [3_500, 'exact'], ['leading', 3_500]],
    ['[B5] a maximum above it leads one increment over it', {}, [9_000, 'maximum'], ['leading', 3_100]],
    ['[B5] or at all of it', {}, [3_050, 'maximum'], ['leading', 3_050]],
    [
      '[B5] and never below the asking price it met',
      { priceCents: 9_950, ...leader(8, 9_960) },
      [10_050, 'maximum'],
      ['leading', 10_050],
    ],
    ['[B6] a raise leaves the price', leader(7, 3_000), [4_000, 'maximum'], ['leading', 2_500]],
    [
      '[B7] but for the reserve',
      { ...leader(7, 1_500), priceCents: 1_500 },
      [2_500, 'maximum'],
      ['leading', 2_500],
    ],
    [
      '[B3] from a band on its increment holds',
      { ...leader(8, 20_000), priceCents: 9_900 },
      [10_000, 'exact'],
      ['outbid', 10_500],
    ],
  ];
  test.each(cases)('%s', (_title, lot, [amountCents, kind], [outcome, priceCents]) => {
    expect(said(oneBid(lot, { amountCents, kind, outcome, priceCents }), bidPrice)).toEqual([]);
    const higher = oneBid(lot, { amountCents, kind, outcome, priceCents: priceCents + 1 });
    expect(said(higher, bidPrice)).toEqual([
      `B5 bid bid-9 is ${outcome} at ${priceCents + 1}, not ${outcome} at ${priceCents}`,
    ]);
    const other = outcome === 'leading' ? 'outbid' : 'leading';
    expect(said(oneBid(lot, { amountCents, kind, outcome: other, priceCents }), bidPrice)).toHaveLength(1);
  });
});

describe('[C2] [C3] [C4] [C5] where a bid moves the close', () => {
  const outbid = { amountCents: 2_600, kind: 'exact', outcome: 'outbid', priceCents: 2_700 } as const;
  const with_ = (extension: typeof agreement.rules.closing.extension) => ({
    ...agreement,
    rules: { ...agreement.rules, closing: { durationMs: 60_000, extension } },
  });
  const add = with_({ mode: 'add', windowMs: 10_000, amountMs: 4_000, shrinkBp: 5_000, minAmountMs: 1_000 });
  const cases: readonly (readonly [
    title: string,
    lot: Partial<StoredLot>,
    agreed: typeof agreement,
    toMs: number | undefined,
  ])[] = [
    ['[C2] reset: the receipt plus the amount', { closesAtMs: 70_006 }, agreement, 75_003],
    ['[C2] with exactly the window to go', { closesAtMs: 75_003 }, agreement, undefined],
    ['[C2] with the window to go it may move', { closesAtMs: 75_003, extensions: 1 }, add, 77_003],
    ['[C2] with a millisecond more it does not', { closesAtMs: 75_004 }, add, undefined],
    ['[C2] none: not at all', { closesAtMs: 66_000 }, with_({ mode: 'none' }), undefined],
    ['[C3] the first extension is the whole amount', { closesAtMs: 66_000 }, add, 70_000],
    ['[C3] the next one its share', { closesAtMs: 66_000, extensions: 1 }, add, 68_000],
    ['[C3] and never under the least', { closesAtMs: 66_000, extensions: 5 }, add, 67_000],
    ['[C4] no later than the cap', { closesAtMs: 70_006, latestCloseAtMs: 72_000 }, agreement, 72_000],
    [
      '[C4] at the cap it does not move',
      { closesAtMs: 72_000, latestCloseAtMs: 72_000 },
      agreement,
      undefined,
    ],
    ['[C11] without a clock there is nothing to move', { closesAtMs: undefined }, agreement, undefined],
  ];
  test.each(cases)('%s', (_title, lot, agreed, toMs) => {
    const right = toMs === undefined ? { agreed } : { agreed, extendedToMs: toMs };
    expect(said(oneBid({ latestCloseAtMs: undefined, ...lot }, outbid, right), bidExtends)).toEqual([]);
    const wrong = oneBid({ latestCloseAtMs: undefined, ...lot }, outbid, { agreed, extendedToMs: 99_999 });
    expect(said(wrong, bidExtends)).toEqual([
      `C2 bid bid-9 moves the close ${lot.closesAtMs} to 99999, not ${toMs}`,
    ]);
  });

  test('[C5] a raise that moves no price moves no close', () => {
    const leader = { leader: { paddleNumber: 7, ceilingCents: 3_000, bidSequence: 4 } };
    const raise = { amountCents: 4_000, kind: 'maximum', outcome: 'leading', priceCents: 2_500 } as const;
    expect(said(oneBid(leader, raise), bidExtends)).toEqual([]);
    expect(said(oneBid(leader, raise, { extendedToMs: 75_003 }), bidExtends)).toEqual([
      'C5 bid bid-9 moves the close 70006 to 75003, not undefined',
    ]);
  });
});

describe('[C7] the hammer', () => {
  test('[C7] one that falls before close and grace by its clock is caught', () => {
    expect(
      said(
        withLot(6, (lot) => ({ ...lot, committedAtMs: 76_002 })),
        hammerFalls,
      ),
    ).toEqual(['C7 the hammer fell at a clock of 76002, before 76003']);
    expect(
      said(
        withLot(6, (lot) => ({ ...lot, committedAtMs: 76_003 })),
        hammerFalls,
      ),
    ).toEqual([]);
  });

  test('[C7] a lot passed although it should be sold is caught', () => {
    const passed = withLot(6, (lot) => ({ ...lot, status: 'passed', events: [{ type: 'LotPassed' }] }));
    expect(said(passed, hammerFalls)).toEqual([
      'C7 the lot was passed although it had a leader and its reserve',
    ]);
  });

  test('[C7] a lot sold below its reserve is caught', () => {
    const observed = changed(
      goodDrop,
      'lot-agreed',
      () => true,
      (agreed) => ({
        ...agreed,
        agreement: { ...agreement, rules: { ...agreement.rules, reserveCents: 2_701 } },
      }),
    );
    expect(said(observed, hammerFalls)).toEqual([
      'C7 the lot was sold without a leader or below its reserve',
    ]);
  });

  test.each([
    [{ hammerPriceCents: 2_600 }, 'C7 the lot was sold at 2600, not 2700'],
    [{ buyerPaddle: 7, underbidderPaddle: 8 }, 'C7 the lot was sold to 7, not 8'],
    [{ underbidderPaddle: 9 }, 'C7 the underbidder is 9, not 7'],
    [{ underbidderPaddle: undefined }, 'C7 the underbidder is undefined, not 7'],
  ])('[C7] a sale that is not as bid is caught: %o', (parts, message) => {
    const observed = withLot(6, (lot) => ({
      ...lot,
      events: [{ type: 'LotSold', hammerPriceCents: 2_700, buyerPaddle: 8, underbidderPaddle: 7, ...parts }],
    }));
    expect(said(observed, hammerFalls)).toEqual([message]);
  });

  test('[C7] the hammer on a lot that is paused is caught', () => {
    const observed = withLot(5, (lot) => ({ ...lot, status: 'paused' }));
    expect(said(observed, hammerFalls)).toEqual(['C7 the hammer fell on a lot that is paused']);
  });
});

test('[L2] more lots running than a drop allows are caught', () => {
  const second = { ...lots.opened, lotId: 'lot-2', number: 2 };
  const observed: readonly Observation[] = [
    ...goodUntil(65_000),
    { type: 'lot-committed', atMs: 65_000, after: second },
  ];
  expect(said(observed, lotsOpenMax)).toEqual(['L2 2 lots run at once, of 1']);
  expect(said(goodDrop, lotsOpenMax)).toEqual([]);
});
