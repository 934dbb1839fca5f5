import { limits } from '@gaveldrop/units';
import * as z from 'zod/mini';
import { closingSchema, ladderSchema, publicLotSchema } from './lot-schemas.ts';
import {
  amountSchema,
  balanceSchema,
  centsSchema,
  dropIdSchema,
  hasHalfCharacter,
  instantSchema,
  lotIdSchema,
  lotNumberSchema,
  paddleSchema,
  rateSchema,
  rulesIdSchema,
  sequenceSchema,
  text,
  userIdSchema,
} from './scalar-schemas.ts';
import { roleSchema } from './server-messages.ts';

const feeBandsSchema = z
  .array(z.strictObject({ fromCents: centsSchema, rateBp: rateSchema }))
  .check(z.minLength(1), z.maxLength(limits.feeBandsMax));

/** What a category is called; not by a word that every object knows, which not every store would keep. */
const categorySchema = text(1, 40).check(
  z.refine((name) => !(name in {}), 'is a name that no category may have'),
);

/** Fee terms' form; whether their bands make sense is for the rules of money to say. [M2] to [M5] */
export const feeTermsSchema = z.strictObject({
  commission: z.strictObject({
    bands: feeBandsSchema,
    byCategory: z.optional(z.record(categorySchema, feeBandsSchema)),
    minimumCents: z.optional(centsSchema),
    fixedCents: z.optional(centsSchema),
  }),
  buyersPremium: z.optional(z.strictObject({ bands: feeBandsSchema, fixedCents: z.optional(centsSchema) })),
  processing: z.strictObject({
    rateBp: rateSchema,
    fixedCents: centsSchema,
    base: z.enum(['hammer', 'order-total']),
  }),
  affiliate: z.optional(z.strictObject({ rateBp: rateSchema })),
});

/** ISO 4217, three capital letters. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const currencySchema = z.string().check(
  z.regex(/^[A-Z]{3}$/, 'must be three capital letters, as EUR'),
  z.refine((code) => currencies.has(code), 'must be a currency of ISO 4217, as EUR'),
);

/** `POST /drops`. */
export const newDropSchema = z.strictObject({
  /** Made by the sender, so that sending twice makes one drop. */
  dropId: z.optional(dropIdSchema),
  title: text(1, 120),
  currency: currencySchema,
  ladder: ladderSchema,
  closing: closingSchema,
  terms: feeTermsSchema,
  /** People who may run the drop besides its creator. */
  auctioneers: z.optional(z.array(userIdSchema).check(z.maxLength(20))),
  lotsOpenMax: z.optional(z.int().check(z.minimum(1), z.maximum(limits.lotsOpenAtMost))),
});

