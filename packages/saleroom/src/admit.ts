import { assert, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Chance } from './ports/chance.ts';
import type { Clock } from './ports/clock.ts';
import type { Principal } from './principal.ts';

export type AdmitPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly audience: Pick<AudienceStore, 'takeTicket' | 'readShards'>;
  readonly allowedOrigins: readonly string[];
};

/**
 * Who may connect: the ticket is taken out, so it works once, and the connection is given its shard.
 * A new shard takes nobody until every sender of pulses must have heard of it.
 * @returns nothing for a ticket that is unknown, used, expired or made for another origin, or a page not served.
 */
export async function admit(
  ports: AdmitPorts,
  ticket: string,
  origin: string | undefined,
): Promise<Principal | undefined> {
  if (origin !== undefined && !ports.allowedOrigins.includes(origin)) return undefined;
  const nowMs = ports.clock.nowMs();
  const taken = await ports.audience.takeTicket(ticket, origin, nowMs);
  if (taken === undefined) return undefined;
  const shards = await ports.audience.readShards(taken.principal.dropId);
  assert(shards !== undefined, `drop ${taken.principal.dropId} has no audience`);
  const known = nowMs - shards.grownAtMs > limits.shardCountAgeMaxMs;
  const usable = known ? shards.shardCount : shards.countBefore;
  return { ...taken.principal, shard: ports.chance.below(usable) };
}
