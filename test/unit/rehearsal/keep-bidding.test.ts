import type { DropClient, DropState, OwnBid } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import type { LotId, PaddleNumber } from '@gaveldrop/units';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Habit, Interest } from '../../../packages/rehearsal/src/bidder-plan.ts';
import { keepBidding } from '../../../packages/rehearsal/src/keep-bidding.ts';
import { lotForms, lotId } from './sound-evidence.ts';

/** Opened at 100,000, closes at 108,000; asked 11,000 for, led by paddle 2. */
const open = lotForms[2] as PublicLot;
const sniper: Habit = { kind: 'sniper', beforeCloseMs: 400, bidsMax: 2, bids: 'asking-price' };
const early: Habit = { kind: 'early', afterOpenMs: 1_000, bidsMax: 3, jumpBp: 0 };
const raised = (change: object): PublicLot => ({ ...open, ...change }) as PublicLot;

/** A client whose drop is what the test says, and which notes when it was had to bid. */
function standIn(habit: Habit) {
  const made: [atMs: number, amountCents: number][] = [];
  let lots: readonly PublicLot[] = [open];
  let bids: readonly OwnBid[] = [];
  let listener: ((state: DropState) => void) | undefined;
  const state = () => ({ lots, bids }) as DropState;
  const client = {
    state,
    serverNowMs: () => Date.now(),
    subscribe(given: (state: DropState) => void) {
      listener = given;
      return () => {
        listener = undefined;
      };
    },
    bid({ amountCents }: { amountCents: number }) {
      made.push([Date.now(), amountCents]);
      bids = [...bids, { lotId, amountCents, kind: 'exact', state: 'pending' } as unknown as OwnBid];
      listener?.(state());
    },
  } as unknown as DropClient;
  const interest = { habit, valuationCents: 20_001, thinkMs: 600 } as Interest;
  const stop = keepBidding(client, 1 as PaddleNumber, new Map([[lotId as LotId, interest]]));
  return {
    made,
    stop,
    show(lot: PublicLot) {
      lots = [lot];
      listener?.(state());
    },
    answerLast(outcome: OwnBid['state']) {
      bids = bids.map((bid, at) => (at === bids.length - 1 ? { ...bid, state: outcome } : bid));
      listener?.(state());
    },
  };
}

describe('somebody who keeps bidding', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 103_000 }));
  afterEach(() => void vi.useRealTimers());

  test('waits for their moment and bids what is asked then', () => {
    const person = standIn(sniper);
    vi.advanceTimersByTime(2_000);
    person.show(raised({ sequence: 5, priceCents: 11_000, askingPriceCents: 11_500 }));
    vi.advanceTimersByTime(2_599);
    expect(person.made).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(person.made).toEqual([[107_600, 11_500]]);
  });

  test('waits on when the close moves', () => {
    const person = standIn(sniper);
    person.show(raised({ sequence: 5, closesAtMs: 110_000 }));
    vi.advanceTimersByTime(6_599);
    expect(person.made).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(person.made).toEqual([[109_600, 11_000]]);
  });

  test('waits for an answer, then thinks before bidding again', () => {
    const person = standIn(early);
    vi.advanceTimersByTime(0);
    expect(person.made).toEqual([[103_000, 11_000]]);
    person.show(raised({ sequence: 5, askingPriceCents: 11_500 }));
    vi.advanceTimersByTime(2_000);
    expect(person.made).toHaveLength(1);
    person.answerLast('outbid');
    vi.advanceTimersByTime(300);
    person.show(raised({ sequence: 6, askingPriceCents: 12_000 }));
    vi.advanceTimersByTime(300);
    expect(person.made).toEqual([
      [103_000, 11_000],
      [105_600, 12_000],
    ]);
  });

  test('drops what they had in mind once they lead, the lot is over, or they are told to stop', () => {
    const leads = standIn(sniper);
    leads.show(raised({ sequence: 5, leadingPaddle: 1 }));
    const over = standIn(sniper);
    over.show(raised({ sequence: 5, status: 'sold', outcome: 'sold' }));
    const told = standIn(sniper);
    told.stop();
    vi.advanceTimersByTime(10_000);
    expect([leads.made, over.made, told.made]).toEqual([[], [], []]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
