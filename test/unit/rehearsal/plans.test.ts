import { describe, expect, test } from 'vitest';
import { planBidder } from '../../../packages/rehearsal/src/bidder-plan.ts';
import { planDrop } from '../../../packages/rehearsal/src/drop-plan.ts';
import { seededStream } from '../../../packages/rehearsal/src/seeded-stream.ts';

const seeds = Array.from({ length: 60 }, (_, seed) => seed);

describe('seeded streams', () => {
  test('the same seed and name give the same numbers for ever', () => {
    const stream = seededStream(7, 'bidder 1');
    expect([stream.whole(0, 999), stream.whole(0, 999), stream.whole(0, 999)]).toEqual([747, 186, 156]);
  });

  test('no two of many seeds and names begin alike', () => {
    const begun = new Set<number>();
    for (let seed = -500; seed < 500; seed += 1)
      for (let name = 0; name < 50; name += 1) begun.add(seededStream(seed, `bidder ${name}`).next());
    // 50,000 draws of 32 bits: fewer than one collision is to be expected.
    expect(begun.size).toBeGreaterThan(49_990);
  });

  test('draws are spread evenly', () => {
    const stream = seededStream(1, 'spread');
    const counts = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 10_000; draw += 1) {
      const at = stream.whole(0, 9);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  });
});

describe('the plan of a drop', () => {
  test('is the same for the same seed, and a longer drop begins like a shorter one', () => {
    expect(planDrop(7, 3)).toEqual(planDrop(7, 3));
    expect(planDrop(7, 5).lots.slice(0, 3)).toEqual(planDrop(7, 3).lots);
    expect(planDrop(7, 3)).not.toEqual(planDrop(8, 3));
  });

  test('its first lot has no reserve, and reserves are never below the start price', () => {
    for (const seed of seeds) {
      const { lots, sellerIds } = planDrop(seed, 4);
      expect(lots[0]?.reserveCents).toBeUndefined();
      expect([2, 3]).toContain(sellerIds.length);
      for (const { startPriceCents, reserveCents = startPriceCents } of lots)
        expect(reserveCents).toBeGreaterThanOrEqual(startPriceCents);
    }
  });

  test('what is private is told apart from all that is public: it is never whole major units', () => {
    for (const seed of seeds) {
      const { lots } = planDrop(seed, 4);
      for (const { startPriceCents, shippingCents = 0, reserveCents } of lots) {
        expect(startPriceCents % 100).toBe(0);
        expect(shippingCents % 100).toBe(0);
        if (reserveCents !== undefined) expect(reserveCents % 100).not.toBe(0);
      }
      for (const interest of planBidder(seed, 2, lots)) {
        if (interest === undefined) continue;
        expect(interest.valuationCents % 100).not.toBe(0);
        if (interest.habit.kind === 'maximum') expect(interest.habit.firstCents % 100).not.toBe(0);
      }
    }
  });
});

describe('the plan of a bidder', () => {
  test('depends on the seed, the bidder and the lot alone', () => {
    const { lots } = planDrop(7, 3);
    expect(planBidder(7, 4, lots)).toEqual(planBidder(7, 4, lots));
    expect(planBidder(7, 4, planDrop(7, 5).lots).slice(0, 3)).toEqual(planBidder(7, 4, lots));
    expect(planBidder(7, 4, lots)).not.toEqual(planBidder(7, 5, lots));
  });

  test('there are all habits among them, some who only watch, and maxima that are equal to the cent', () => {
    const { lots } = planDrop(7, 3);
    const plans = Array.from({ length: 100 }, (_, at) => planBidder(7, at + 1, lots)[0]);
    const kinds = new Set(plans.map((plan) => plan?.habit.kind));
    expect(kinds).toEqual(new Set(['early', 'sniper', 'maximum', undefined]));
    const maxima = plans.filter((plan) => plan?.habit.kind === 'maximum').map((plan) => plan?.valuationCents);
    expect(new Set(maxima).size).toBeLessThan(maxima.length);
  });

  test('the first bidder always comes, and early', () => {
    for (const seed of seeds)
      for (const plan of planBidder(seed, 1, planDrop(seed, 2).lots)) expect(plan?.habit.kind).toBe('early');
  });
});
