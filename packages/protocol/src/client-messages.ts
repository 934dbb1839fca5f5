import { limits } from '@gaveldrop/units';
import * as z from 'zod/mini';
import {
  amountSchema,
  bidIdSchema,
  commandIdSchema,
  instantSchema,
  lotIdSchema,
  sequenceSchema,
  text,
} from './scalar-schemas.ts';

/** The version of the wire that this code speaks. */
export const protocolVersion = 1;

/** Which sequence a phone has of each lot that it does not know to be final, by lot number. */
const haveSchema = z.record(z.string().check(z.regex(/^[1-9][0-9]{0,4}$/)), sequenceSchema);

/** A bid whose answer the phone does not have. */
const pendingBidSchema = z.strictObject({
  bidId: bidIdSchema,
  lotId: lotIdSchema,
  afterSequence: z.optional(sequenceSchema),
});

export const helloSchema = z.strictObject({
  action: z.literal('hello'),
  protocol: z.literal(protocolVersion),
  have: haveSchema,
  pending: z.array(pendingBidSchema).check(z.maxLength(limits.pendingBidsMax)),
});

/** Amount and id, never "one more": a bid sent twice cannot raise itself. [B1] */
export const bidSchema = z.strictObject({
  action: z.literal('bid'),
  bidId: bidIdSchema,
  lotId: lotIdSchema,
  amountCents: amountSchema,
  kind: z.enum(['exact', 'maximum']),
  /** Which sending of this bid it is, from 1. */
  attempt: z.int().check(z.minimum(1), z.maximum(1_000)),
  /** What an `unknown` answer to an earlier sending gave. [B10] */
  afterSequence: z.optional(sequenceSchema),
});

export const pingSchema = z.strictObject({
  action: z.literal('ping'),
  sentAtMs: instantSchema,
  have: z.optional(haveSchema),
});

/** An auctioneer's command. [L2] */
export const lotCommandSchema = z.discriminatedUnion('command', [
  z.strictObject({
    action: z.literal('lot'),
    commandId: commandIdSchema,
    lotId: lotIdSchema,
    command: z.enum(['open', 'pause', 'resume', 'hammer']),
  }),
  z.strictObject({
    action: z.literal('lot'),
    commandId: commandIdSchema,
    lotId: lotIdSchema,
    command: z.literal('withdraw'),
    reason: text(1, 120),
  }),
]);

export type HelloMessage = z.infer<typeof helloSchema>;
export type BidMessage = z.infer<typeof bidSchema>;
export type PingMessage = z.infer<typeof pingSchema>;
export type LotCommandMessage = z.infer<typeof lotCommandSchema>;
export type ClientMessage = HelloMessage | BidMessage | PingMessage | LotCommandMessage;
export type PendingBid = z.infer<typeof pendingBidSchema>;
export type Have = z.infer<typeof haveSchema>;

/** The actions a socket understands, each with the schema of its message. */
export const clientMessageSchemas = {
  hello: helloSchema,
  bid: bidSchema,
  ping: pingSchema,
  lot: lotCommandSchema,
} as const;
export type Action = keyof typeof clientMessageSchemas;
/** The message of one action. */
export type MessageOf<A extends Action> = z.infer<(typeof clientMessageSchemas)[A]>;
