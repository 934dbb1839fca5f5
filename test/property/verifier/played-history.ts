import { systemDigest } from '@gaveldrop/adapters/aws/system-digest';
import { firstChange, type Lot, type LotRules } from '@gaveldrop/bidding';
import { type HistoryEntryForm, historyEntryText, type Receipt } from '@gaveldrop/protocol';
import { publicChange, type SaleroomKeys, saltOfBid } from '@gaveldrop/saleroom';
import { type ChainHash, epochMs } from '@gaveldrop/units';
import type { UnreadHistory } from '@gaveldrop/verifier';
import { dropId, lotId } from '../../unit/bidding/a-lot.ts';
import type { Played } from '../bidding/play.ts';

/** An export as the saleroom gives it, with what bidders hold of it. */
export type PlayedHistory = {
  readonly history: Omit<UnreadHistory, 'entries'> & { readonly entries: readonly HistoryEntryForm[] };
  readonly head: string;
  /** Of every accepted bid. */
  readonly receipts: readonly Receipt[];
  readonly last: Lot;
};

type OfLot = Pick<UnreadHistory, 'dropId' | 'lotId'>;

export const hashOf = (entry: HistoryEntryForm, of: OfLot = { dropId, lotId }): ChainHash =>
  systemDigest.sha256(historyEntryText(of.dropId, of.lotId, entry)) as ChainHash;

/** Entries with the chain worked out (again). */
export function chained(entries: readonly HistoryEntryForm[], of?: OfLot): readonly HistoryEntryForm[] {
  const linked: HistoryEntryForm[] = [];
  for (const { previousHash: _, ...entry } of entries) {
    const before = linked.at(-1);
    linked.push(before === undefined ? entry : { ...entry, previousHash: hashOf(before, of) });
  }
  return linked;
}

/** As it comes over the wire. */
const served = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** What was played, told as the saleroom tells it. */
export function playedHistory(rules: LotRules, played: readonly Played[], keys: SaleroomKeys): PlayedHistory {
  const last = played.at(-1)?.after;
  if (last === undefined) throw new Error('something must have been played');
  const changes = [
    firstChange(rules.rulesId, epochMs(900_000)),
    ...played.flatMap(({ change }) => (change === undefined ? [] : [change])),
  ];
  const veil = { digest: systemDigest, keys, rules };
  const entries = chained(served(changes.map((change) => publicChange(veil, { dropId, ...change }))));
  const bids = changes.flatMap(({ sequence, committedAtMs, events }) =>
    events.flatMap((event) => (event.type === 'BidAccepted' ? [{ ...event, sequence, committedAtMs }] : [])),
  );
  const maxima = bids.filter(({ kind }) => kind === 'maximum');
  const decided = last.status === 'sold' || last.status === 'passed';
  const leader = bids.findLast(({ outcome }) => outcome === 'leading');
  const losers = maxima.filter(({ paddleNumber }) => paddleNumber !== leader?.paddleNumber);
  return {
    history: {
      ...{ dropId, lotId, lotNumber: last.number, entries },
      opened: !decided
        ? []
        : losers.map(({ sequence, amountCents, bidId }) => ({
            ...{ sequence, amountCents },
            salt: saltOfBid(keys, dropId, bidId),
          })),
    },
    head: hashOf(entries.at(-1) as HistoryEntryForm),
    receipts: bids.map(({ type: _, priceCents: __, ...bid }) => ({
      ...{ ...bid, lotId, lotNumber: last.number },
      ...(bid.kind === 'maximum' ? { salt: saltOfBid(keys, dropId, bid.bidId) } : {}),
    })),
    last,
  };
}
