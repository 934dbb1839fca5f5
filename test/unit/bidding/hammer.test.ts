import { commitDeadlineMs, decideHammer } from '@gaveldrop/bidding';
import { epochMs } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  afterBids,
  anOpenLot,
  aScheduledLot,
  commanded,
  commandId,
  exact,
  hammered,
  maximum,
  plainRules,
  withoutClock,
  withReserve,
} from './a-lot.ts';

describe('when the hammer falls', () => {
  it('[C7] not before the close plus the grace, by the closer’s clock', () => {
    const lot = anOpenLot();
    expect(decideHammer(lot, plainRules, epochMs(1_060_999))).toEqual({
      kind: 'not-yet',
      dueAtMs: 1_061_000,
    });
    expect(decideHammer(lot, plainRules, epochMs(1_061_000))).toMatchObject({
      kind: 'falls',
      dueAtMs: 1_061_000,
    });
  });

  it('[C6] [C8] bids and the hammer share that instant', () => {
    expect(commitDeadlineMs(epochMs(1_060_000))).toBe(1_061_000);
    expect(commitDeadlineMs(undefined)).toBeUndefined();
  });

  it('[C7] an extension moves it', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 1_000, { atMs: 1_060_000 }));
    expect(decideHammer(lot, plainRules, epochMs(1_061_000))).toEqual({
      kind: 'not-yet',
      dueAtMs: 1_071_000,
    });
  });

  it('[C8] a nudge long overdue, or a second one, changes nothing but when people hear it', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 1_000));
    const sold = hammered(lot, plainRules, 9_000_000);
    expect(sold).toMatchObject({ status: 'sold', hammerPriceCents: 1_000, closesAtMs: 1_060_000 });
    expect(decideHammer(sold, plainRules, epochMs(9_000_001))).toEqual({ kind: 'not-open' });
  });

  it('[C7] [C11] never on a lot without a close, nor on one that is scheduled or paused', () => {
    const far = epochMs(9_000_000);
    expect(decideHammer(anOpenLot(withoutClock), withoutClock, far)).toEqual({
      ...{ kind: 'not-yet', dueAtMs: undefined },
    });
    expect(decideHammer(aScheduledLot(), plainRules, far)).toEqual({ kind: 'not-open' });
    const paused = commanded(anOpenLot(), plainRules, { command: 'pause', commandId }, 1_020_000);
    expect(decideHammer(paused, plainRules, far)).toEqual({ kind: 'not-open' });
  });
});

describe('how it falls', () => {
  it('[C7] without a bid the lot is passed', () => {
    expect(hammered(anOpenLot(), plainRules, 1_061_000)).toMatchObject({ status: 'passed', sequence: 3 });
  });

  it('[C7] one cent below the reserve it is passed, at the reserve it is sold', () => {
    const rules = withReserve(4_000);
    const below = afterBids(anOpenLot(rules), rules, exact(1, 3_999));
    expect(hammered(below, rules, 1_061_000).status).toBe('passed');
    const met = afterBids(anOpenLot(rules), rules, exact(1, 4_000));
    expect(hammered(met, rules, 1_061_000)).toMatchObject({ status: 'sold', hammerPriceCents: 4_000 });
  });

  it('[C7] a ceiling below the reserve sells nothing, however near', () => {
    const rules = withReserve(4_000);
    const lot = afterBids(anOpenLot(rules), rules, maximum(1, 3_999), maximum(2, 3_998));
    expect(lot.priceCents).toBe(3_999);
    expect(hammered(lot, rules, 1_061_000).status).toBe('passed');
  });

  it('[C7] sold names the buyer and keeps the underbidder', () => {
    const lot = afterBids(
      anOpenLot(),
      plainRules,
      ...[maximum(1, 5_000), maximum(2, 9_000), exact(3, 6_000), exact(1, 7_500)],
    );
    expect(hammered(lot, plainRules, 1_061_000)).toMatchObject({
      ...{ status: 'sold', hammerPriceCents: 7_600, buyerPaddle: 2, underbidderPaddle: 1, bidCount: 4 },
    });
  });

  it('[C7] a buyer whom nobody bid against has no underbidder', () => {
    const lot = afterBids(anOpenLot(), plainRules, maximum(1, 5_000), maximum(1, 6_000));
    expect(hammered(lot, plainRules, 1_061_000)).toMatchObject({
      ...{ buyerPaddle: 1, hammerPriceCents: 1_000, underbidderPaddle: undefined },
    });
  });
});
