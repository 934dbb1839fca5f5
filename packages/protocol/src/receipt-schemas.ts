import * as z from 'zod/mini';
import { bidRefusalCodeSchema } from './refusal-codes.ts';
import {
  amountSchema,
  bidIdSchema,
  hashSchema,
  instantSchema,
  lotIdSchema,
  lotNumberSchema,
  paddleSchema,
  sequenceSchema,
} from './scalar-schemas.ts';

/** A refused bid's receipt: what was refused, why and on which state, signed. It is all there is of it: a refusal writes nothing. */
export const refusalReceiptSchema = z.object({
  bidId: bidIdSchema,
  lotId: lotIdSchema,
  /** Absent for a bidder without a paddle. */
  paddleNumber: z.optional(paddleSchema),
  amountCents: amountSchema,
  kind: z.enum(['exact', 'maximum']),
  receivedAtMs: instantSchema,
  code: bidRefusalCodeSchema,
  askingPriceCents: z.optional(z.int()),
  /** The state it was decided on; absent where the lot is unknown. */
  sequence: z.optional(sequenceSchema),
  /** Which of the saleroom's keys signed: a `kid` of `GET /keys`. */
  keyId: z.string(),
  /** Ed25519 over the UTF-8 of `refusalText`, base64url without padding. */
  signature: z.string(),
});

/** A bidder's own accepted bid, with what proves it: its place in the lot's history and, of a maximum, the salt. */
export const receiptSchema = z.object({
  bidId: bidIdSchema,
  lotId: lotIdSchema,
  lotNumber: lotNumberSchema,
  paddleNumber: paddleSchema,
  amountCents: amountSchema,
  kind: z.enum(['exact', 'maximum']),
  outcome: z.enum(['leading', 'outbid']),
  sequence: sequenceSchema,
  receivedAtMs: instantSchema,
  committedAtMs: instantSchema,
  /** Of a maximum: opens the commitment in the history. */
  salt: z.optional(hashSchema),
});
export const receiptListSchema = z.object({ receipts: z.array(receiptSchema) });

/** The saleroom's public keys, as RFC 7517 and RFC 8037 write them. */
export const keySetSchema = z.object({
  keys: z.array(
    z.object({
      kty: z.literal('OKP'),
      crv: z.literal('Ed25519'),
      alg: z.literal('EdDSA'),
      use: z.literal('sig'),
      kid: z.string(),
      /** The 32 bytes of the key, base64url without padding. */
      x: z.string(),
    }),
  ),
});

/** What a phone keeps and a person hands to the verifier; the saleroom's own list of receipts has this form too. */
export const receiptsFileSchema = z.object({
  receipts: z.array(receiptSchema),
  refusals: z.optional(z.array(refusalReceiptSchema)),
});

/** The chain heads that a phone kept of lots that are over; a snapshot has this form too. */
export const headsFileSchema = z.object({
  lots: z.array(z.object({ lotId: lotIdSchema, chainHead: z.optional(hashSchema) })),
});

export type RefusalReceipt = z.infer<typeof refusalReceiptSchema>;
export type Receipt = z.infer<typeof receiptSchema>;
export type KeySet = z.infer<typeof keySetSchema>;
export type ReceiptsFile = z.infer<typeof receiptsFileSchema>;
export type HeadsFile = z.infer<typeof headsFileSchema>;
