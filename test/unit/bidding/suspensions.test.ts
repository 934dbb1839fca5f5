import { changeSuspension, decideSuspension, type Lot } from '@gaveldrop/bidding';
import { paddleNumber } from '@gaveldrop/units';
import { describe, expect, it } from 'vitest';
import {
  afterBids,
  anOpenLot,
  aScheduledLot,
  bidOn,
  changed,
  commanded,
  commandId,
  exact,
  hammered,
  maximum,
  paddles,
  plainRules,
  refusal,
} from './a-lot.ts';

const sixteen = paddles(...Array.from({ length: 16 }, (_, at) => at + 1));

describe('a drop’s list', () => {
  it('[L5] takes sixteen paddles and refuses the seventeenth', () => {
    expect(changeSuspension(sixteen.slice(0, 15), paddleNumber(16), true)).toEqual(sixteen);
    expect(changeSuspension(sixteen, paddleNumber(17), true)).toBe('suspended-paddles-max');
  });

  it('[L5] a full list still takes one that is on it, and lets one go', () => {
    expect(changeSuspension(sixteen, paddleNumber(3), true)).toBe(sixteen);
    expect(changeSuspension(sixteen, paddleNumber(1), false)).toEqual(sixteen.slice(1));
    expect(changeSuspension(sixteen, paddleNumber(40), false)).toBe(sixteen);
  });
});

describe('one lot', () => {
  const suspend = (lot: Lot, paddle: number, on = true): Lot => {
    const events = decideSuspension(lot, paddleNumber(paddle), on);
    return events.length === 0 ? lot : changed(lot, ...events);
  };

  it('[L5] the next bid is refused, accepted bids stand', () => {
    const lot = suspend(afterBids(anOpenLot(), plainRules, maximum(1, 5_000)), 1);
    expect(refusal(lot, plainRules, maximum(1, 9_000)).code).toBe('paddle-suspended');
    expect(lot).toMatchObject({ priceCents: 1_000, leader: { paddleNumber: 1, ceilingCents: 5_000 } });
    expect(afterBids(lot, plainRules, exact(2, 2_000)).leader?.paddleNumber).toBe(1);
    expect(hammered(lot, plainRules, 1_061_000)).toMatchObject({ status: 'sold', buyerPaddle: 1 });
  });

  it('[L5] readmitted, the paddle bids again', () => {
    const lot = suspend(suspend(anOpenLot(), 1), 1, false);
    expect(lot.suspendedPaddles).toEqual([]);
    expect(bidOn(lot, plainRules, exact(1, 1_000)).kind).toBe('accepted');
  });

  it('[L5] a paused lot is brought in line too', () => {
    const paused = commanded(anOpenLot(), plainRules, { command: 'pause', commandId }, 1_020_000);
    expect(suspend(paused, 7)).toMatchObject({ status: 'paused', suspendedPaddles: [7] });
  });

  it('[L5] nothing is done to a lot that agrees, is scheduled or is final', () => {
    const nobody = paddleNumber(1);
    expect(decideSuspension(anOpenLot(plainRules, [1]), nobody, true)).toEqual([]);
    expect(decideSuspension(anOpenLot(), nobody, false)).toEqual([]);
    expect(decideSuspension(aScheduledLot(), nobody, true)).toEqual([]);
    expect(decideSuspension(hammered(anOpenLot(), plainRules, 1_061_000), nobody, true)).toEqual([]);
  });
});
