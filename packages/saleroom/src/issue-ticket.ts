import type { TicketAnswer } from '@gaveldrop/protocol';
import { type DropId, epochMs, limits } from '@gaveldrop/units';
import { type Person, runs } from './person.ts';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { DropStore } from './ports/drop-store.ts';
import type { PaddleStore } from './ports/paddle-store.ts';
import { done, dropUnknown, type Outcome, refuse } from './refusal.ts';

export type TicketPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly drops: Pick<DropStore, 'read'>;
  readonly paddles: Pick<PaddleStore, 'readByUser'>;
  readonly audience: Pick<AudienceStore, 'keepTicket'>;
  readonly allowedOrigins: readonly string[];
};

/**
 * A ticket for one connection to one drop: it fixes who, which role, paddle, limit and ties, and the page's origin.
 * Lives `limits.ticketLifeMs`. Refuses an unknown drop and an origin the saleroom does not serve.
 * @param origin the request's Origin header; absent for a client that is no page.
 */
export async function issueTicket(
  ports: TicketPorts,
  person: Person,
  dropId: DropId,
  origin: string | undefined,
): Promise<Outcome<TicketAnswer>> {
  if (origin !== undefined && !ports.allowedOrigins.includes(origin))
    return refuse('origin-not-allowed', `pages of ${origin.slice(0, 200)} may not connect`, 'Origin');
  const [drop, paddle] = await Promise.all([
    ports.drops.read(dropId),
    ports.paddles.readByUser(dropId, person.userId),
  ]);
  if (drop === undefined) return dropUnknown();
  const role = runs(person, drop) ? 'auctioneer' : 'bidder';
  const ticket = ports.chance.secret();
  const expiresAtMs = epochMs(ports.clock.nowMs() + limits.ticketLifeMs);
  const tied = paddle?.sellerId === undefined ? [] : [paddle.sellerId];
  const { userId } = person;
  const principal = {
    userId,
    dropId,
    role,
    paddleNumber: paddle?.paddleNumber,
    limitCents: paddle?.limitCents,
    sellerIds: [userId, ...tied],
  } as const;
  await ports.audience.keepTicket({ ticket, principal, origin, expiresAtMs });
  const paddleNumber = paddle?.paddleNumber;
  return done({ ticket, expiresAtMs, role, ...(paddleNumber === undefined ? {} : { paddleNumber }) });
}
