import type { Principal } from '@gaveldrop/saleroom';
import {
  assert,
  cents,
  type DropId,
  isUlid,
  paddleNumber,
  type SellerId,
  type UserId,
} from '@gaveldrop/units';

/** A principal as the authorizer hands it to the gateway, whose context holds nothing but text. */
export type PrincipalContext = Record<string, string>;

export const principalToContext = (principal: Principal): PrincipalContext => ({
  userId: principal.userId,
  dropId: principal.dropId,
  role: principal.role,
  shard: String(principal.shard),
  sellerIds: JSON.stringify(principal.sellerIds),
  ...(principal.paddleNumber === undefined ? {} : { paddleNumber: String(principal.paddleNumber) }),
  ...(principal.limitCents === undefined ? {} : { limitCents: String(principal.limitCents) }),
});

/** The principal that the gateway attaches to every message. @throws (a bug) when our authorizer did not write it. */
export function principalFromContext(context: Record<string, unknown> | undefined): Principal {
  const text = (key: string): string => {
    const value = context?.[key];
    assert(typeof value === 'string', `the authorizer's context has ${key}`);
    return value;
  };
  const optional = (key: string): string | undefined =>
    context?.[key] === undefined ? undefined : text(key);
  const role = text('role');
  const dropId = text('dropId');
  assert(role === 'bidder' || role === 'auctioneer', `there is no role ${role}`);
  assert(isUlid(dropId), 'a principal is of a drop');
  const paddle = optional('paddleNumber');
  const limit = optional('limitCents');
  return {
    userId: text('userId') as UserId,
    dropId: dropId as DropId,
    role,
    paddleNumber: paddle === undefined ? undefined : paddleNumber(Number(paddle)),
    limitCents: limit === undefined ? undefined : cents(Number(limit)),
    sellerIds: JSON.parse(text('sellerIds')) as SellerId[],
    shard: Number(text('shard')),
  };
}
