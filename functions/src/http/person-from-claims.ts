import { auctioneersGroup } from '@gaveldrop/adapters/names';
import { userIdSchema } from '@gaveldrop/protocol';
import type { Person } from '@gaveldrop/saleroom';
import type { UserId } from '@gaveldrop/units';

/** Claims as the gateway's JWT authorizer hands them on: text, with a list written as `[a b]`. */
export type Claims = Readonly<Record<string, unknown>>;

/** The groups in a claim that is a list, the gateway's text of a list, or one group by itself. */
export function groupsIn(claim: unknown): readonly string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== 'string') return [];
  const listed = /^\[(.*)\]$/.exec(claim);
  return (listed?.[1] ?? claim).split(/[\s,]+/).filter((group) => group !== '');
}

/** Who the token says is asking; nobody when it names no one we could name. */
export function personFromClaims(claims: Claims | undefined, groupClaim: string): Person | undefined {
  const subject = userIdSchema.safeParse(claims?.sub);
  if (!subject.success) return undefined;
  return {
    userId: subject.data as UserId,
    auctioneer: groupsIn(claims?.[groupClaim]).includes(auctioneersGroup),
  };
}

/** What people call themselves, where the token says. */
export const nameFromClaims = (claims: Claims | undefined): string | undefined =>
  typeof claims?.name === 'string' ? claims.name.slice(0, 80) : undefined;
