import {
  askingPriceAbove,
  type ClosingPolicy,
  type IncrementLadder,
  type LotStatus,
} from '@gaveldrop/bidding';
import type { Cents, EpochMs, PaddleNumber, Sequence } from '@gaveldrop/units';
import type { Supposition } from './supposition.ts';

/** What was agreed before the lot opened, as far as it is public. */
export type Agreed = {
  readonly startPriceCents: Cents;
  readonly ladder: IncrementLadder;
  readonly closing: ClosingPolicy;
  readonly reserveCommitment?: string | undefined;
};

/** A lot after an entry of its history, as far as anyone can tell. */
export type LotState = {
  readonly status: LotStatus;
  readonly sequence: Sequence;
  readonly committedAtMs: EpochMs;
  readonly agreed: Agreed;
  readonly closesAtMs: EpochMs | undefined;
  readonly latestCloseAtMs: EpochMs | undefined;
  /** While paused. */
  readonly remainingMs: number | undefined;
  readonly extensions: number;
  readonly priceCents: Cents | undefined;
  /** Whose bid leads, and the entry of that bid. */
  readonly leader: { readonly paddleNumber: PaddleNumber; readonly bidSequence: Sequence } | undefined;
  /** What may be behind the prices so far; never empty. */
  readonly suppositions: readonly Supposition[];
};

/** Sold, passed and withdrawn are for ever. [L1] */
export const isOver = ({ status }: LotState): boolean =>
  status === 'sold' || status === 'passed' || status === 'withdrawn';

/** The next acceptable amount, or none once the lot is over. [B3] */
export function askingPriceOf(state: LotState): Cents | undefined {
  if (isOver(state)) return undefined;
  const { agreed, priceCents } = state;
  return priceCents === undefined ? agreed.startPriceCents : askingPriceAbove(agreed.ladder, priceCents);
}
