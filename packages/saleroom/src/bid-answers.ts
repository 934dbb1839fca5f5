import {
  askingPriceCents,
  type BidOutcome,
  type BidRefusalCode,
  type Lot,
  publicLot,
} from '@gaveldrop/bidding';
import { type BidAnswer, type BidMessage, type RefusalForm, refusalText } from '@gaveldrop/protocol';
import type { EpochMs, PaddleNumber, Sequence } from '@gaveldrop/units';
import type { SaleroomKeys } from './ports/keys.ts';
import type { LotAgreement } from './ports/rules-store.ts';

/** What every answer to a sending says. */
export type Sending = {
  readonly bid: BidMessage;
  /** Whose it is; absent before registering. */
  readonly paddleNumber: PaddleNumber | undefined;
  readonly receivedAtMs: EpochMs;
  readonly nowMs: () => EpochMs;
};

type Face = Pick<BidAnswer, 'lot' | 'askingPriceCents'>;

function face(lot: Lot | undefined, agreement: LotAgreement | undefined): Face {
  if (lot === undefined || agreement === undefined) return {};
  const asking = askingPriceCents(lot, agreement.rules);
  return {
    lot: publicLot(lot, agreement.rules),
    ...(asking === undefined ? {} : { askingPriceCents: asking }),
  };
}

const base = ({ bid, receivedAtMs, nowMs }: Sending) => ({
  type: 'bid-answer' as const,
  bidId: bid.bidId,
  lotId: bid.lotId,
  receivedAtMs,
  serverNowMs: nowMs(),
});

export const acceptedAnswer = (
  sending: Sending,
  outcome: BidOutcome,
  sequence: Sequence,
  lot: Lot,
  agreement: LotAgreement,
): BidAnswer => ({ ...base(sending), outcome, sequence, ...face(lot, agreement) });

/** The first outcome again, with the lot as it stands now. [B10] */
export const repeatedAnswer = (
  sending: Sending,
  first: { outcome: BidOutcome; sequence: Sequence; receivedAtMs: EpochMs },
  lot: Lot,
  agreement: LotAgreement,
): BidAnswer => ({ ...base(sending), ...first, repeated: true, ...face(lot, agreement) });

/**
 * A refusal carries the state it was decided on; of a lot in another drop it says nothing. [B9]
 * Its receipt says the same over the saleroom's signature: nothing else is ever kept of it.
 */
export function refusedAnswer(
  sending: Sending,
  keys: SaleroomKeys,
  code: BidRefusalCode,
  lot?: Lot | undefined,
  agreement?: LotAgreement | undefined,
): BidAnswer {
  const { bid, paddleNumber, receivedAtMs } = sending;
  const { lot: seen, askingPriceCents } = code === 'lot-unknown' ? {} : face(lot, agreement);
  const decidedOn = {
    ...(seen === undefined ? {} : { sequence: seen.sequence }),
    ...(askingPriceCents === undefined ? {} : { askingPriceCents }),
  };
  const form: RefusalForm = {
    ...{ bidId: bid.bidId, lotId: bid.lotId, amountCents: bid.amountCents, kind: bid.kind },
    ...(paddleNumber === undefined ? {} : { paddleNumber }),
    ...{ receivedAtMs, code },
    ...decidedOn,
  };
  const receipt = { ...form, keyId: keys.keyId, signature: keys.sign(refusalText(form)) };
  return {
    ...base(sending),
    outcome: 'refused',
    code,
    ...decidedOn,
    ...(seen === undefined ? {} : { lot: seen }),
    receipt,
  };
}

export const unknownAnswer = (sending: Sending, afterSequence: Sequence | undefined): BidAnswer => ({
  ...base(sending),
  outcome: 'unknown',
  ...(afterSequence === undefined ? {} : { afterSequence }),
});

export const busyAnswer = (sending: Sending): BidAnswer => ({ ...base(sending), outcome: 'busy' });
