import {
  applyLotChange,
  firstChange,
  type Lot,
  type LotEvent,
  type LotRules,
  nextChange,
  type ScheduledLot,
  scheduledLot,
} from '@gaveldrop/bidding';
import { historyEntryText } from '@gaveldrop/protocol';
import { type ChainHash, chainHash, type EpochMs, type LotId } from '@gaveldrop/units';
import { type CommittedEntry, publicChange, type Veil } from './public-change.ts';

/** The chain head after an entry: the SHA-256 of what the public history will say of it. [L3] */
const headAfter = (veil: Veil, lotId: LotId, entry: CommittedEntry): ChainHash =>
  chainHash(veil.digest.sha256(historyEntryText(entry.dropId, lotId, publicChange(veil, entry))));

/**
 * The lot after what is about to be committed, its chain of history one link longer. [L3]
 * Every change of a lot is made here or in `sealedLot`, so that the history which anyone can read is the one that the
 * lot's head vouches for.
 */
export function sealedChange(veil: Veil, lot: Lot, committedAtMs: EpochMs, events: readonly LotEvent[]): Lot {
  const { dropId, lotId, chainHead: previousHash } = lot;
  const change = nextChange(lot, committedAtMs, events);
  return applyLotChange(lot, change, headAfter(veil, lotId, { dropId, previousHash, ...change }));
}

/** A lot's first state, which begins its chain. [L1] [L3] */
export function sealedLot(
  veil: Veil & { readonly rules: LotRules },
  { lotId, dropId, number }: Pick<ScheduledLot, 'lotId' | 'dropId' | 'number'>,
  committedAtMs: EpochMs,
): ScheduledLot {
  const { rulesId } = veil.rules;
  const head = headAfter(veil, lotId, { dropId, ...firstChange(rulesId, committedAtMs) });
  return scheduledLot(lotId, dropId, number, rulesId, committedAtMs, head);
}
