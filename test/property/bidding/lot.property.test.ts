import {
  applyLotChange,
  askingPriceCents,
  isFinal,
  isLive,
  type Lot,
  type LotChange,
  publicLot,
} from '@gaveldrop/bidding';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aScheduledLot, someHead } from '../../unit/bidding/a-lot.ts';
import { arbitraryRules } from './arbitrary-rules.ts';
import { arbitrarySteps } from './arbitrary-steps.ts';
import { acceptedIn, type Played, play } from './play.ts';

const bidden = (lot: Lot) => (lot.status === 'scheduled' ? undefined : lot);
const eventsOf = ({ change }: Played) => change?.events ?? [];
const has = (one: Played, type: string): boolean => eventsOf(one).some((event) => event.type === type);
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** Holds for every step of any life of any lot. */
const always = (check: (played: readonly Played[], rules: Parameters<typeof play>[0]) => void): void =>
  fc.assert(
    fc.property(arbitraryRules, arbitrarySteps, (rules, steps) => check(play(rules, steps), rules)),
    { numRuns: 400 },
  );

it('[B11] a price never falls and, once there, never goes away', () =>
  always((played) => {
    for (const { before, after } of played) {
      const price = bidden(before)?.priceCents ?? 0;
      expect(bidden(after)?.priceCents ?? 0).toBeGreaterThanOrEqual(price);
    }
  }));

it('[C2] a bid never moves the close earlier', () =>
  always((played) => {
    for (const { step, before, after } of played) {
      if (step === 'open' || step.what !== 'bid') continue;
      expect(bidden(after)?.closesAtMs ?? 0).toBeGreaterThanOrEqual(bidden(before)?.closesAtMs ?? 0);
    }
  }));

it('[L3] every change adds one to the sequence, and nothing else does', () =>
  always((played) => {
    for (const { before, after, change } of played) {
      expect(after.sequence - before.sequence).toBe(change === undefined ? 0 : 1);
      if (change === undefined) expect(after).toBe(before);
      else expect(after.events).toEqual(change.events);
    }
  }));

it('[L3] the lot is the fold of its events, as they are stored', () =>
  always((played) => {
    const changes = played.flatMap(({ change }): LotChange[] => (change === undefined ? [] : [change]));
    const folded = stored(changes).reduce<Lot>(
      (lot, change) => stored(applyLotChange(lot, change, someHead)),
      aScheduledLot(),
    );
    expect(folded).toEqual(stored(played.at(-1)?.after));
  }));

it('[B5] the price lies within the leader’s ceiling, and the asking price above the price', () =>
  always((played, rules) => {
    for (const { after } of played) {
      const { priceCents, leader } = bidden(after) ?? {};
      expect(leader === undefined).toBe(priceCents === undefined);
      if (leader === undefined || priceCents === undefined) continue;
      expect(leader.ceilingCents).toBeGreaterThanOrEqual(priceCents);
      if (isLive(after)) expect(askingPriceCents(after, rules)).toBeGreaterThan(priceCents);
    }
  }));

it('[B5] [C7] the leader holds the highest accepted amount, the earliest of equals; the underbidder the next paddle’s', () =>
  always((played) => {
    const accepted = acceptedIn(played);
    const best = new Map<number, number>();
    const order: number[] = [];
    for (const { paddleNumber, amountCents } of accepted) {
      if (amountCents <= (best.get(paddleNumber) ?? 0)) continue;
      best.set(paddleNumber, amountCents);
      order.splice(order.indexOf(paddleNumber) >>> 0, 1);
      order.push(paddleNumber);
    }
    const ranked = order.sort((one, other) => (best.get(other) ?? 0) - (best.get(one) ?? 0));
    const lot = bidden(played.at(-1)?.after ?? aScheduledLot());
    expect(lot?.leader?.paddleNumber).toBe(ranked[0]);
    expect(lot?.leader?.ceilingCents).toBe(best.get(ranked[0] ?? 0));
    expect(lot?.underbidder?.paddleNumber).toBe(ranked[1]);
    expect(lot?.underbidder?.ceilingCents).toBe(best.get(ranked[1] ?? 0));
  }));

it('[C7] the hammer falls after the grace; sold at or above the reserve, passed below it or without a bid', () =>
  always((played, rules) => {
    for (const one of played) {
      const lot = one.after;
      if (!has(one, 'LotSold') && !has(one, 'LotPassed')) continue;
      expect(one.nowMs).toBeGreaterThanOrEqual((bidden(lot)?.closesAtMs ?? Number.POSITIVE_INFINITY) + 1_000);
      const met = (bidden(lot)?.priceCents ?? -1) >= (rules.reserveCents ?? 0);
      expect(lot.status).toBe(met ? 'sold' : 'passed');
      if (lot.status !== 'sold') continue;
      expect(lot.hammerPriceCents).toBe(lot.priceCents);
      expect(lot.buyerPaddle).toBe(lot.leader?.paddleNumber);
      expect(lot.underbidderPaddle).not.toBe(lot.buyerPaddle);
    }
  }));

