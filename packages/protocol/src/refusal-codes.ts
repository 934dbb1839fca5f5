import type { BidRefusalCode, CommandRefusalCode } from '@gaveldrop/bidding';
import * as z from 'zod/mini';

/** Refusal codes as they go over the wire; the rules define them, and a compile-time check keeps the two alike. */
export const bidRefusalCodeSchema: z.ZodMiniType<BidRefusalCode> = z.enum([
  'bid-id-reused',
  'lot-unknown',
  'paddle-not-registered',
  'paddle-suspended',
  'lot-not-open',
  'lot-closed',
  'seller-may-not-bid',
  'already-leading',
  'maximum-not-raised',
  'below-asking-price',
  'above-paddle-limit',
]);
export const commandRefusalCodeSchema: z.ZodMiniType<CommandRefusalCode> = z.enum([
  'lot-unknown',
  'not-auctioneer',
  'lot-not-scheduled',
  'lot-not-open',
  'lot-not-paused',
  'lot-closed',
  'lots-open-max',
  'seller-unknown',
]);
