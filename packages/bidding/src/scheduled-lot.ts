import {
  type DropId,
  type EpochMs,
  type LotId,
  type LotNumber,
  type RulesId,
  sequence,
} from '@gaveldrop/units';
import type { ScheduledLot } from './lot.ts';

/** A lot's first state: entered in its drop's catalogue, sequence 1. [L1] [L3] */
export const scheduledLot = (
  lotId: LotId,
  dropId: DropId,
  number: LotNumber,
  rulesId: RulesId,
  committedAtMs: EpochMs,
): ScheduledLot => ({
  lotId,
  dropId,
  number,
  rulesId,
  status: 'scheduled',
  sequence: sequence(1),
  committedAtMs,
  recent: [],
  suspendedPaddles: [],
  events: [{ type: 'LotScheduled', rulesId }],
});
