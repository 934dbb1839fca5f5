import type { DropId, LotId, LotNumber } from '@gaveldrop/units';

/** A lot's whole history as it was exported, entry by entry not yet checked: a wrong one is to be named by its sequence. */
export type UnreadHistory = {
  readonly dropId: DropId;
  readonly lotId: LotId;
  readonly lotNumber: LotNumber;
  readonly entries: readonly unknown[];
  readonly opened: readonly unknown[];
};
