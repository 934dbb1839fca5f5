import type { BidId, Cents, DropId, LotId, PaddleNumber, Sequence } from '@gaveldrop/units';
import { type Canonical, canonicalText } from './canonical-text.ts';
import type { HistoryEntryForm } from './history-schemas.ts';
import type { RefusalReceipt } from './receipt-schemas.ts';

// Every text that is hashed, committed to or signed, each under a name of its own with a version: nothing made for one
// purpose can pass for another.

const sealed = (purpose: string, value: Canonical): string =>
  `gaveldrop ${purpose} 1\n${canonicalText(value)}`;

/** The text whose SHA-256 is a lot's chain head after an entry, and `previousHash` of the next. */
export const historyEntryText = (dropId: DropId, lotId: LotId, entry: HistoryEntryForm): string =>
  sealed('history entry', { dropId, lotId, ...entry } as Canonical);

/** The text whose SHA-256 commits to a maximum. The salt is told only to those who may know the amount. */
export const maximumText = (salt: string, amountCents: Cents): string =>
  sealed('maximum', { amountCents, salt });

/** The text whose SHA-256 commits to a reserve, which is never opened. */
export const reserveText = (salt: string, reserveCents: Cents): string =>
  sealed('reserve', { reserveCents, salt });

/** What a refusal's signature is over. */
export type RefusalForm = Omit<RefusalReceipt, 'keyId' | 'signature'>;

/** The text that a refusal's Ed25519 signature is over. */
export const refusalText = ({
  bidId,
  lotId,
  paddleNumber,
  amountCents,
  kind,
  receivedAtMs,
  code,
  askingPriceCents,
  sequence,
}: RefusalForm): string =>
  sealed('refusal', {
    ...{ bidId: bidId satisfies BidId, lotId, paddleNumber: paddleNumber satisfies PaddleNumber | undefined },
    ...{ amountCents, kind, receivedAtMs, code, askingPriceCents },
    sequence: sequence satisfies Sequence | undefined,
  });
