import { createHash } from 'node:crypto';
import {
  applyLotChange,
  type Lot,
  type LotEvent,
  nextChange,
  type OpenLot,
  type ScheduledLot,
  scheduledLot,
} from '@gaveldrop/bidding';
import {
  assert,
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
} from '@gaveldrop/units';
import { ulid } from 'ulid';

/** A new id, different each time, so that tests on one table do not meet. */
export const anId = <Id extends string>(): Id => ulid() as Id;

export const startMs = 1_790_000_000_000;

let heads = 0;
/** The head of some chain, different each time: stores keep it and know nothing of what it is. */
export const aHead = (): ChainHash => {
  heads += 1;
  return createHash('sha256').update(String(heads)).digest('hex') as ChainHash;
};

/** A scheduled lot of a new drop, or of the one named. */
export const aScheduledLot = (dropId: DropId = anId(), number = 1): ScheduledLot =>
  scheduledLot(anId<LotId>(), dropId, lotNumber(number), anId<RulesId>(), epochMs(startMs), aHead());

/** The lot after one more change. */
export const changed = (lot: Lot, ...events: readonly LotEvent[]): Lot =>
  applyLotChange(lot, nextChange(lot, epochMs(startMs + lot.sequence * 1_000), events), aHead());

/** A scheduled lot's next state: open for a minute, with these paddles suspended. */
export function opened(lot: ScheduledLot, suspendedPaddles: readonly number[] = []): OpenLot {
  const open = changed(lot, {
    type: 'LotOpened',
    commandId: anId<CommandId>(),
    openedAtMs: epochMs(startMs + 1_000),
    closesAtMs: epochMs(startMs + 61_000),
    latestCloseAtMs: epochMs(startMs + 361_000),
    suspendedPaddles: suspendedPaddles.map(paddleNumber),
  });
  assert(open.status === 'open', 'an opened lot is open');
  return open;
}

/** An accepted bid, leading at its own amount. */
export const aBid = (
  paddle: number,
  amount: number,
  bidId: BidId = anId(),
): Extract<LotEvent, { type: 'BidAccepted' }> => ({
  type: 'BidAccepted',
  bidId,
  paddleNumber: paddleNumber(paddle),
  amountCents: cents(amount),
  kind: 'exact',
  receivedAtMs: epochMs(startMs + 2_000),
  outcome: 'leading',
  priceCents: cents(amount),
});
