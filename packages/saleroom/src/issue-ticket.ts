import type { TicketAnswer } from '@gaveldrop/protocol';
import { type DropId, epochMs, limits } from '@gaveldrop/units';
import { type Person, runs } from './person.ts';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { DropStore } from './ports/drop-store.ts';
import type { PaddleStore } from './ports/paddle-store.ts';
import { done, dropUnknown, type Outcome, type Refusal, refuse } from './refusal.ts';
import { standingLeases } from './standing-leases.ts';

export type TicketPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly drops: Pick<DropStore, 'read'>;
  readonly paddles: Pick<PaddleStore, 'readByUser'>;
  readonly audience: Pick<AudienceStore, 'keepTicket' | 'readLeases'>;
  readonly allowedOrigins: readonly string[];
};

function tooManyConnections(): Refusal {
  const { connectionsPerBidderMax, connectionLeaseMs } = limits;
  const lapses = `or wait: one that is gone unnoticed stops counting after ${connectionLeaseMs / 1_000} s`;
  const detail = `you have ${connectionsPerBidderMax} connections to this drop; close one, ${lapses}`;
  return refuse('too-many-connections', detail);
}

/**
 * A ticket for one connection to one drop: it fixes who, which role, paddle, limit and ties, and the page's origin.
 * Lives `limits.ticketLifeMs`. Refuses an unknown drop, an origin the saleroom does not serve, and a person who has
 * `connectionsPerBidderMax` connections to the drop.
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
  const [drop, held] = await Promise.all([
    ports.drops.read(dropId),
    ports.audience.readLeases(dropId, person.userId),
  ]);
  if (drop === undefined) return dropUnknown();
  const nowMs = ports.clock.nowMs();
  if (standingLeases(held, nowMs).length >= limits.connectionsPerBidderMax) return tooManyConnections();
  // The paddle is read after the leases and this instant: it has every change that the leases tell of, and one that it
  // lacks is yet to void this ticket.
  const issuedAtMs = epochMs(Math.max(nowMs, held.ticketsFromMs));
  const paddle = await ports.paddles.readByUser(dropId, person.userId);
  const role = runs(person, drop) ? 'auctioneer' : 'bidder';
  const ticket = ports.chance.secret();
  const expiresAtMs = epochMs(nowMs + limits.ticketLifeMs);
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
  await ports.audience.keepTicket({ ticket, principal, origin, issuedAtMs, expiresAtMs });
  const paddleNumber = paddle?.paddleNumber;
  return done({ ticket, expiresAtMs, role, ...(paddleNumber === undefined ? {} : { paddleNumber }) });
}
