import { type DropId, epochMs, limits, type UserId } from '@gaveldrop/units';
import { pauseBeforeAttempt } from './pause-before-attempt.ts';
import type { AudienceStore, Lease, Leases } from './ports/audience-store.ts';
import type { Broadcast } from './ports/broadcast.ts';
import { fault } from './ports/fault.ts';
import { closableLeases } from './standing-leases.ts';
import type { LeasePorts } from './take-lease.ts';

export type EndPorts = LeasePorts & {
  readonly audience: Pick<AudienceStore, 'giveBackLease'>;
  readonly broadcast: Pick<Broadcast, 'close'>;
};

/** Between two tries to close a socket. */
const closeAgainMs = 250;
/** Tries to close a socket that the gateway would not close: with a second for each, well within a function's time. */
const closeFailuresMax = 4;

/** Voids every ticket made so far: whoever is let in from now on has the new rights, and the leases are all the others. */
async function voidTickets(ports: EndPorts, dropId: DropId, userId: UserId): Promise<Leases> {
  for (let attempt = 0; attempt < limits.commitAttemptsMax; attempt += 1) {
    await pauseBeforeAttempt(ports, attempt, 0);
    const held = await ports.audience.readLeases(dropId, userId);
    const nowMs = ports.clock.nowMs();
    const leases = closableLeases(held, nowMs);
    // The clock that stamped a ticket may be ahead of this one; and of two changes the later voids more.
    const ticketsFromMs = epochMs(Math.max(nowMs + limits.clockSkewMaxMs, held.ticketsFromMs) + 1);
    const voided = { ...held, leases, ticketsFromMs, version: held.version + 1 };
    if (await ports.audience.commitLeases(voided)) return voided;
  }
  throw fault('unavailable', `the leases of ${userId} in drop ${dropId} could not be written`, undefined);
}

/** Closes one socket for certain. One whose handshake may still be under way is not up yet, and looks gone. */
async function close({ clock, broadcast }: EndPorts, { connectionId, sinceMs }: Lease): Promise<void> {
  for (let failures = 0; ; ) {
    const closed = await broadcast.close(connectionId);
    if (closed === 'closed') return;
    if (closed === 'gone' && clock.nowMs() - sinceMs > limits.handshakeMaxMs) return;
    if (closed === 'failed') failures += 1;
    if (failures >= closeFailuresMax)
      throw fault('unavailable', `connection ${connectionId} could not be closed`, undefined);
    await clock.sleep(closeAgainMs);
  }
}

/**
 * Ends everything that goes by rights a person no longer has: tickets already made are void, and all sockets are closed,
 * whether or not they ever said hello. Call it after the change is written: whoever comes with a ticket from then on has
 * the new rights.
 * @throws a `Fault` when a socket could not be closed; done again, it closes what is left.
 */
export async function endConnections(ports: EndPorts, dropId: DropId, userId: UserId): Promise<void> {
  const { leases } = await voidTickets(ports, dropId, userId);
  await Promise.all(
    leases.map(async (lease) => {
      await close(ports, lease);
      await ports.audience.giveBackLease(dropId, userId, lease.connectionId);
    }),
  );
}
