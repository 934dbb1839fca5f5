import { cents } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  afterBids,
  anOpenLot,
  exact,
  hammered,
  ladderOf,
  maximum,
  plainRules,
  refusal,
  rulesWith,
  standing,
  withReserve,
} from './a-lot.ts';

describe('exact bids', () => {
  it('[B4] the first at the start price leads at it', () => {
    expect(standing(plainRules, exact(1, 1_000))).toEqual({
      ...{ outcome: 'leading', price: 1_000, leader: 1, ceiling: 1_000, underbidder: undefined, bids: 1 },
    });
  });

  it('[B4] the amount is the price, on the ladder or not', () => {
    expect(standing(plainRules, exact(1, 1_000), exact(2, 1_737))).toMatchObject({
      ...{ outcome: 'leading', price: 1_737, leader: 2, ceiling: 1_737, underbidder: 1 },
    });
  });

  it('[B4] one below the asking price is refused, the asking price itself is not', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 1_737));
    expect(refusal(lot, plainRules, exact(2, 1_836))).toEqual({
      ...{ kind: 'refused', code: 'below-asking-price', askingPriceCents: 1_837 },
    });
    expect(afterBids(lot, plainRules, exact(2, 1_837)).priceCents).toBe(1_837);
  });
});

describe('maxima', () => {
  it('[B5] the first executes at the start price', () => {
    expect(standing(plainRules, maximum(1, 5_000))).toMatchObject({
      ...{ outcome: 'leading', price: 1_000, leader: 1, ceiling: 5_000 },
    });
  });

  it('[B5] a challenger below the ceiling is outbid at the asking price above its amount', () => {
    expect(standing(plainRules, maximum(1, 5_000), maximum(2, 3_000))).toEqual({
      ...{ outcome: 'outbid', price: 3_100, leader: 1, ceiling: 5_000, underbidder: 2, bids: 2 },
    });
    expect(standing(plainRules, maximum(1, 5_000), exact(2, 3_033))).toMatchObject({
      ...{ outcome: 'outbid', price: 3_133, leader: 1 },
    });
  });

  it('[B5] the answer to a challenger never exceeds the ceiling', () => {
    expect(standing(plainRules, maximum(1, 5_000), maximum(2, 4_950))).toMatchObject({
      ...{ outcome: 'outbid', price: 5_000, leader: 1 },
    });
  });

  it('[B5] equal maxima: the one committed first leads at that amount', () => {
    expect(standing(plainRules, maximum(1, 5_000), maximum(2, 5_000))).toEqual({
      ...{ outcome: 'outbid', price: 5_000, leader: 1, ceiling: 5_000, underbidder: 2, bids: 2 },
    });
  });

  it('[B5] an exact bid equal to the ceiling is outbid at that amount', () => {
    expect(standing(plainRules, maximum(1, 5_000), exact(2, 5_000))).toMatchObject({
      ...{ outcome: 'outbid', price: 5_000, leader: 1 },
    });
  });

  it('[B5] a challenger above the ceiling leads one increment above it', () => {
    expect(standing(plainRules, maximum(1, 5_000), maximum(2, 9_000))).toEqual({
      ...{ outcome: 'leading', price: 5_100, leader: 2, ceiling: 9_000, underbidder: 1, bids: 2 },
    });
  });

  it('[B5] a challenger above the ceiling by less than an increment leads at its own maximum', () => {
    expect(standing(plainRules, maximum(1, 5_000), maximum(2, 5_001))).toMatchObject({
      ...{ outcome: 'leading', price: 5_001, leader: 2 },
    });
  });

  it('[B5] an exact challenger above the ceiling leads at its amount, however high', () => {
    expect(standing(plainRules, maximum(1, 5_000), exact(2, 8_000))).toMatchObject({
      ...{ outcome: 'leading', price: 8_000, leader: 2 },
    });
  });

  it('[B5] against an exact leader, a maximum leads one increment above the price', () => {
    expect(standing(plainRules, exact(1, 2_000), maximum(2, 9_000))).toMatchObject({
      ...{ outcome: 'leading', price: 2_100, leader: 2, ceiling: 9_000 },
    });
  });

  it('[B5] the increment is the one that holds at the amount answered, not at the price before', () => {
    const rules = rulesWith({ ladder: ladderOf([0, 100], [3_000, 500]) });
    expect(standing(rules, maximum(1, 9_000), maximum(2, 3_000))).toMatchObject({ price: 3_500 });
    expect(standing(rules, maximum(1, 9_000), maximum(2, 2_999))).toMatchObject({ price: 3_099 });
    expect(standing(rules, maximum(1, 3_000), maximum(2, 9_000))).toMatchObject({ price: 3_500 });
  });

  it('[B5] the underbidder is the highest other ceiling, wherever it came from', () => {
    const lot = afterBids(
      anOpenLot(),
      plainRules,
      ...[maximum(1, 5_000), maximum(2, 3_000), maximum(3, 9_000), exact(2, 6_000)],
    );
    expect(lot.underbidder).toEqual({ paddleNumber: 2, ceilingCents: 6_000, bidSequence: 6 });
    expect(lot.leader).toEqual({ paddleNumber: 3, ceilingCents: 9_000, bidSequence: 5 });
  });
});

