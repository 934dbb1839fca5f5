import { isFinal, type Lot } from '@gaveldrop/bidding';
import { type BidId, type EpochMs, limits, type Sequence, ulidTimeMs } from '@gaveldrop/units';

/**
 * Whether an earlier sending of this bid may yet be committed, so that a refusal now could prove wrong. [B10]
 * A bid's id is made at its first sending, by the server's clock as the phone knows it: its time says when that was.
 * A sending writes for `limits.commitTimeMaxMs` at most, and its last write may land for `limits.writeInFlightMaxMs` more.
 * Nothing lands on a final lot, so every `unknown` ends at the hammer whatever the phone's clock says.
 */
export function mayStillLand(
  lot: Lot,
  bidId: BidId,
  afterSequence: Sequence | undefined,
  nowMs: EpochMs,
): boolean {
  if (isFinal(lot)) return false;
  if (afterSequence !== undefined && lot.sequence <= afterSequence) return true;
  return nowMs - ulidTimeMs(bidId) < limits.commitTimeMaxMs + limits.writeInFlightMaxMs;
}
