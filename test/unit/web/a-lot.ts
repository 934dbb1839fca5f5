import type { OwnBid } from '@gaveldrop/client';
import type { PublicLot } from '@gaveldrop/protocol';
import {
  type BidId,
  cents,
  durationMs,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  sequence,
} from '@gaveldrop/units';

export const lotId = '01KJM00000000000000000AAA1' as LotId;
export const otherLotId = '01KJM00000000000000000AAA2' as LotId;

/** Writes an amount so that a test can tell it was asked to. */
export const money = (amountCents: number): string => `<${amountCents}>`;

/** Lot 1, open for another 40 s at 1,000,000, led by paddle 12 at 13.00; the next bid is 14.00. */
export const openLot: PublicLot = {
  lotId,
  number: lotNumber(1),
  sequence: sequence(4),
  committedAtMs: epochMs(999_000),
  status: 'open',
  priceCents: cents(1_300),
  askingPriceCents: cents(1_400),
  leadingPaddle: paddleNumber(12),
  bidCount: 2,
  reserveMet: false,
  openedAtMs: epochMs(980_000),
  closesAtMs: epochMs(1_040_000),
  latestCloseAtMs: epochMs(1_100_000),
  extensions: 0,
  closing: {
    durationMs: durationMs(60_000),
    extension: {
      mode: 'reset',
      windowMs: durationMs(10_000),
      amountMs: durationMs(10_000),
      capMs: durationMs(60_000),
    },
    climaxMs: durationMs(10_000),
    fairWarningMs: durationMs(5_000),
    commitGraceMs: durationMs(1_000),
  },
};

/** The open lot with some of its fields otherwise; those given as undefined are left out. */
export function aLot(
  fields: { readonly [Key in keyof PublicLot]?: PublicLot[Key] | undefined } = {},
): PublicLot {
  const entries = Object.entries({ ...openLot, ...fields }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as PublicLot;
}

/** A lot that nobody has opened yet. */
export const scheduledLot: PublicLot = aLot({
  status: 'scheduled',
  priceCents: undefined,
  leadingPaddle: undefined,
  bidCount: 0,
  openedAtMs: undefined,
  closesAtMs: undefined,
  latestCloseAtMs: undefined,
  sequence: sequence(1),
});

/** Lot 1, sold to paddle 12 at 13.00. */
export const soldLot: PublicLot = aLot({
  status: 'sold',
  outcome: 'sold',
  askingPriceCents: undefined,
  leadingPaddle: undefined,
  buyerPaddle: paddleNumber(12),
  hammerPriceCents: cents(1_300),
  sequence: sequence(5),
  committedAtMs: epochMs(1_041_100),
});

/** This phone's bid of 13.00 on lot 1, accepted and leading. */
export const ownBid: OwnBid = {
  bidId: '01KJM00000000000000000BBB1' as BidId,
  lotId,
  amountCents: cents(1_300),
  kind: 'exact',
  state: 'leading',
  attempts: 1,
  sequence: sequence(4),
  receivedAtMs: epochMs(999_000),
};
