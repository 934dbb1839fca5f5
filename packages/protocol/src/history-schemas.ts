import * as z from 'zod/mini';
import { closingSchema, ladderSchema } from './lot-schemas.ts';
import {
  amountSchema,
  centsSchema,
  dropIdSchema,
  durationSchema,
  hashSchema,
  instantSchema,
  lotIdSchema,
  lotNumberSchema,
  paddleSchema,
  sequenceSchema,
} from './scalar-schemas.ts';

/** What was agreed about a lot before it opened, as far as it is public; the reserve only as a commitment. [L4] */
const agreedSchema = z.strictObject({
  startPriceCents: centsSchema,
  ladder: ladderSchema,
  closing: closingSchema,
  /** Absent: the lot has no reserve. */
  reserveCommitment: z.optional(hashSchema),
});

/** Each public event of a history: a bid by its sequence, never by its id; an amount only where it is public. [L4] */
export const publicEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('LotScheduled'), agreed: agreedSchema }),
  z.strictObject({ type: z.literal('LotCorrected'), agreed: agreedSchema }),
  z.strictObject({
    type: z.literal('LotOpened'),
    openedAtMs: instantSchema,
    closesAtMs: z.optional(instantSchema),
    latestCloseAtMs: z.optional(instantSchema),
  }),
  z.strictObject({
    type: z.literal('BidAccepted'),
    paddleNumber: paddleSchema,
    kind: z.enum(['exact', 'maximum']),
    /** Of an exact bid. */
    amountCents: z.optional(amountSchema),
    /** Of a maximum: the SHA-256 of `maximumText`. */
    amountCommitment: z.optional(hashSchema),
    receivedAtMs: instantSchema,
    outcome: z.enum(['leading', 'outbid']),
    /** The price it left the lot at. */
    priceCents: centsSchema,
  }),
  z.strictObject({ type: z.literal('CloseExtended'), closesAtMs: instantSchema }),
  z.strictObject({ type: z.literal('LotPaused'), remainingMs: z.optional(durationSchema) }),
  z.strictObject({
    type: z.literal('LotResumed'),
    closesAtMs: z.optional(instantSchema),
    latestCloseAtMs: z.optional(instantSchema),
  }),
  z.strictObject({
    type: z.literal('HammerCalled'),
    closesAtMs: instantSchema,
    latestCloseAtMs: z.optional(instantSchema),
  }),
  z.strictObject({ type: z.literal('PaddleSuspended') }),
  z.strictObject({ type: z.literal('PaddleReadmitted') }),
  z.strictObject({ type: z.literal('LotSold'), hammerPriceCents: centsSchema, buyerPaddle: paddleSchema }),
  z.strictObject({ type: z.literal('LotPassed') }),
  z.strictObject({ type: z.literal('LotWithdrawn'), reason: z.string() }),
]);

/** One committed change of a lot as anyone may see it, chained to the one before. [L3] */
export const historyEntrySchema = z.strictObject({
  sequence: sequenceSchema,
  committedAtMs: instantSchema,
  /** The SHA-256 of the entry before; absent on the first. */
  previousHash: z.optional(hashSchema),
  events: z.array(publicEventSchema),
});

/** A beaten maximum, opened once the lot is sold or passed: with the salt anyone can check its commitment. */
export const openedMaximumSchema = z.strictObject({
  sequence: sequenceSchema,
  amountCents: amountSchema,
  salt: hashSchema,
});

/** A lot's history, a page at a time; a whole one is all its pages' entries and openings together. */
export const historySchema = z.object({
  dropId: dropIdSchema,
  lotId: lotIdSchema,
  lotNumber: lotNumberSchema,
  entries: z.array(historyEntrySchema),
  /** Of the entries here; none before the lot is over, and never those of who led at the end. */
  opened: z.array(openedMaximumSchema),
  /** The next page's `after`, when there is one. */
  nextAfter: z.optional(sequenceSchema),
});

export type PublicEvent = z.infer<typeof publicEventSchema>;
export type HistoryEntryForm = z.infer<typeof historyEntrySchema>;
export type OpenedMaximum = z.infer<typeof openedMaximumSchema>;
export type History = z.infer<typeof historySchema>;
