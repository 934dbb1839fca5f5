import type { BidRefusalCode, CommandRefusalCode, PublicLot } from '@gaveldrop/bidding';
import * as z from 'zod/mini';
import { publicLotSchema } from './lot-schemas.ts';
import { refusalReceiptSchema } from './receipt-schemas.ts';
import { bidRefusalCodeSchema, commandRefusalCodeSchema } from './refusal-codes.ts';
import {
  bidIdSchema,
  commandIdSchema,
  dropIdSchema,
  instantSchema,
  lotIdSchema,
  paddleSchema,
  sequenceSchema,
} from './scalar-schemas.ts';

export const roleSchema = z.enum(['bidder', 'auctioneer']);
export type Role = z.infer<typeof roleSchema>;

/** What has become of a bid that a reconnecting phone asks about. */
export const pendingOutcomeSchema = z.enum(['leading', 'outbid', 'not-accepted', 'unknown']);
export type PendingOutcome = z.infer<typeof pendingOutcomeSchema>;

const lotsSchema = z.array(publicLotSchema);

/** When the gateway had the message that this answers: what lies between that and `serverNowMs` is not the way's. */
const receivedAtSchema = z.optional(instantSchema);

/**
 * Over how many milliseconds all phones of the drop should spread their return, should all lose their connections at once:
 * they cannot know how many they are.
 */
const reconnectSpreadSchema = z.optional(z.int().check(z.minimum(0)));

/** By what changes are pushed to phones: the connection itself, or the drop's feed. What is neither is taken for unsaid. */
const pushedBySchema = z.catch(z.optional(z.enum(['connection', 'feed'])), undefined);

// What we send may grow: a page that is older than the saleroom drops fields it does not know and goes on.

export const welcomeSchema = z.object({
  type: z.literal('welcome'),
  receivedAtMs: receivedAtSchema,
  serverNowMs: instantSchema,
  drop: z.object({ dropId: dropIdSchema, title: z.string(), currency: z.string() }),
  lots: lotsSchema,
  /** The snapshot has lots that did not fit here. */
  more: z.boolean(),
  you: z.object({ role: roleSchema, paddleNumber: z.optional(paddleSchema) }),
  pending: z.array(z.object({ bidId: bidIdSchema, outcome: pendingOutcomeSchema })),
  reconnectSpreadMs: reconnectSpreadSchema,
  pushedBy: pushedBySchema,
});

export const bidAnswerSchema = z.object({
  type: z.literal('bid-answer'),
  bidId: bidIdSchema,
  lotId: lotIdSchema,
  outcome: z.enum(['leading', 'outbid', 'refused', 'unknown', 'busy']),
  /** Why, when refused. */
  code: z.optional(bidRefusalCodeSchema),
  /** The next acceptable amount, where there is one. */
  askingPriceCents: z.optional(z.int()),
  /** True when this id had been accepted before: outcome, sequence and receipt are the first ones. [B10] */
  repeated: z.optional(z.boolean()),
  /** The change that holds an accepted bid; of a refused one, the state it was decided on. */
  sequence: z.optional(sequenceSchema),
  /** When `unknown`: a resend on a state beyond this sequence gets a final answer. */
  afterSequence: z.optional(sequenceSchema),
  /** Of a refused bid: signed, for the bidder to keep. */
  receipt: z.optional(refusalReceiptSchema),
  receivedAtMs: instantSchema,
  serverNowMs: instantSchema,
  lot: z.optional(publicLotSchema),
});

export const pongSchema = z.object({
  type: z.literal('pong'),
  sentAtMs: instantSchema,
  receivedAtMs: receivedAtSchema,
  serverNowMs: instantSchema,
  lots: lotsSchema,
  reconnectSpreadMs: reconnectSpreadSchema,
});

export const lotAnswerSchema = z.object({
  type: z.literal('lot-answer'),
  commandId: commandIdSchema,
  lotId: lotIdSchema,
  outcome: z.enum(['done', 'refused', 'unknown', 'busy']),
  code: z.optional(commandRefusalCodeSchema),
  repeated: z.optional(z.boolean()),
  serverNowMs: instantSchema,
  lot: z.optional(publicLotSchema),
});

/** Pushed to every viewer: the newest full form of each lot that changed. */
export const lotsMessageSchema = z.object({
  type: z.literal('lots'),
  serverNowMs: instantSchema,
  lots: lotsSchema,
});

/** The code of an error that says no more than: not so fast. The message was not read; it may be sent again. */
export const slowDownCode = 'slow-down';

/** What was wrong with a message; it changed nothing and reached nobody else. */
export const errorMessageSchema = z.object({
  type: z.literal('error'),
  code: z.string(),
  message: z.string(),
  /** The action the message named, as far as it could be read. */
  of: z.optional(z.string()),
});

export const serverMessageSchema = z.discriminatedUnion('type', [
  welcomeSchema,
  bidAnswerSchema,
  pongSchema,
  lotAnswerSchema,
  lotsMessageSchema,
  errorMessageSchema,
]);

export type WelcomeMessage = z.infer<typeof welcomeSchema>;
export type BidAnswer = z.infer<typeof bidAnswerSchema>;
export type PongMessage = z.infer<typeof pongSchema>;
export type LotAnswer = z.infer<typeof lotAnswerSchema>;
export type LotsMessage = z.infer<typeof lotsMessageSchema>;
export type ErrorMessage = z.infer<typeof errorMessageSchema>;
export type ServerMessage = z.infer<typeof serverMessageSchema>;
export type { BidRefusalCode, CommandRefusalCode, PublicLot };
