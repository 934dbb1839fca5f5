import type { AcceptedBid, HistoryEntry, HistoryStore } from '@gaveldrop/saleroom';
import { type BidId, type LotId, type Sequence, sequence } from '@gaveldrop/units';
import { acceptedBids } from '../accepted-bids.ts';
import { copied } from './copied.ts';

/** A stream record that could not be handled. */
export type ParkedRecord = {
  readonly lotId: LotId;
  readonly sequence: Sequence;
  readonly record: string;
  readonly why: string;
};

export type MemoryHistoryStore = HistoryStore & { readonly parked: readonly ParkedRecord[] };

/** Histories in memory. It never fails: faults are for whoever wraps it. */
export function memoryHistoryStore(): MemoryHistoryStore {
  const histories = new Map<LotId, HistoryEntry[]>();
  const bids = new Map<string, AcceptedBid>();
  const byPaddle: AcceptedBid[] = [];
  const parked: ParkedRecord[] = [];
  const bidKey = (lotId: LotId, bidId: BidId): string => `${lotId}#${bidId}`;

  return {
    parked,
    append: async (entry) => {
      const entries = histories.get(entry.lotId) ?? [];
      if (entry.sequence <= entries.length) return 'already';
      if (entry.sequence > entries.length + 1) return 'gap';
      const kept = copied(entry);
      histories.set(entry.lotId, [...entries, kept]);
      for (const bid of acceptedBids(kept)) {
        byPaddle.push(bid);
        // The first bid of an id keeps it.
        const key = bidKey(bid.lotId, bid.bidId);
        if (!bids.has(key)) bids.set(key, bid);
      }
      return 'appended';
    },
    reached: async (lotId) => sequence(histories.get(lotId)?.length ?? 0),
    bidById: async (lotId, bidId) => {
      const bid = bids.get(bidKey(lotId, bidId));
      return bid === undefined ? undefined : copied(bid);
    },
    entries: async (lotId, after, limit) => copied((histories.get(lotId) ?? []).slice(after, after + limit)),
    bidsOfPaddle: async (dropId, paddleNumber) =>
      copied(
        byPaddle
          .filter((bid) => bid.dropId === dropId && bid.paddleNumber === paddleNumber)
          .sort((one, other) => one.lotNumber - other.lotNumber || one.sequence - other.sequence),
      ),
    park: async (lotId, at, record, why) => {
      parked.push({ lotId, sequence: at, record, why });
    },
  };
}
