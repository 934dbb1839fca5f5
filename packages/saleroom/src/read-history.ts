import { isFinal, type Lot } from '@gaveldrop/bidding';
import type { History, OpenedMaximum, Receipt } from '@gaveldrop/protocol';
import type { DropId, LotId, Sequence } from '@gaveldrop/units';
import type { Agreements } from './agreements.ts';
import type { Person } from './person.ts';
import type { Digest } from './ports/digest.ts';
import type { HistoryEntry, HistoryStore } from './ports/history-store.ts';
import type { Keys, SaleroomKeys } from './ports/keys.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { PaddleStore } from './ports/paddle-store.ts';
import { publicChange, saltOfBid } from './public-change.ts';
import { done, lotUnknown, type Outcome, refuse } from './refusal.ts';

export type HistoryPorts = {
  readonly history: Pick<HistoryStore, 'entries' | 'bidsOfPaddle'>;
  readonly lots: Pick<LotStore, 'read'>;
  readonly paddles: Pick<PaddleStore, 'readByUser'>;
  readonly agreements: Agreements;
  readonly digest: Digest;
  readonly keys: Keys;
};

/** Entries on one page of a history. */
const historyPageMax = 200;

/** An entry as it was hashed when it was committed. */
async function told({ agreements, digest }: HistoryPorts, keys: SaleroomKeys, entry: HistoryEntry) {
  const named = entry.events.find((event) => 'rulesId' in event);
  const rules = named === undefined ? undefined : (await agreements.of(named.rulesId)).rules;
  return publicChange({ digest, keys, rules }, entry);
}

/**
 * What opens the maxima of an entry, once they were beaten: on a lot that was sold or passed, those of all but the paddle
 * that led at the end, whose maximum may lie above the price and stays its own. On a withdrawn lot the bidding was not
 * decided, and before the end nothing is told. [L4]
 */
function openedIn(lot: Lot, keys: SaleroomKeys, { dropId, sequence, events }: HistoryEntry): OpenedMaximum[] {
  if (!isFinal(lot) || lot.status === 'withdrawn') return [];
  const leading = lot.leader?.paddleNumber;
  return events.flatMap((event) => {
    if (event.type !== 'BidAccepted' || event.kind !== 'maximum' || event.paddleNumber === leading) return [];
    return [{ sequence, amountCents: event.amountCents, salt: saltOfBid(keys, dropId, event.bidId) }];
  });
}

/**
 * A lot's public history after a sequence, in order, a page at a time, each entry chained to the one before. [L3] [L4]
 * Whether maxima are opened is decided on the lot as it is read here, before its entries are.
 * @throws a `Fault` when the world fails.
 */
export async function readHistory(
  ports: HistoryPorts,
  dropId: DropId,
  lotId: LotId,
  after: Sequence,
): Promise<Outcome<History>> {
  const lot = await ports.lots.read(lotId);
  if (lot === undefined || lot.dropId !== dropId) return lotUnknown();
  const keys = await ports.keys.load();
  const entries = await ports.history.entries(lotId, after, historyPageMax);
  const last = entries.at(-1);
  const more = entries.length === historyPageMax && last !== undefined;
  return done({
    ...{ dropId, lotId, lotNumber: lot.number },
    entries: await Promise.all(entries.map((entry) => told(ports, keys, entry))),
    opened: entries.flatMap((entry) => openedIn(lot, keys, entry)),
    ...(more ? { nextAfter: last.sequence } : {}),
  });
}

/** A bidder's own accepted bids in a drop, maxima included: they are theirs, and so is the salt that opens each. */
export async function readReceipts(
  ports: HistoryPorts,
  person: Person,
  dropId: DropId,
): Promise<Outcome<{ receipts: Receipt[] }>> {
  const paddle = await ports.paddles.readByUser(dropId, person.userId);
  if (paddle === undefined)
    return refuse('paddle-not-registered', 'you have no paddle in this drop', 'dropId');
  const bids = await ports.history.bidsOfPaddle(dropId, paddle.paddleNumber);
  const keys = await ports.keys.load();
  const receipts = bids.map(({ dropId: _, ...bid }) =>
    bid.kind === 'maximum' ? { ...bid, salt: saltOfBid(keys, dropId, bid.bidId) } : bid,
  );
  return done({ receipts });
}
