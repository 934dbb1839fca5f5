import { cents, epochMs, paddleNumber } from '@gaveldrop/units';
import { type BidButtonInput, bidButtonState } from '@gaveldrop/web/bidder/bid-button-state.ts';
import { describe, expect, test } from 'vitest';
import { aLot, openLot, otherLotId, ownBid, scheduledLot, soldLot } from './a-lot.ts';

const nowMs = epochMs(1_000_000);
const stateOf = (input: Partial<BidButtonInput> = {}) =>
  bidButtonState({
    lot: openLot,
    nowMs,
    signedIn: true,
    paddleNumber: paddleNumber(7),
    connection: 'live',
    ownLot: false,
    bids: [],
    ...input,
  });
const refusedWith = (code: NonNullable<typeof ownBid.code>) => ({
  ...ownBid,
  state: 'refused' as const,
  code,
});

describe('the one big button', () => {
  test('bids the asking price', () => {
    expect(stateOf()).toEqual({ kind: 'bid', amountCents: 1_400 });
  });
  test('says that one leads', () => {
    expect(stateOf({ paddleNumber: paddleNumber(12) })).toEqual({ kind: 'leading', priceCents: 1_300 });
  });
  test('says what one has bought', () => {
    expect(stateOf({ lot: soldLot, paddleNumber: paddleNumber(12) })).toEqual({
      kind: 'bought',
      hammerPriceCents: 1_300,
    });
  });
  test('waits for the answer to a bid that can still win', () => {
    const pending = { ...ownBid, amountCents: cents(1_400), state: 'pending' as const };
    expect(stateOf({ bids: [pending] })).toEqual({ kind: 'awaited', amountCents: 1_400, isAway: false });
  });
  test('does not wait for a bid that the price has passed, or one on another lot', () => {
    const passed = { ...ownBid, amountCents: cents(1_300), state: 'pending' as const };
    const elsewhere = { ...ownBid, lotId: otherLotId, amountCents: cents(9_000), state: 'pending' as const };
    expect(stateOf({ bids: [passed, elsewhere] }).kind).toBe('bid');
  });
  test('asks to sign in, then to join', () => {
    expect(stateOf({ signedIn: false, paddleNumber: undefined, connection: 'connecting' })).toEqual({
      kind: 'sign-in',
    });
    expect(stateOf({ paddleNumber: undefined })).toEqual({ kind: 'join' });
  });
  test.each([
    [{ lot: soldLot }, 'Sold'],
    [{ lot: scheduledLot }, 'Not open yet'],
    [{ lot: aLot({ status: 'paused', closesAtMs: undefined }) }, 'Paused'],
    [{ nowMs: epochMs(1_040_001) }, 'Closing…'],
    [{ connection: 'refused' }, 'Not connected'],
    [{ ownLot: true }, 'Your own lot'],
    [{ bids: [refusedWith('seller-may-not-bid')] }, 'Your own lot'],
    [{ bids: [refusedWith('paddle-suspended')] }, 'Paddle suspended'],
  ] as const)('says why it does nothing: %j', (input, label) => {
    expect(stateOf(input)).toMatchObject({ kind: 'blocked', label });
  });
  test.each(['waiting', 'connecting'] as const)(
    'takes a bid while the connection is %s, says so once there is one, and claims nothing else',
    (connection) => {
      const pending = { ...ownBid, amountCents: cents(1_400), state: 'pending' as const };
      expect(stateOf({ connection })).toEqual({ kind: 'bid', amountCents: 1_400 });
      expect(stateOf({ connection, bids: [pending] })).toEqual({
        kind: 'awaited',
        amountCents: 1_400,
        isAway: true,
      });
      const others: Partial<BidButtonInput>[] = [
        { paddleNumber: paddleNumber(12) },
        { paddleNumber: undefined },
        { lot: scheduledLot },
        { nowMs: epochMs(1_040_001) },
      ];
      for (const other of others)
        expect(stateOf({ connection, ...other })).toEqual({ kind: 'blocked', label: 'Reconnecting…' });
    },
  );
  test('[C6] at the close itself a bid is still in time', () => {
    expect(stateOf({ nowMs: epochMs(1_040_000) }).kind).toBe('bid');
  });
  test('[L5] a suspended paddle may try again later: nothing tells the phone that it was readmitted', () => {
    expect(stateOf({ bids: [refusedWith('paddle-suspended')], nowMs: epochMs(1_014_000) }).kind).toBe('bid');
  });
});
