import { assert, type ConnectionId, type DropId } from '@gaveldrop/units';
import { type GrowPorts, growShards, usableShards } from './grow-shards.ts';
import type { AudienceStore, ShardLoads } from './ports/audience-store.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Principal } from './principal.ts';
import { countExpiresAtMs } from './recount-shard.ts';
import { type LeasePorts, takeLease } from './take-lease.ts';

type CountPorts = {
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly metrics: Metrics;
  readonly audience: Pick<AudienceStore, 'countIn'>;
};

export type AdmitPorts = LeasePorts &
  GrowPorts &
  CountPorts & {
    readonly audience: Pick<AudienceStore, 'takeTicket' | 'readShardLoads'>;
    readonly allowedOrigins: readonly string[];
  };

/** The less full of two usable shards taken by chance: nearly as even as the least full of all, and no two rush to one. */
function lessFullOfTwo(chance: Chance, usable: number, { connected }: ShardLoads): number {
  const [one, other] = [chance.below(usable), chance.below(usable)];
  return (connected[other] ?? 0) < (connected[one] ?? 0) ? other : one;
}

/** Counts a connection, which is let in whether or not that works: where the count is off, the next recount mends it. */
async function countIn(
  { audience, clock, metrics }: CountPorts,
  dropId: DropId,
  shard: number,
): Promise<void> {
  try {
    await audience.countIn(dropId, shard, countExpiresAtMs(clock.nowMs()));
  } catch (thrown) {
    if (!isFault(thrown)) throw thrown;
    metrics.count('shardNotCounted');
  }
}

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
  const { dropId } = taken.principal;
  const loads = await ports.audience.readShardLoads(dropId);
  assert(loads !== undefined, `drop ${dropId} has no audience`);
  const shard = lessFullOfTwo(ports.chance, usableShards(loads, nowMs), loads);
  if (!(await takeLease(ports, taken, connectionId))) return undefined;
  // Last, and none of it fails: what did would leave a lease behind.
  await Promise.all([countIn(ports, dropId, shard), growShards(ports, dropId, loads)]);
  return { ...taken.principal, shard };
}
