import type { Agreement, StoredEvent } from '../../observation.ts';

/** What of an event is everybody's; a commitment, which this cannot work out, stands as a word. [L4] */
export function publicEvent(
  event: StoredEvent,
  agreementOf: (rulesId: string) => Agreement | undefined,
): Readonly<Record<string, unknown>> {
  switch (event.type) {
    case 'LotScheduled':
    case 'LotCorrected': {
      const { startPriceCents, ladder, closing, reserveCents } = agreementOf(event.rulesId)?.rules ?? {};
      const reserveCommitment = reserveCents === undefined ? undefined : 'sealed';
      return { type: event.type, agreed: { startPriceCents, ladder, closing, reserveCommitment } };
    }
    case 'BidAccepted': {
      const { bidId: _id, amountCents, ...bid } = event;
      return event.kind === 'exact' ? { ...bid, amountCents } : { ...bid, amountCommitment: 'sealed' };
    }
    case 'LotOpened': {
      const { commandId: _id, suspendedPaddles: _suspended, ...opened } = event;
      return opened;
    }
    case 'LotPaused':
    case 'LotResumed':
    case 'HammerCalled':
    case 'LotWithdrawn': {
      const { commandId: _id, ...command } = event;
      return command;
    }
    case 'PaddleSuspended':
    case 'PaddleReadmitted':
      return { type: event.type };
    case 'LotSold': {
      const { underbidderPaddle: _second, ...sold } = event;
      return sold;
    }
    case 'CloseExtended':
    case 'LotPassed':
      return { ...event };
    default:
      return event satisfies never;
  }
}
