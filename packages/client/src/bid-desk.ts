import type { BidAnswer, PendingBid, WelcomeMessage } from '@gaveldrop/protocol';
import type { BidId } from '@gaveldrop/units';
import {
  addBid,
  answerBid,
  type BidBook,
  type DueSending,
  faultBid,
  giveUpOld,
  giveUpUnsent,
  loseBids,
  ownBids,
  pendingBids,
  sendBid,
  welcomeBids,
} from './bid-book.ts';
import { clientLimits } from './client-limits.ts';
import type { DeskPorts } from './desk-ports.ts';
import type { OwnBid } from './drop-client-api.ts';

/** Sends this phone's bids, and sends each again by its id until it is answered. */
export type BidDesk = {
  place(bid: Pick<OwnBid, 'bidId' | 'lotId' | 'amountCents' | 'kind'>): void;
  onAnswer(answer: BidAnswer): void;
  /** The server found a bid's message itself wrong. */
  onFault(): void;
  onWelcome(outcomes: WelcomeMessage['pending']): void;
  onSocketLost(): void;
  pending(): PendingBid[];
  bids(): readonly OwnBid[];
  /** Whether any bid has no final answer. */
  isWaiting(): boolean;
};

/** A desk for bids; the book it keeps is a value, and this drives it with timers and a socket. */
export function bidDesk(ports: DeskPorts): BidDesk {
  let book: BidBook = [];
  let bids: readonly OwnBid[] = [];
  const keep = (next: BidBook): void => {
    if (next === book) return;
    book = next;
    bids = ownBids(book);
  };
  const timer = (bidId: BidId): string => `bid ${bidId}`;
  const sendOnce = (bidId: BidId): void => {
    const sending = sendBid(book, bidId, ports.nowMs(), ports.serverNowMs());
    if (sending === undefined) return;
    keep(sending.book);
    ports.timers.set(timer(bidId), sending.waitMs, () => sendOnce(bidId));
    ports.send(sending.message);
  };
  const sendLater = ({ bidId, afterMs }: DueSending): void => {
    if (afterMs <= 0) sendOnce(bidId);
    else ports.timers.set(timer(bidId), Math.floor(afterMs), () => sendOnce(bidId));
  };
  return {
    place(bid) {
      keep(addBid(book, bid, ports.nowMs()));
      const giveUp = (): void => keep(giveUpUnsent(book, bid.bidId));
      if (ports.isLive()) sendOnce(bid.bidId);
      else ports.timers.set(timer(bid.bidId), clientLimits.unsentBidMaxMs, giveUp);
    },
    onAnswer(answer) {
      const answered = answerBid(book, answer, ports.nowMs(), ports.chance());
      keep(answered.book);
      if (answered.due !== undefined) sendLater(answered.due);
      else ports.timers.clear(timer(answer.bidId));
    },
    onFault() {
      const faulted = faultBid(book);
      keep(faulted.book);
      faulted.due.forEach(sendLater);
    },
    onWelcome(outcomes) {
      // A device that slept may hear of a connection before it looks at its timers.
      const nowMs = ports.nowMs();
      const welcomed = welcomeBids(giveUpOld(book, nowMs), outcomes, nowMs);
      keep(welcomed.book);
      welcomed.due.forEach(sendLater);
    },
    onSocketLost() {
      for (const own of bids)
        if (own.state === 'pending' && own.attempts > 0) ports.timers.clear(timer(own.bidId));
      keep(loseBids(book));
    },
    pending: () => pendingBids(book),
    bids: () => bids,
    isWaiting: () => bids.some(({ state }) => state === 'pending'),
  };
}
