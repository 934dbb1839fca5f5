import type { BroadcastWay } from '@gaveldrop/adapters/names';

/** What a drop is asked to be. */
export type DropInputs = {
  /** People connected from beginning to end, bidders among them; at least 1. */
  readonly viewers: number;
  /** Those of them with a paddle, 1 to `viewers`. */
  readonly bidders: number;
  /** How long it lasts, at least 1. */
  readonly minutes: number;
  /** Bids that change a lot, in the mean over the whole drop; may be 0. */
  readonly bidsPerMinute: number;
  /** How viewers are told of changes. */
  readonly broadcast: BroadcastWay;
};
