import type { ConnectionId } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Principal } from './principal.ts';

export type LeavePorts = { readonly audience: Pick<AudienceStore, 'forget' | 'giveBackLease'> };

/**
 * A socket is gone: it is posted to no more, and its lease is free. Nobody may count on being told: a post finds out as well,
 * and a lease expires.
 */
export async function leaveDrop(
  { audience }: LeavePorts,
  { dropId, shard, userId }: Principal,
  connectionId: ConnectionId,
): Promise<void> {
  await Promise.all([
    audience.forget(dropId, shard, connectionId),
    audience.giveBackLease(dropId, userId, connectionId),
  ]);
}