/** A picture: an https address, or a path on the site itself. */
const pictureSchema = z.string().check(
  z.maxLength(500),
  z.regex(/^(https:\/\/|\/(?!\/))[^\s"'<>]+$/, 'must be an https address or a path'),
  z.refine((picture) => !hasHalfCharacter(picture), 'must be whole characters'),
);

const lotFields = {
  title: text(1, 120),
  description: z.optional(text(0, 2_000)),
  pictures: z.optional(z.array(pictureSchema).check(z.maxLength(8))),
  sellerId: userIdSchema,
  startPriceCents: amountSchema,
  /** Private: it never comes back. [L4] */
  reserveCents: z.optional(amountSchema),
  estimateLowCents: z.optional(amountSchema),
  estimateHighCents: z.optional(amountSchema),
  category: z.optional(categorySchema),
  /** Charged to the buyer and passed on to the seller. [M6] */
  shippingCents: z.optional(centsSchema),
  /** Who sent the buyer, where the terms give them a share. [M5] */
  affiliateId: z.optional(userIdSchema),
};

/** `POST /drops/{dropId}/lots`. */
export const newLotSchema = z.strictObject({ lotId: z.optional(lotIdSchema), ...lotFields });
/** `PATCH /drops/{dropId}/lots/{lotId}`: only what changes; a `reserveCents` of null takes the reserve away. */
export const lotCorrectionSchema = z.strictObject({
  title: z.optional(lotFields.title),
  description: lotFields.description,
  pictures: lotFields.pictures,
  sellerId: z.optional(lotFields.sellerId),
  startPriceCents: z.optional(lotFields.startPriceCents),
  reserveCents: z.optional(z.nullable(amountSchema)),
  estimateLowCents: lotFields.estimateLowCents,
  estimateHighCents: lotFields.estimateHighCents,
  category: lotFields.category,
  shippingCents: lotFields.shippingCents,
  affiliateId: lotFields.affiliateId,
});

export const ticketRequestSchema = z.strictObject({ dropId: dropIdSchema });
export const suspensionSchema = z.strictObject({ suspended: z.boolean() });
/** `limitCents` of null takes the limit away. */
export const paddleLimitSchema = z.strictObject({ limitCents: z.nullable(amountSchema) });
/** `sellerId` of null unties. [B8] */
export const paddleSellerSchema = z.strictObject({ sellerId: z.nullable(userIdSchema) });

// Answers: they may grow, so whoever reads them drops fields that are not known here.

/** A drop as anyone may read it. */
export const dropSchema = z.object({
  dropId: dropIdSchema,
  title: z.string(),
  currency: z.string(),
  createdAtMs: instantSchema,
  lotCount: z.int(),
  lotsOpenMax: z.int(),
  ladder: ladderSchema,
  closing: closingSchema,
  terms: feeTermsSchema,
  termsVersion: z.int(),
  /** Who may run it, its creator first. */
  auctioneers: z.array(userIdSchema),
});

/** A catalogue entry as anyone may read it: what a lot is; how it stands is its public lot. */
export const catalogueEntrySchema = z.object({
  lotId: lotIdSchema,
  number: lotNumberSchema,
  title: z.string(),
  description: z.optional(z.string()),
  pictures: z.array(z.string()),
  sellerId: userIdSchema,
  startPriceCents: amountSchema,
  estimateLowCents: z.optional(amountSchema),
  estimateHighCents: z.optional(amountSchema),
  category: z.optional(z.string()),
  shippingCents: centsSchema,
});
export const catalogueSchema = z.object({ lots: z.array(catalogueEntrySchema) });
export const dropListSchema = z.object({ drops: z.array(dropSchema) });

export const registrationSchema = z.object({ paddleNumber: paddleSchema });
export const ticketSchema = z.object({
  ticket: z.string(),
  expiresAtMs: instantSchema,
  role: roleSchema,
  paddleNumber: z.optional(paddleSchema),
});

/** Who stands behind a paddle; for auctioneers only. */
export const paddleSchemaForAuctioneer = z.object({
  paddleNumber: paddleSchema,
  userId: userIdSchema,
  name: z.optional(z.string()),
  suspended: z.boolean(),
  limitCents: z.optional(amountSchema),
  sellerId: z.optional(userIdSchema),
});
export const paddleListSchema = z.object({ paddles: z.array(paddleSchemaForAuctioneer) });

export const snapshotSchema = z.object({
  serverNowMs: instantSchema,
  lots: z.array(publicLotSchema),
});

/** What a price would bring the seller, line by line. [M7] */
export const netSchema = z.object({
  currency: z.string(),
  termsVersion: z.int(),
  hammerPriceCents: centsSchema,
  shippingCents: centsSchema,
  taxCents: centsSchema,
  commissionCents: centsSchema,
  processingCents: centsSchema,
  affiliateCents: centsSchema,
  netProceedsCents: balanceSchema,
  buyersPremiumCents: centsSchema,
  buyerTotalCents: balanceSchema,
});

/** One amount that moved from one account to another. [M8] */
const transferSchema = z.object({
  transferId: z.string(),
  dropId: dropIdSchema,
  lotId: lotIdSchema,
  lotNumber: lotNumberSchema,
  lotTitle: z.string(),
  winningBidSequence: sequenceSchema,
  rulesId: rulesIdSchema,
  kind: z.enum(['hammer', 'shipping', 'premium', 'tax', 'commission', 'processing', 'affiliate']),
  debitAccount: z.string(),
  creditAccount: z.string(),
  amountCents: amountSchema,
  currency: z.string(),
  postedAtMs: instantSchema,
});
export const statementSchema = z.object({
  statementId: z.string(),
  sellerId: userIdSchema,
  dropId: dropIdSchema,
  dropTitle: z.string(),
  currency: z.string(),
  issuedAtMs: instantSchema,
  openingCents: balanceSchema,
  closingCents: balanceSchema,
  netProceedsCents: balanceSchema,
  lines: z.array(
    z.object({
      lotId: lotIdSchema,
      lotNumber: lotNumberSchema,
      lotTitle: z.string(),
      winningBidSequence: sequenceSchema,
      hammerPriceCents: centsSchema,
      shippingCents: centsSchema,
      commissionCents: centsSchema,
      processingCents: centsSchema,
      affiliateCents: centsSchema,
      netCents: balanceSchema,
      transferIds: z.array(z.string()),
      transfers: z.array(transferSchema),
    }),
  ),
});
export const statementListSchema = z.object({
  statements: z.array(z.object({ statementId: z.string(), dropId: dropIdSchema, dropTitle: z.string() })),
});

/** Problem details (RFC 9457) with a stable code. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  field: z.optional(z.string()),
});

/** Who the token says you are. */
export const meSchema = z.object({ userId: userIdSchema, auctioneer: z.boolean() });

export type NewDrop = z.infer<typeof newDropSchema>;
export type NewLot = z.infer<typeof newLotSchema>;
export type LotCorrection = z.infer<typeof lotCorrectionSchema>;
export type PublicDrop = z.infer<typeof dropSchema>;
export type PublicCatalogueEntry = z.infer<typeof catalogueEntrySchema>;
export type TicketAnswer = z.infer<typeof ticketSchema>;
export type PaddleForAuctioneer = z.infer<typeof paddleSchemaForAuctioneer>;
export type Snapshot = z.infer<typeof snapshotSchema>;
export type NetAtPrice = z.infer<typeof netSchema>;
export type StatementAnswer = z.infer<typeof statementSchema>;
export type ProblemDetails = z.infer<typeof problemSchema>;
