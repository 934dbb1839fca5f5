import type { Receipt, RefusalReceipt } from '@gaveldrop/protocol';
import { type BidId, cents, epochMs, lotNumber, paddleNumber, sequence } from '@gaveldrop/units';
import { acceptedBids, bidHistory } from '@gaveldrop/web/bidder/bid-history.ts';
import { ownBidLine } from '@gaveldrop/web/bidder/own-bid-line.ts';
import { leastMaximumCents, ownMaximum } from '@gaveldrop/web/bidder/own-maximum.ts';
import { ownRefusals, receiptLines } from '@gaveldrop/web/bidder/receipt-lines.ts';
import { describe, expect, test } from 'vitest';
import { aLot, lotId, money, openLot, ownBid, soldLot } from './a-lot.ts';

const maximum = (amountCents: number) => ({ lotId, amountCents, kind: 'maximum' as const });

describe('what became of my bid', () => {
  const lineOf = (bid: typeof ownBid, lot = openLot, own = 12) => ownBidLine(bid, lot, own, money);

  test('it is on its way, and asked for again', () => {
    expect(lineOf({ ...ownBid, state: 'pending' })).toEqual({ tone: 'waiting', text: 'Sending…' });
    expect(lineOf({ ...ownBid, state: 'pending', attempts: 2 })).toEqual({
      tone: 'waiting',
      text: 'No answer yet, asking again…',
    });
  });
  test('it waits for a connection, or there was none', () => {
    const unsent = { ...ownBid, attempts: 0 };
    expect(lineOf({ ...unsent, state: 'pending' })).toEqual({ tone: 'waiting', text: 'Not sent yet…' });
    const text = 'Not sent: there was no connection';
    expect(lineOf({ ...unsent, state: 'not-sent' })).toEqual({ tone: 'bad', text });
  });
  test('it leads, until somebody else does', () => {
    expect(lineOf(ownBid)).toEqual({ tone: 'good', text: 'You lead at <1300>' });
    expect(lineOf(ownBid, aLot({ leadingPaddle: paddleNumber(33), priceCents: cents(1_400) }))).toEqual({
      tone: 'bad',
      text: 'Outbid: the price is <1400>',
    });
  });
  test('[B5] it was outbid at once', () => {
    expect(lineOf({ ...ownBid, state: 'outbid' }, openLot, 7).text).toBe('Outbid: the price is <1300>');
  });
  test('[B9] it was refused', () => {
    const refused = {
      ...ownBid,
      state: 'refused',
      code: 'below-asking-price',
      askingPriceCents: 1_400,
    } as const;
    expect(lineOf(refused)).toEqual({ tone: 'bad', text: 'Refused: the next bid is <1400>' });
  });
  test('the lot has ended', () => {
    expect(lineOf(ownBid, soldLot)).toEqual({ tone: 'good', text: 'Sold to you at <1300>' });
    expect(lineOf(ownBid, soldLot, 7)).toEqual({ tone: 'bad', text: 'Sold to paddle 12 at <1300>' });
    expect(lineOf(ownBid, aLot({ outcome: 'passed', status: 'passed' })).text).toBe(
      'Passed: the reserve was not met',
    );
    expect(lineOf(ownBid, aLot({ outcome: 'withdrawn', status: 'withdrawn' })).text).toBe(
      'The auctioneer withdrew this lot',
    );
  });
});

describe('my maximum', () => {
  test('[B5] it stands while one leads below it', () => {
    expect(ownMaximum([maximum(2_000), maximum(5_000)], openLot, 12)).toEqual({
      amountCents: 5_000,
      stands: true,
    });
  });
  test('[B5] it no longer stands once somebody went past it', () => {
    expect(ownMaximum([maximum(5_000)], openLot, 7)).toEqual({ amountCents: 5_000, stands: false });
    expect(ownMaximum([maximum(1_200)], openLot, 12)).toEqual({ amountCents: 1_200, stands: false });
  });
  test('[B5] it stood to the end when one bought below it', () => {
    expect(ownMaximum([maximum(5_000)], soldLot, 12)).toEqual({ amountCents: 5_000, stands: true });
  });
  test('there is none', () => {
    expect(ownMaximum([{ ...maximum(1), kind: 'exact' }], openLot, 12)).toBeUndefined();
  });
  test('[B6] a leader’s next one is above it; anyone else’s is the asking price', () => {
    expect(leastMaximumCents(openLot, 12, { amountCents: 5_000, stands: true })).toBe(5_001);
    expect(leastMaximumCents(openLot, 12, undefined)).toBe(1_301);
    expect(leastMaximumCents(openLot, 7, { amountCents: 1_000, stands: false })).toBe(1_400);
  });
});

