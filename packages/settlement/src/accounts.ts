import type { DropId, PaddleNumber, SellerId, UserId } from '@gaveldrop/units';

/** Names one account. Two accounts never share a name: each begins with its kind, and ids follow in a fixed order. */
export type AccountId = string & { readonly __name: 'AccountId' };

/** Whoever an affiliate's share goes to. */
export type AffiliateId = UserId;

/** What a seller is owed, over all drops. */
export const sellerAccount = (sellerId: SellerId): AccountId => `seller:${sellerId}` as AccountId;

/** What a paddle of a drop has paid; below zero, it owes that. */
export const buyerAccount = (dropId: DropId, paddleNumber: PaddleNumber): AccountId =>
  `buyer:${dropId}:${paddleNumber}` as AccountId;

/** The commission a drop has earned. */
export const commissionAccount = (dropId: DropId): AccountId => `commission:${dropId}` as AccountId;

/** The buyer's premium a drop has earned. */
export const premiumAccount = (dropId: DropId): AccountId => `premium:${dropId}` as AccountId;

/** What a drop has taken from sellers for processing. */
export const processingAccount = (dropId: DropId): AccountId => `processing:${dropId}` as AccountId;

/** The tax a drop holds for the authority. */
export const taxAccount = (dropId: DropId): AccountId => `tax:${dropId}` as AccountId;

/** What an affiliate is owed, over all drops. */
export const affiliateAccount = (affiliateId: AffiliateId): AccountId =>
  `affiliate:${affiliateId}` as AccountId;
