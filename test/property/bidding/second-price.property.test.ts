import type { BidKind, IncrementLadder, LotRules } from '@gaveldrop/bidding';
import { cents } from '@gaveldrop/units';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anOpenLot, bidOn, changed, plainRules } from '../../unit/bidding/a-lot.ts';
import { arbitraryLadder } from './arbitrary-rules.ts';

type Offer = { readonly paddle: number; readonly amount: number; readonly kind: BidKind };

/** The next amount, read off a ladder from the top band down. */
const nextAbove = (ladder: IncrementLadder, price: number): number => {
  const band = [...ladder].reverse().find(({ fromCents }) => price >= fromCents) ?? ladder[0];
  return price + (band?.incrementCents ?? 0);
};

/**
 * A second-price sale, worked out afresh from the list of all offers taken so far: who offered most (the first of equals),
 * and the price, the least that beats everybody else, or all of one's own when that is less. An exact offer that leads
 * is a price by itself; a raise by the leader changes nothing but who can be beaten by what; a maximum that reaches
 * the reserve makes the reserve a price.
 */
function sale(start: number, reserve: number, ladder: IncrementLadder, taken: readonly Offer[]) {
  let price: number | undefined;
  let leader: Offer | undefined;
  for (const [at, offer] of taken.entries()) {
    const raising = leader?.paddle === offer.paddle;
    const ranked = taken.slice(0, at + 1).sort((one, other) => other.amount - one.amount);
    leader = ranked[0];
    const second = ranked.find(({ paddle }) => paddle !== leader?.paddle);
    const beats = second === undefined ? start : nextAbove(ladder, second.amount);
    const floor = [price ?? 0];
    if (!raising) floor.push(Math.min(leader?.amount ?? 0, beats));
    if (offer === leader && offer.kind === 'exact') floor.push(offer.amount);
    if (offer === leader && offer.kind === 'maximum' && offer.amount >= reserve) floor.push(reserve);
    price = Math.max(...floor);
  }
  return { price, leader };
}

function takes(start: number, ladder: IncrementLadder, now: ReturnType<typeof sale>, offer: Offer): boolean {
  if (now.leader?.paddle === offer.paddle)
    return offer.kind === 'maximum' && offer.amount > now.leader.amount;
  return offer.amount >= (now.price === undefined ? start : nextAbove(ladder, now.price));
}

/** Offers that rise on the whole, so that many are taken, and meet one another's amounts often. */
const offers = fc
  .array(
    fc.record({
      paddle: fc.integer({ min: 1, max: 4 }),
      about: fc.oneof(fc.constantFrom(0, 10, 20), fc.integer({ min: -20, max: 60 })),
      kind: fc.constantFrom<BidKind>('maximum', 'maximum', 'exact'),
    }),
    { minLength: 8, maxLength: 30 },
  )
  .map((some) =>
    some.map(({ about, ...offer }, at) => ({ ...offer, amount: Math.max(1, 10 * (at + 1) + about) })),
  );

it('[B3] [B4] [B5] [B6] [B7] prices and leaders are those of a second-price sale worked out from scratch', () => {
  let compared = 0;
  fc.assert(
    fc.property(
      ...([
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 300 }),
        arbitraryLadder,
        offers,
      ] as const),
      (start, over, ladder, all) => {
        const reserve = over < 100 ? 0 : start + over;
        const rules: LotRules = {
          ...plainRules,
          ladder,
          startPriceCents: cents(start),
          reserveCents: reserve === 0 ? undefined : cents(reserve),
        };
        const taken: Offer[] = [];
        let lot: ReturnType<typeof changed> = anOpenLot(rules);
        for (const offer of all) {
          const decision = bidOn(lot, rules, offer);
          expect(decision.kind === 'accepted').toBe(
            takes(start, ladder, sale(start, reserve, ladder, taken), offer),
          );
          if (decision.kind !== 'accepted') continue;
          taken.push(offer);
          lot = changed(lot, ...decision.events);
          const { price, leader } = sale(start, reserve, ladder, taken);
          expect(lot).toMatchObject({
            priceCents: price,
            leader: { paddleNumber: leader?.paddle, ceilingCents: leader?.amount },
          });
          expect(decision.outcome).toBe(leader?.paddle === offer.paddle ? 'leading' : 'outbid');
          compared += 1;
        }
      },
    ),
    { numRuns: 1_000 },
  );
  expect(compared).toBeGreaterThan(3_000);
});
