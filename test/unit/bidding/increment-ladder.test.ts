import { askingPriceAbove, askingPriceCents, type IncrementLadder, ladderProblem } from '@gaveldrop/bidding';
import { cents, limits } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  afterBids,
  anOpenLot,
  aScheduledLot,
  commanded,
  commandId,
  exact,
  hammered,
  ladderOf,
  plainRules,
} from './a-lot.ts';

// Dollars as published, in cents.
const whatnot = ladderOf(
  ...([
    [1_00, 1_00],
    [30_00, 2_00],
    [50_00, 3_00],
    [100_00, 5_00],
    [300_00, 10_00],
    [1_000_00, 20_00],
    [2_000_00, 50_00],
  ] as const),
);
const ebay = ladderOf(
  ...([
    [1, 5],
    [1_00, 25],
    [5_00, 50],
    [25_00, 1_00],
    [100_00, 2_50],
    [250_00, 5_00],
    [500_00, 10_00],
    [1_000_00, 25_00],
    [2_500_00, 50_00],
    [5_000_00, 100_00],
  ] as const),
);

const asking = (ladder: IncrementLadder, price: number): number => askingPriceAbove(ladder, cents(price));

describe('asking prices on published ladders', () => {
  it.each([
    [1_00, 2_00],
    [29_99, 30_99],
    [30_00, 32_00],
    [49_99, 51_99],
    [50_00, 53_00],
    [99_99, 102_99],
    [100_00, 105_00],
    [299_99, 304_99],
    [300_00, 310_00],
    [999_99, 1_009_99],
    [1_000_00, 1_020_00],
    [1_999_99, 2_019_99],
    [2_000_00, 2_050_00],
    [1_000_000_00, 1_000_050_00],
  ])('[B3] Whatnot: at %i the next bid is %i', (price, next) => {
    expect(asking(whatnot, price)).toBe(next);
  });

  // A table read one row too high or too low is off at every edge.
  it.each([
    [99, 1_04],
    [1_00, 1_25],
    [4_99, 5_24],
    [5_00, 5_50],
    [24_99, 25_49],
    [25_00, 26_00],
    [99_99, 100_99],
    [100_00, 102_50],
    [249_99, 252_49],
    [250_00, 255_00],
    [499_99, 504_99],
    [500_00, 510_00],
    [999_99, 1_009_99],
    [1_000_00, 1_025_00],
    [2_499_99, 2_524_99],
    [2_500_00, 2_550_00],
    [4_999_99, 5_049_99],
    [5_000_00, 5_100_00],
  ])('[B3] eBay: at %i the next bid is %i', (price, next) => {
    expect(asking(ebay, price)).toBe(next);
  });

  it('[B3] below the first band the first band holds', () => {
    expect(asking(ladderOf([10_000, 500], [20_000, 1_000]), 1)).toBe(501);
    expect(asking(whatnot, 0)).toBe(1_00);
  });
});

describe('the asking price of a lot', () => {
  it('[B3] is the start price before any bid, scheduled or open', () => {
    expect(askingPriceCents(aScheduledLot(), plainRules)).toBe(1_000);
    expect(askingPriceCents(anOpenLot(), plainRules)).toBe(1_000);
  });

  it('[B3] is the price plus the increment after a bid, paused too', () => {
    const bid = afterBids(anOpenLot(), plainRules, exact(1, 1_250));
    expect(askingPriceCents(bid, plainRules)).toBe(1_350);
    const paused = commanded(bid, plainRules, { command: 'pause', commandId }, 1_020_000);
    expect(askingPriceCents(paused, plainRules)).toBe(1_350);
  });

  it('[B3] does not exist once the lot is final', () => {
    expect(askingPriceCents(hammered(anOpenLot(), plainRules, 1_061_000), plainRules)).toBeUndefined();
  });
});

describe('ladders that make sense', () => {
  it('[B3] both published ladders do', () => {
    expect(ladderProblem(whatnot)).toBeUndefined();
    expect(ladderProblem(ebay)).toBeUndefined();
  });

  it('[B3] an increment may shrink as long as the asking price does not fall', () => {
    // At 999 the next bid is 1,099; at 1,000 it is 1,099 again.
    expect(ladderProblem(ladderOf([0, 100], [1_000, 99]))).toBeUndefined();
    // At 999 it is 1,099; at 1,000 it would be 1,098.
    expect(ladderProblem(ladderOf([0, 100], [1_000, 98]))).toEqual({
      field: 'ladder[1].incrementCents',
      problem: 'would make the asking price fall',
    });
  });

  it.each([
    ['no band', ladderOf(), 'ladder'],
    ['an increment of nothing', ladderOf([0, 0]), 'ladder[0].incrementCents'],
    ['a negative increment', ladderOf([0, 100], [500, -1]), 'ladder[1].incrementCents'],
    ['a negative price', ladderOf([-1, 100]), 'ladder[0].fromCents'],
    ['bands that do not ascend', ladderOf([0, 100], [500, 200], [400, 300]), 'ladder[2].fromCents'],
    ['one price twice', ladderOf([0, 100], [0, 200]), 'ladder[1].fromCents'],
  ])('[B3] %s is refused by its field', (_, ladder, field) => {
    expect(ladderProblem(ladder)?.field).toBe(field);
  });

  it('[B3] 64 bands fit, 65 do not', () => {
    const bands = (count: number) =>
      ladderOf(...Array.from({ length: count }, (_, at) => [at * 100, 100] as const));
    expect(limits.ladderBandsMax).toBe(64);
    expect(ladderProblem(bands(64))).toBeUndefined();
    expect(ladderProblem(bands(65), 'drop.ladder')).toEqual({
      field: 'drop.ladder',
      problem: 'may have at most 64 bands',
    });
  });
});
