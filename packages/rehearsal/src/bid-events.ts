import type { History } from '@gaveldrop/protocol';

/** An accepted bid as the public history tells it. */
export type BidEvent = {
  readonly sequence: number;
  readonly paddleNumber: number;
  readonly kind: string;
  readonly outcome: string;
  readonly receivedAtMs: number;
  readonly priceCents: number;
  /** Of exact bids only. */
  readonly amountCents: number | undefined;
};

const numberIn = (event: Readonly<Record<string, unknown>>, key: string): number => {
  const value = event[key];
  return typeof value === 'number' ? value : Number.NaN;
};

/** The accepted bids of a history, in its order; a number that is missing there is NaN here, which equals nothing. */
export function bidEvents(entries: History['entries']): readonly BidEvent[] {
  return entries.flatMap(({ sequence, events }) =>
    events
      .filter(({ type }) => type === 'BidAccepted')
      .map((event: Readonly<Record<string, unknown>>) => ({
        sequence,
        paddleNumber: numberIn(event, 'paddleNumber'),
        kind: String(event.kind),
        outcome: String(event.outcome),
        receivedAtMs: numberIn(event, 'receivedAtMs'),
        priceCents: numberIn(event, 'priceCents'),
        amountCents: typeof event.amountCents === 'number' ? event.amountCents : undefined,
      })),
  );
}
