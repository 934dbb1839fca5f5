import {
  type ChainHash,
  type DropId,
  type EpochMs,
  type LotId,
  type LotNumber,
  type RulesId,
  sequence,
} from '@gaveldrop/units';
import type { LotChange } from './apply-lot-event.ts';
import type { ScheduledLot } from './lot.ts';

/** A lot's first change: it is entered in its drop's catalogue, under these rules. [L3] */
export const firstChange = (rulesId: RulesId, committedAtMs: EpochMs): LotChange => ({
  sequence: sequence(1),
  committedAtMs,
  events: [{ type: 'LotScheduled', rulesId }],
});

/** A lot's first state: entered in its drop's catalogue. [L1] [L3] @param chainHead the SHA-256 of its first change's history entry. */
export const scheduledLot = (
  lotId: LotId,
  dropId: DropId,
  number: LotNumber,
  rulesId: RulesId,
  committedAtMs: EpochMs,
  chainHead: ChainHash,
): ScheduledLot => ({
  lotId,
  dropId,
  number,
  rulesId,
  status: 'scheduled',
  ...firstChange(rulesId, committedAtMs),
  chainHead,
  recent: [],
  suspendedPaddles: [],
});
