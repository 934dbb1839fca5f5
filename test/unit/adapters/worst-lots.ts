import type { Lot, OpenLot, RecentAct, Standing } from '@gaveldrop/bidding';
import {
  type BidId,
  type ChainHash,
  type CommandId,
  cents,
  type DropId,
  epochMs,
  type LotId,
  lotNumber,
  paddleNumber,
  type RulesId,
  sequence,
} from '@gaveldrop/units';

/** Ids whose first characters are those of the year 2026 and whose rest is the highest there is. */
const id = <Id extends string>(last: string): Id => `01KZZZZZZZZZZZZZZZZZZZZZZ${last}` as Id;

/** The largest of everything: no trailing zero, which would cost nothing. */
const amountCents = cents(999_999_999_999);
const atMs = (offset: number) => epochMs(1_799_999_999_990 + offset);
const at = sequence(999_999_999);
const standing = (paddle: number): Standing => ({
  paddleNumber: paddleNumber(paddle),
  ceilingCents: amountCents,
  bidSequence: at,
});

/** An open lot as large as one can be: a full memory, all paddles suspended that may be, and a maximum that moved the close. */
export const worstOpenLot: OpenLot = {
  lotId: id<LotId>('A'),
  dropId: id<DropId>('B'),
  number: lotNumber(99_999),
  rulesId: id<RulesId>('C'),
  status: 'open',
  sequence: at,
  committedAtMs: atMs(1),
  chainHead: 'f0'.repeat(32) as ChainHash,
  recent: Array.from(
    { length: 8 },
    (_, act): RecentAct => ({ id: id<BidId>(String(act)), sequence: at, outcome: 'leading' }),
  ),
  suspendedPaddles: Array.from({ length: 16 }, (_, paddle) => paddleNumber(65_500 + paddle)),
  events: [
    {
      type: 'BidAccepted',
      bidId: id<BidId>('7'),
      paddleNumber: paddleNumber(65_535),
      amountCents,
      kind: 'maximum',
      receivedAtMs: atMs(2),
      outcome: 'leading',
      priceCents: amountCents,
    },
    { type: 'CloseExtended', closesAtMs: atMs(3) },
  ],
  openedAtMs: atMs(4),
  closesAtMs: atMs(3),
  latestCloseAtMs: atMs(5),
  extensions: 99_999,
  bidCount: 999_999_999,
  priceCents: amountCents,
  leader: standing(65_535),
  underbidder: standing(65_533),
};

/** The same lot in each state that can be larger in some part. */
export const worstLots: Readonly<Record<string, Lot>> = {
  'open, after a maximum that extended': worstOpenLot,
  paused: {
    ...worstOpenLot,
    status: 'paused',
    remainingMs: 604_799_999 as never,
    events: [{ type: 'LotPaused', commandId: id<CommandId>('7'), remainingMs: 604_799_999 as never }],
  },
  'just opened': {
    ...worstOpenLot,
    priceCents: undefined,
    leader: undefined,
    underbidder: undefined,
    events: [
      {
        type: 'LotOpened',
        commandId: id<CommandId>('7'),
        openedAtMs: atMs(4),
        closesAtMs: atMs(3),
        latestCloseAtMs: atMs(5),
        suspendedPaddles: worstOpenLot.suspendedPaddles,
      },
    ],
  },
  sold: {
    ...worstOpenLot,
    status: 'sold',
    hammerPriceCents: amountCents,
    buyerPaddle: paddleNumber(65_535),
    underbidderPaddle: paddleNumber(65_533),
    events: [
      {
        type: 'LotSold',
        hammerPriceCents: amountCents,
        buyerPaddle: paddleNumber(65_535),
        underbidderPaddle: paddleNumber(65_533),
      },
    ],
  },
  'withdrawn with a reason of 120 characters': {
    ...worstOpenLot,
    status: 'withdrawn',
    reason: 'r'.repeat(120),
    events: [{ type: 'LotWithdrawn', commandId: id<CommandId>('7'), reason: 'r'.repeat(120) }],
  },
};