describe('the list of my bids', () => {
  const receipt: Receipt = {
    bidId: '01KJM00000000000000000BBB0' as BidId,
    lotId,
    lotNumber: lotNumber(1),
    paddleNumber: paddleNumber(12),
    amountCents: cents(1_200),
    kind: 'exact',
    outcome: 'outbid',
    sequence: sequence(2),
    receivedAtMs: epochMs(990_000),
    committedAtMs: epochMs(990_010),
  };

  test('bids from before and from here stand once each, newest first', () => {
    const listed = bidHistory([{ ...receipt, bidId: ownBid.bidId }, receipt], [ownBid]);
    expect(listed.map(({ bidId, state }) => [bidId, state])).toEqual([
      ['01KJM00000000000000000BBB1', 'leading'],
      ['01KJM00000000000000000BBB0', 'outbid'],
    ]);
  });
  test('those refused or unanswered are not accepted', () => {
    const listed = bidHistory([], [{ ...ownBid, state: 'refused' }, { ...ownBid, state: 'pending' }, ownBid]);
    expect(acceptedBids(listed)).toHaveLength(1);
  });
});

describe('my receipts', () => {
  const accepted = {
    ...{ bidId: '01KJM00000000000000000BBB0', lotId, lotNumber: 1, paddleNumber: 12, amountCents: 900 },
    ...{ kind: 'maximum', outcome: 'outbid', sequence: 4, receivedAtMs: 1_000, committedAtMs: 1_001 },
    salt: 'a'.repeat(64),
  } as unknown as Receipt;
  const refusal = {
    ...{ bidId: '01KJM00000000000000000BBB1', lotId, paddleNumber: 12, amountCents: 950, kind: 'exact' },
    ...{ receivedAtMs: 2_000, code: 'below-asking-price', askingPriceCents: 1_400, sequence: 5 },
    ...{ keyId: 'K', signature: 'S' },
  } as unknown as RefusalReceipt;

  test('are accepted bids and refused ones, newest first, each once', () => {
    const here = { ...ownBid, bidId: accepted.bidId, sequence: 4, receivedAtMs: epochMs(1_000) };
    expect(receiptLines([accepted], [here], [refusal], [openLot])).toEqual([
      {
        ...{
          bidId: refusal.bidId,
          lotId,
          lotNumber: 1,
          amountCents: 950,
          kind: 'exact',
          receivedAtMs: 2_000,
        },
        ...{ came: 'refused', code: 'below-asking-price', askingPriceCents: 1_400 },
      },
      {
        ...{
          bidId: accepted.bidId,
          lotId,
          lotNumber: 1,
          paddleNumber: 12,
          amountCents: 900,
          kind: 'maximum',
        },
        ...{ came: 'outbid', sequence: 4, receivedAtMs: 1_000, committedAtMs: 1_001 },
      },
    ]);
  });
  test('are there before the saleroom has written them, once they were answered', () => {
    const answered = { ...ownBid, state: 'leading', sequence: 7, receivedAtMs: epochMs(3_000) } as const;
    expect(receiptLines([], [answered], [], [openLot])).toMatchObject([
      { bidId: ownBid.bidId, came: 'leading', sequence: 7, lotNumber: 1 },
    ]);
    expect(receiptLines([], [{ ...ownBid, state: 'pending' }], [], [openLot])).toEqual([]);
  });
  test('are not those of whoever used this phone before', () => {
    const others = { ...refusal, paddleNumber: paddleNumber(3) };
    const { paddleNumber: _, ...unregistered } = refusal;
    expect(ownRefusals([refusal, others, unregistered], 12)).toEqual([refusal, unregistered]);
  });
});
