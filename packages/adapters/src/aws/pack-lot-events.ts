import type { LotEvent } from '@gaveldrop/bidding';
import { assertNever } from '@gaveldrop/units';

/** An event as a short list: a word for its type, then its values in the order of its type; null for an absent one. */
type Packed =
  | ['scheduled' | 'corrected', Of<'LotScheduled'>['rulesId']]
  | [
      'opened',
      Of<'LotOpened'>['commandId'],
      Of<'LotOpened'>['openedAtMs'],
      Nullable<Of<'LotOpened'>['closesAtMs']>,
      Nullable<Of<'LotOpened'>['latestCloseAtMs']>,
      Of<'LotOpened'>['suspendedPaddles'],
    ]
  | [
      'bid',
      Of<'BidAccepted'>['bidId'],
      Of<'BidAccepted'>['paddleNumber'],
      Of<'BidAccepted'>['amountCents'],
      Of<'BidAccepted'>['kind'],
      Of<'BidAccepted'>['receivedAtMs'],
      Of<'BidAccepted'>['outcome'],
      Of<'BidAccepted'>['priceCents'],
    ]
  | ['extended', Of<'CloseExtended'>['closesAtMs']]
  | ['paused', Of<'LotPaused'>['commandId'], Nullable<Of<'LotPaused'>['remainingMs']>]
  | [
      'resumed',
      Of<'LotResumed'>['commandId'],
      Nullable<Of<'LotResumed'>['closesAtMs']>,
      Nullable<Of<'LotResumed'>['latestCloseAtMs']>,
    ]
  | [
      'hammer',
      Of<'HammerCalled'>['commandId'],
      Of<'HammerCalled'>['closesAtMs'],
      Nullable<Of<'HammerCalled'>['latestCloseAtMs']>,
    ]
  | ['suspended' | 'readmitted', Of<'PaddleSuspended'>['paddleNumber']]
  | [
      'sold',
      Of<'LotSold'>['hammerPriceCents'],
      Of<'LotSold'>['buyerPaddle'],
      Nullable<Of<'LotSold'>['underbidderPaddle']>,
    ]
  | ['passed']
  | ['withdrawn', Of<'LotWithdrawn'>['commandId']];
type Of<Type extends LotEvent['type']> = Extract<LotEvent, { type: Type }>;
type Nullable<T> = Exclude<T, undefined> | null;

const nullable = <T>(value: T | undefined): T | null => value ?? null;
/** The field, or no key at all: an absent one is absent in history too. */
const present = <Key extends string, T>(key: Key, value: T | null): { [K in Key]?: T } =>
  value === null ? {} : ({ [key]: value } as { [K in Key]?: T });

/**
 * The events of one change, as short as legible text can be: they are the history entry that the stream carries,
 * and they share 1,024 bytes with the lot. The reason of a withdrawal is left to the lot, which has it anyway.
 */
export const packLotEvents = (events: readonly LotEvent[]): string => JSON.stringify(events.map(packed));

/** @param reason the withdrawn lot's. */
export const unpackLotEvents = (text: string, reason: string | undefined): readonly LotEvent[] =>
  (JSON.parse(text) as readonly Packed[]).map((event) => unpacked(event, reason));

function packed(event: LotEvent): Packed {
  switch (event.type) {
    case 'LotScheduled':
      return ['scheduled', event.rulesId];
    case 'LotCorrected':
      return ['corrected', event.rulesId];
    case 'LotOpened': {
      const { commandId, openedAtMs, closesAtMs, latestCloseAtMs, suspendedPaddles } = event;
      return [
        'opened',
        commandId,
        openedAtMs,
        nullable(closesAtMs),
        nullable(latestCloseAtMs),
        suspendedPaddles,
      ];
    }
    case 'BidAccepted': {
      const { bidId, paddleNumber, amountCents, kind, receivedAtMs, outcome, priceCents } = event;
      return ['bid', bidId, paddleNumber, amountCents, kind, receivedAtMs, outcome, priceCents];
    }
    case 'CloseExtended':
      return ['extended', event.closesAtMs];
    case 'LotPaused':
      return ['paused', event.commandId, nullable(event.remainingMs)];
    case 'LotResumed':
      return ['resumed', event.commandId, nullable(event.closesAtMs), nullable(event.latestCloseAtMs)];
    case 'HammerCalled':
      return ['hammer', event.commandId, event.closesAtMs, nullable(event.latestCloseAtMs)];
    case 'PaddleSuspended':
      return ['suspended', event.paddleNumber];
    case 'PaddleReadmitted':
      return ['readmitted', event.paddleNumber];
    case 'LotSold':
      return ['sold', event.hammerPriceCents, event.buyerPaddle, nullable(event.underbidderPaddle)];
    case 'LotPassed':
      return ['passed'];
    case 'LotWithdrawn':
      return ['withdrawn', event.commandId];
    default:
      return assertNever(event);
  }
}

function unpacked(event: Packed, reason: string | undefined): LotEvent {
  switch (event[0]) {
    case 'scheduled':
      return { type: 'LotScheduled', rulesId: event[1] };
    case 'corrected':
      return { type: 'LotCorrected', rulesId: event[1] };
    case 'opened': {
      const [, commandId, openedAtMs, closesAtMs, latestCloseAtMs, suspendedPaddles] = event;
      return {
        ...{ type: 'LotOpened', commandId, openedAtMs },
        ...present('closesAtMs', closesAtMs),
        ...present('latestCloseAtMs', latestCloseAtMs),
        suspendedPaddles,
      };
    }
    case 'bid': {
      const [, bidId, paddleNumber, amountCents, kind, receivedAtMs, outcome, priceCents] = event;
      return {
        type: 'BidAccepted',
        bidId,
        paddleNumber,
        amountCents,
        kind,
        receivedAtMs,
        outcome,
        priceCents,
      };
    }
    case 'extended':
      return { type: 'CloseExtended', closesAtMs: event[1] };
    case 'paused':
      return { type: 'LotPaused', commandId: event[1], ...present('remainingMs', event[2]) };
    case 'resumed': {
      const [, commandId, closesAtMs, latestCloseAtMs] = event;
      const moved = { ...present('closesAtMs', closesAtMs), ...present('latestCloseAtMs', latestCloseAtMs) };
      return { type: 'LotResumed', commandId, ...moved };
    }
    case 'hammer': {
      const [, commandId, closesAtMs, latestCloseAtMs] = event;
      return {
        type: 'HammerCalled',
        commandId,
        closesAtMs,
        ...present('latestCloseAtMs', latestCloseAtMs),
      };
    }
    case 'suspended':
      return { type: 'PaddleSuspended', paddleNumber: event[1] };
    case 'readmitted':
      return { type: 'PaddleReadmitted', paddleNumber: event[1] };
    case 'sold': {
      const [, hammerPriceCents, buyerPaddle, underbidderPaddle] = event;
      const under = present('underbidderPaddle', underbidderPaddle);
      return { type: 'LotSold', hammerPriceCents, buyerPaddle, ...under };
    }
    case 'passed':
      return { type: 'LotPassed' };
    case 'withdrawn':
      return { type: 'LotWithdrawn', commandId: event[1], reason: reason ?? '' };
    default:
      return assertNever(event);
  }
}
