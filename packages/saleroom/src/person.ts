import type { UserId } from '@gaveldrop/units';
import type { Drop } from './ports/drop-store.ts';

/** Who an access token says is asking. */
export type Person = {
  readonly userId: UserId;
  /** In the group of people who may create drops. */
  readonly auctioneer: boolean;
};

/** Only an auctioneer whom the drop names runs it. [L2] */
export const runs = (person: Person | undefined, drop: Drop): boolean =>
  person?.auctioneer === true && drop.auctioneers.includes(person.userId);
