import type { ClosingPolicy, IncrementLadder, PublicLot } from '@gaveldrop/bidding';
import { limits } from '@gaveldrop/units';
import * as z from 'zod/mini';
import {
  amountSchema,
  centsSchema,
  durationSchema,
  hashSchema,
  instantSchema,
  lotIdSchema,
  lotNumberSchema,
  paddleSchema,
  sequenceSchema,
} from './scalar-schemas.ts';

/** What a lot can be. [L1] */
export const lotStatusSchema = z.enum(['scheduled', 'open', 'paused', 'sold', 'passed', 'withdrawn']);

/** An increment ladder's form; whether its asking price falls is for the rules to say. [B3] */
export const ladderSchema: z.ZodMiniType<IncrementLadder> = z
  .array(z.strictObject({ fromCents: centsSchema, incrementCents: amountSchema }))
  .check(z.minLength(1), z.maxLength(limits.ladderBandsMax));

const extensionSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({
    mode: z.enum(['reset', 'add']),
    windowMs: durationSchema,
    amountMs: durationSchema,
    shrinkBp: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
    minAmountMs: z.optional(durationSchema),
    capMs: z.optional(durationSchema),
  }),
]);

/** A closing policy's form. [C1] to [C4] */
export const closingSchema: z.ZodMiniType<ClosingPolicy> = z.strictObject({
  durationMs: z.optional(durationSchema),
  extension: extensionSchema,
  climaxMs: z.optional(durationSchema),
  fairWarningMs: z.optional(durationSchema),
});

/** All of a lot that ever leaves the engine. [L4] */
export const publicLotSchema: z.ZodMiniType<PublicLot> = z.object({
  lotId: lotIdSchema,
  number: lotNumberSchema,
  sequence: sequenceSchema,
  committedAtMs: instantSchema,
  status: lotStatusSchema,
  priceCents: z.optional(centsSchema),
  askingPriceCents: z.optional(z.int()),
  leadingPaddle: z.optional(paddleSchema),
  bidCount: z.int(),
  reserveMet: z.boolean(),
  openedAtMs: z.optional(instantSchema),
  closesAtMs: z.optional(instantSchema),
  remainingMs: z.optional(durationSchema),
  latestCloseAtMs: z.optional(instantSchema),
  extensions: z.int(),
  closing: z.object({
    durationMs: z.optional(durationSchema),
    extension: extensionSchema,
    climaxMs: durationSchema,
    fairWarningMs: durationSchema,
    commitGraceMs: durationSchema,
  }),
  outcome: z.optional(z.enum(['sold', 'passed', 'withdrawn'])),
  hammerPriceCents: z.optional(centsSchema),
  buyerPaddle: z.optional(paddleSchema),
  /** Of a final lot: the SHA-256 of its last history entry. */
  chainHead: z.optional(hashSchema),
}) as unknown as z.ZodMiniType<PublicLot>;
export type { PublicLot };
