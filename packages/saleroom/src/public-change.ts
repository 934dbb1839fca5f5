import type { LotEvent, LotRules } from '@gaveldrop/bidding';
import { type HistoryEntryForm, maximumText, type PublicEvent, reserveText } from '@gaveldrop/protocol';
import { assert, assertNever, type BidId, type Cents, type DropId, type RulesId } from '@gaveldrop/units';
import type { Digest } from './ports/digest.ts';
import type { HistoryEntry } from './ports/history-store.ts';
import type { SaleroomKeys } from './ports/keys.ts';

/** What a public entry is made with, beside the change it tells of. */
export type Veil = {
  readonly digest: Digest;
  /** Only where the entry commits to a maximum or to a reserve. */
  readonly keys?: SaleroomKeys | undefined;
  /** Only where the entry names a version of the rules: that version. */
  readonly rules?: LotRules | undefined;
};

/** As much of a change as its public entry tells. */
export type CommittedEntry = Pick<
  HistoryEntry,
  'dropId' | 'sequence' | 'committedAtMs' | 'previousHash' | 'events'
>;

/** What opens the commitment to a bid's maximum: told to its bidder, and to all once it has lost. */
export const saltOfBid = (keys: SaleroomKeys, dropId: DropId, bidId: BidId): string =>
  keys.salt(dropId, bidId);

/** Never told. A bid's id is a ULID, so no id that a phone can choose has this salt. */
const saltOfReserve = (keys: SaleroomKeys, dropId: DropId, rulesId: RulesId): string =>
  keys.salt(dropId, `reserve#${rulesId}`);

function keysIn({ keys }: Veil): SaleroomKeys {
  assert(keys !== undefined, 'a maximum or a reserve is committed to with the keys');
  return keys;
}

const maximumCommitment = (veil: Veil, dropId: DropId, bidId: BidId, amountCents: Cents): string =>
  veil.digest.sha256(maximumText(saltOfBid(keysIn(veil), dropId, bidId), amountCents));

/** What was agreed, as far as it is public: of a reserve, only that it can never be another. */
function agreed(veil: Veil, dropId: DropId, rulesId: RulesId) {
  const { rules } = veil;
  assert(rules?.rulesId === rulesId, `an entry that names ${rulesId} is told with those rules`);
  const { startPriceCents, ladder, closing, reserveCents } = rules;
  if (reserveCents === undefined) return { startPriceCents, ladder, closing };
  const salt = saltOfReserve(keysIn(veil), dropId, rulesId);
  return {
    ...{ startPriceCents, ladder, closing },
    reserveCommitment: veil.digest.sha256(reserveText(salt, reserveCents)),
  };
}

/**
 * An event without what is private: a maximum and a reserve, of which there are commitments, any id of a bid or command,
 * the rules' version, the underbidder, and who is suspended, which no public lot tells either. [L4]
 */
function publicEvent(veil: Veil, dropId: DropId, event: LotEvent): PublicEvent {
  switch (event.type) {
    case 'LotScheduled':
    case 'LotCorrected':
      return { type: event.type, agreed: agreed(veil, dropId, event.rulesId) };
    case 'LotPassed':
    case 'PaddleSuspended':
    case 'PaddleReadmitted':
      return { type: event.type };
    case 'BidAccepted': {
      const { bidId, amountCents, ...bid } = event;
      if (event.kind === 'exact') return { ...bid, amountCents };
      return { ...bid, amountCommitment: maximumCommitment(veil, dropId, bidId, amountCents) };
    }
    case 'LotOpened': {
      const { commandId: _, suspendedPaddles: __, ...opened } = event;
      return opened;
    }
    case 'LotPaused':
    case 'LotResumed':
    case 'HammerCalled':
    case 'LotWithdrawn': {
      const { commandId: _, ...command } = event;
      return command;
    }
    case 'CloseExtended':
      return { ...event };
    case 'LotSold': {
      const { underbidderPaddle: _, ...sold } = event;
      return sold;
    }
    default:
      return assertNever(event);
  }
}

/**
 * A change as its lot's public history tells it: the same when it is committed, where it is hashed, and ever after, where
 * it is served. [L3] [L4]
 */
export const publicChange = (veil: Veil, entry: CommittedEntry): HistoryEntryForm => ({
  sequence: entry.sequence,
  committedAtMs: entry.committedAtMs,
  ...(entry.previousHash === undefined ? {} : { previousHash: entry.previousHash }),
  events: entry.events.map((event) => publicEvent(veil, entry.dropId, event)),
});
