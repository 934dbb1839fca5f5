import type { ShownLot } from '../observation.ts';

/** A text to a phone, parsed: every field that any message may have, as far as it is there. */
export type Told = {
  readonly type?: string;
  readonly bidId?: string;
  readonly lotId?: string;
  readonly outcome?: string;
  readonly code?: string;
  readonly askingPriceCents?: number;
  readonly repeated?: boolean;
  readonly sequence?: number;
  readonly afterSequence?: number;
  readonly receivedAtMs?: number;
  readonly serverNowMs?: number;
  readonly commandId?: string;
  readonly sentAtMs?: number;
  readonly message?: string;
  readonly of?: string;
  readonly more?: boolean;
  readonly you?: { readonly role?: string; readonly paddleNumber?: number };
  readonly pending?: readonly { readonly bidId: string; readonly outcome: string }[];
  /** A refused bid's: what was refused, signed. */
  readonly receipt?: Readonly<Record<string, unknown>>;
  readonly lot?: ShownLot;
  readonly lots?: readonly ShownLot[];
};

/** A text as JSON; anything but an object is an empty message. */
export function parseTold(text: string): Told {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Told) : {};
  } catch {
    return {};
  }
}

/** Every public lot in a message. */
export const lotsIn = (told: Told): readonly ShownLot[] => {
  const lots = Array.isArray(told.lots) ? told.lots : [];
  return told.lot === undefined ? lots : [...lots, told.lot];
};
