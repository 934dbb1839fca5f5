import { assert, type ConnectionId, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Principal } from './principal.ts';
import { type LeasePorts, takeLease } from './take-lease.ts';

export type AdmitPorts = LeasePorts & {
  readonly audience: Pick<AudienceStore, 'takeTicket' | 'readShards'>;
  readonly allowedOrigins: readonly string[];
};

/**
 * Who may connect: the ticket is taken out, so it works once, and the connection is given its shard and takes its lease.
 * A new shard takes nobody until every sender of pulses must have heard of it.
 * @returns nothing for a ticket that is unknown, used, expired, made for another origin or before its holder's rights
 *   changed, for a page not served, and for a person who has all the connections that one may have.
 */
export async function admit(
  ports: AdmitPorts,
  ticket: string,
  origin: string | undefined,
  connectionId: ConnectionId,
): Promise<Principal | undefined> {
  if (origin !== undefined && !ports.allowedOrigins.includes(origin)) return undefined;
  const nowMs = ports.clock.nowMs();
  const taken = await ports.audience.takeTicket(ticket, origin, nowMs);
  if (taken === undefined) return undefined;
  const shards = await ports.audience.readShards(taken.principal.dropId);
  assert(shards !== undefined, `drop ${taken.principal.dropId} has no audience`);
  const known = nowMs - shards.grownAtMs > limits.shardCountAgeMaxMs;
  const usable = known ? shards.shardCount : shards.countBefore;
  // Last, so that nothing that fails here leaves a lease behind.
  if (!(await takeLease(ports, taken, connectionId))) return undefined;
  return { ...taken.principal, shard: ports.chance.below(usable) };
}
