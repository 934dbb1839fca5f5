import type { AcceptedBid, HistoryEntry } from '@gaveldrop/saleroom';

/** The bids that one committed change accepted, as they are found by id and by paddle. */
export const acceptedBids = ({
  lotId,
  dropId,
  lotNumber,
  sequence,
  committedAtMs,
  events,
}: HistoryEntry): readonly AcceptedBid[] =>
  events.flatMap((event) =>
    event.type === 'BidAccepted'
      ? {
          ...{ bidId: event.bidId, lotId, dropId, lotNumber, paddleNumber: event.paddleNumber },
          ...{ amountCents: event.amountCents, kind: event.kind, outcome: event.outcome },
          ...{ sequence, receivedAtMs: event.receivedAtMs, committedAtMs },
        }
      : [],
  );