describe('a leader raising', () => {
  it('[B6] any higher maximum is accepted below the asking price and leaves price and count alone', () => {
    expect(standing(plainRules, maximum(1, 1_050), maximum(1, 1_051))).toEqual({
      ...{ outcome: 'leading', price: 1_000, leader: 1, ceiling: 1_051, underbidder: undefined, bids: 1 },
    });
  });

  it('[B6] an exact leader may set a maximum above the bid', () => {
    expect(standing(plainRules, exact(1, 2_000), maximum(1, 2_001))).toMatchObject({
      ...{ price: 2_000, ceiling: 2_001, bids: 1 },
    });
  });

  it('[B6] keeps the underbidder', () => {
    expect(standing(plainRules, maximum(1, 5_000), maximum(2, 3_000), maximum(1, 9_000))).toMatchObject({
      ...{ price: 3_100, leader: 1, ceiling: 9_000, underbidder: 2, bids: 2 },
    });
  });

  it('[B6] the same or a lower maximum is not raised', () => {
    const lot = afterBids(anOpenLot(), plainRules, maximum(1, 5_000));
    expect(refusal(lot, plainRules, maximum(1, 5_000)).code).toBe('maximum-not-raised');
    expect(refusal(lot, plainRules, maximum(1, 4_999)).code).toBe('maximum-not-raised');
  });

  it('[B6] an exact bid by the leader is refused, however high', () => {
    const lot = afterBids(anOpenLot(), plainRules, maximum(1, 5_000));
    expect(refusal(lot, plainRules, exact(1, 9_000)).code).toBe('already-leading');
  });
});

describe('the reserve', () => {
  it('[B7] a first maximum at the reserve starts at it', () => {
    expect(standing(withReserve(4_000), maximum(1, 4_000))).toMatchObject({ price: 4_000, ceiling: 4_000 });
    expect(standing(withReserve(4_000), maximum(1, 9_000))).toMatchObject({ price: 4_000, ceiling: 9_000 });
  });

  it('[B7] a maximum one below the reserve does not move the price', () => {
    expect(standing(withReserve(4_000), maximum(1, 3_999))).toMatchObject({ price: 1_000 });
  });

  it('[B7] a challenger whose maximum reaches the reserve leads at it', () => {
    expect(standing(withReserve(4_000), maximum(1, 2_000), maximum(2, 4_000))).toMatchObject({
      ...{ outcome: 'leading', price: 4_000, leader: 2 },
    });
  });

  it('[B7] a challenger who would pay more than the reserve anyway is not held back to it', () => {
    expect(standing(withReserve(4_000), maximum(1, 3_999), maximum(2, 9_000))).toMatchObject({
      price: 4_099,
    });
  });

  it('[B7] a raise to the reserve moves the price and counts as a bid', () => {
    expect(standing(withReserve(4_000), maximum(1, 2_000), maximum(1, 4_000))).toMatchObject({
      ...{ outcome: 'leading', price: 4_000, leader: 1, bids: 2 },
    });
  });

  it('[B7] a raise once the reserve is met moves nothing', () => {
    expect(standing(withReserve(4_000), maximum(1, 4_000), maximum(1, 8_000))).toMatchObject({
      ...{ price: 4_000, bids: 1 },
    });
  });

  it('[B7] an exact bid is not lifted to the reserve', () => {
    expect(standing(withReserve(4_000), exact(1, 1_000))).toMatchObject({ price: 1_000 });
    expect(standing(withReserve(4_000), exact(1, 5_000))).toMatchObject({ price: 5_000 });
  });
});

describe('sellers', () => {
  it('[B8] the seller and a paddle tied to the seller are refused, another seller is not', () => {
    const lot = anOpenLot();
    expect(refusal(lot, plainRules, exact(1, 1_000, { sellers: ['seller-ada'] })).code).toBe(
      'seller-may-not-bid',
    );
    expect(refusal(lot, plainRules, maximum(1, 1_000, { sellers: ['me', 'seller-ada'] })).code).toBe(
      'seller-may-not-bid',
    );
    expect(
      afterBids(lot, plainRules, exact(1, 1_000, { sellers: ['me', 'seller-bo'] })).leader?.paddleNumber,
    ).toBe(1);
  });
});

describe('prices', () => {
  it('[B11] the same bid is never acceptable a second time: the price has passed it', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 1_000), exact(2, 1_100));
    expect(refusal(lot, plainRules, exact(1, 1_000)).code).toBe('below-asking-price');
  });

  it('[B1] the largest amount is exact: an asking price above it is still a whole number', () => {
    const lot = afterBids(anOpenLot(), plainRules, exact(1, 999_999_999_999));
    expect(lot.priceCents).toBe(999_999_999_999);
    expect(refusal(lot, plainRules, exact(2, 999_999_999_999))).toMatchObject({
      ...{ code: 'below-asking-price', askingPriceCents: 1_000_000_000_099 },
    });
  });

  it('[B5] the price a sold lot goes for is the last one, not the ceiling', () => {
    const lot = afterBids(anOpenLot(), plainRules, maximum(1, 5_000), exact(2, 2_000));
    const sold = hammered(lot, plainRules, 1_061_000);
    expect(sold).toMatchObject({ status: 'sold', hammerPriceCents: cents(2_100), buyerPaddle: 1 });
  });
});
