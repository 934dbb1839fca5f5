import type { StoredBid, StoredLot } from '../observation.ts';
import type { Commit } from './world.ts';

/** A commit's accepted bid, with the lot it met; undefined for any other change. */
export type AcceptedIn = {
  readonly bid: StoredBid;
  readonly lot: StoredLot;
  /** Where the change says that it moved the close. */
  readonly extendedToMs: number | undefined;
};

export function acceptedIn({ before, after }: Commit): AcceptedIn | undefined {
  const bid = after.events.find((event) => event.type === 'BidAccepted');
  if (bid === undefined || before === undefined) return undefined;
  const extended = after.events.find((event) => event.type === 'CloseExtended');
  return { bid, lot: before.stored, extendedToMs: extended?.closesAtMs };
}