it('[C4] [C10] no close is later than the first plus the cap, moved only as resuming moved it', () =>
  always((played, rules) => {
    const { extension } = rules.closing;
    const capMs = extension.mode === 'none' ? 0 : extension.capMs;
    let latestMs: number | undefined;
    for (const one of played) {
      const closesAtMs = bidden(one.after)?.closesAtMs;
      const beforeMs = bidden(one.before)?.closesAtMs;
      if (beforeMs === undefined && closesAtMs !== undefined && capMs !== undefined)
        latestMs = closesAtMs + capMs;
      if (has(one, 'LotResumed') && latestMs !== undefined) latestMs += (closesAtMs ?? 0) - (beforeMs ?? 0);
      expect(bidden(one.after)?.latestCloseAtMs).toBe(latestMs);
      if (latestMs !== undefined) expect(closesAtMs).toBeLessThanOrEqual(latestMs);
    }
  }));

it('[C2] [C5] extensions and bids are counted when they move something', () =>
  always((played) => {
    for (const one of played) {
      const [before, after] = [bidden(one.before), bidden(one.after)];
      if (one.step === 'open' || one.step.what !== 'bid' || one.change === undefined) continue;
      const moved = after?.closesAtMs !== before?.closesAtMs;
      expect((after?.extensions ?? 0) - (before?.extensions ?? 0)).toBe(moved ? 1 : 0);
      const raised =
        before?.leader?.paddleNumber === one.step.paddle && after?.priceCents === before?.priceCents;
      expect((after?.bidCount ?? 0) - (before?.bidCount ?? 0)).toBe(raised ? 0 : 1);
      if (raised) expect(moved).toBe(false);
    }
  }));

it('[L1] a final lot never changes again', () =>
  always((played) => {
    for (const { before, after, change } of played) {
      if (!isFinal(before)) continue;
      expect(change).toBeUndefined();
      expect(after).toBe(before);
    }
  }));

it('[L5] [B8] [B9] a suspended paddle, a seller’s paddle and a bid above its limit are never accepted', () =>
  always((played) => {
    for (const { step, before, change } of played) {
      if (step === 'open' || step.what !== 'bid' || change === undefined) continue;
      expect(step.seller).toBe(false);
      expect(before.status).toBe('open');
      expect(before.suspendedPaddles).not.toContain(step.paddle);
      for (const event of change.events)
        if (event.type === 'BidAccepted')
          expect(event.amountCents).toBeLessThanOrEqual(step.limit ?? Number.POSITIVE_INFINITY);
    }
  }));

it('[C6] no bid received after the close is accepted', () =>
  always((played) => {
    for (const { before, change } of played)
      for (const event of change?.events ?? [])
        if (event.type === 'BidAccepted')
          expect(event.receivedAtMs).toBeLessThanOrEqual(
            bidden(before)?.closesAtMs ?? Number.POSITIVE_INFINITY,
          );
  }));

it('[L4] what is public never names the reserve, nor a ceiling the price has not reached', () =>
  always((played, rules) => {
    const publicKeys = new Set<string>();
    for (const { after } of played)
      for (const key of Object.keys(publicLot(after, rules))) publicKeys.add(key);
    for (const key of [
      'reserveCents',
      'leader',
      'underbidder',
      'suspendedPaddles',
      'recent',
      'events',
      'reason',
    ])
      expect(publicKeys.has(key)).toBe(false);
  }));

it('lives like these are rich enough: all ends, pauses, extensions, raises and ties occur', () => {
  const seen = new Set<string>();
  for (const { rules, steps } of fc.sample(fc.record({ rules: arbitraryRules, steps: arbitrarySteps }), {
    numRuns: 400,
    seed: 1,
  }))
    for (const one of play(rules, steps)) {
      for (const event of eventsOf(one)) seen.add(event.type === 'BidAccepted' ? event.outcome : event.type);
      const [before, after] = [bidden(one.before), bidden(one.after)];
      if (has(one, 'BidAccepted') && before?.leader !== undefined) {
        if (after?.bidCount === before.bidCount) seen.add('raise');
        if (after?.underbidder?.ceilingCents === after?.leader?.ceilingCents) seen.add('tie');
      }
    }
  for (const kind of [
    ...['leading', 'outbid', 'raise', 'tie', 'CloseExtended', 'LotPaused', 'LotResumed', 'HammerCalled'],
    ...['PaddleSuspended', 'PaddleReadmitted', 'LotSold', 'LotPassed', 'LotWithdrawn'],
  ])
    expect(seen, kind).toContain(kind);
});
