import type { LotEvent } from '@gaveldrop/bidding';
import type { History, Receipt } from '@gaveldrop/protocol';
import { assertNever, type DropId, type LotId, type Sequence } from '@gaveldrop/units';
import type { Person } from './person.ts';
import type { HistoryEntry, HistoryStore } from './ports/history-store.ts';
import type { LotStore } from './ports/lot-store.ts';
import type { PaddleStore } from './ports/paddle-store.ts';
import { done, lotUnknown, type Outcome, refuse } from './refusal.ts';

export type HistoryPorts = {
  readonly history: Pick<HistoryStore, 'entries' | 'bidsOfPaddle'>;
  readonly lots: Pick<LotStore, 'read'>;
  readonly paddles: Pick<PaddleStore, 'readByUser'>;
};

/** Entries on one page of a history. */
const historyPageMax = 200;

type PublicEvent = { type: string } & Record<string, unknown>;

/**
 * An event without what is private: a maximum's amount, any id of a bid or command, the rules' version, and who is
 * suspended, which no public lot tells either. [L4]
 */
function publicEvent(event: LotEvent): PublicEvent {
  switch (event.type) {
    case 'LotScheduled':
    case 'LotCorrected':
    case 'LotPassed':
    case 'PaddleSuspended':
    case 'PaddleReadmitted':
      return { type: event.type };
    case 'BidAccepted': {
      const { bidId: _, amountCents, ...bid } = event;
      return { ...bid, ...(event.kind === 'exact' ? { amountCents } : {}) };
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

const publicEntry = ({ sequence, committedAtMs, events }: HistoryEntry) => ({
  sequence,
  committedAtMs,
  events: events.map(publicEvent),
});

/** A lot's public history after a sequence, in order, a page at a time. [L3] [L4] */
export async function readHistory(
  ports: HistoryPorts,
  dropId: DropId,
  lotId: LotId,
  after: Sequence,
): Promise<Outcome<History>> {
  const lot = await ports.lots.read(lotId);
  if (lot === undefined || lot.dropId !== dropId) return lotUnknown();
  const entries = await ports.history.entries(lotId, after, historyPageMax);
  const last = entries.at(-1);
  const more = entries.length === historyPageMax && last !== undefined;
  return done({
    lotId,
    entries: entries.map(publicEntry),
    ...(more ? { nextAfter: last.sequence } : {}),
  });
}

/** A bidder's own accepted bids in a drop, maxima included: they are theirs. */
export async function readReceipts(
  ports: HistoryPorts,
  person: Person,
  dropId: DropId,
): Promise<Outcome<{ receipts: Receipt[] }>> {
  const paddle = await ports.paddles.readByUser(dropId, person.userId);
  if (paddle === undefined)
    return refuse('paddle-not-registered', 'you have no paddle in this drop', 'dropId');
  const bids = await ports.history.bidsOfPaddle(dropId, paddle.paddleNumber);
  return done({ receipts: bids.map(({ dropId: _, ...receipt }) => receipt) });
}
