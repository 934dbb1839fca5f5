import { type ConnectionId, epochMs, limits } from '@gaveldrop/units';
import { pauseBeforeAttempt } from './pause-before-attempt.ts';
import type { AudienceStore, Ticket } from './ports/audience-store.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import { fault } from './ports/fault.ts';
import { closableLeases, standingLeases } from './standing-leases.ts';

export type LeasePorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly audience: Pick<AudienceStore, 'readLeases' | 'commitLeases'>;
};

/**
 * Takes one of the `connectionsPerBidderMax` places that a person has in a drop, for a connection that is about to open.
 * One conditional write decides, so of two who come for the last place one has it.
 * @returns false when all places are taken, or when the ticket was made before the person's rights changed.
 * @throws a `Fault` when it could not be written; the place may then be taken until the lease expires.
 */
export async function takeLease(
  ports: LeasePorts,
  { principal: { dropId, userId }, issuedAtMs }: Ticket,
  connectionId: ConnectionId,
): Promise<boolean> {
  for (let attempt = 0; attempt < limits.commitAttemptsMax; attempt += 1) {
    await pauseBeforeAttempt(ports, attempt, 0);
    const held = await ports.audience.readLeases(dropId, userId);
    if (issuedAtMs < held.ticketsFromMs) return false;
    // An earlier attempt landed, and its answer was lost.
    if (held.leases.some((lease) => lease.connectionId === connectionId)) return true;
    const nowMs = ports.clock.nowMs();
    if (standingLeases(held, nowMs).length >= limits.connectionsPerBidderMax) return false;
    const lease = { connectionId, sinceMs: nowMs, expiresAtMs: epochMs(nowMs + limits.connectionLeaseMs) };
    const leases = [...closableLeases(held, nowMs), lease];
    if (await ports.audience.commitLeases({ ...held, leases, version: held.version + 1 })) return true;
  }
  throw fault('unavailable', `the leases of ${userId} in drop ${dropId} could not be written`, undefined);
}
