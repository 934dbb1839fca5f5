import type { ConnectionId } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Principal } from './principal.ts';

export type LeavePorts = { readonly audience: Pick<AudienceStore, 'forget' | 'giveBackLease' | 'countOut'> };

/**
 * A socket is gone: it is posted to no more, its lease is free, and its shard has one less. Nobody may count on being told:
 * a post finds out as well, a lease expires, and shards are recounted. What fails keeps nothing else from being done.
 * @throws a `Fault`, the first of those that came.
 */
export async function leaveDrop(
  { audience }: LeavePorts,
  { dropId, shard, userId }: Principal,
  connectionId: ConnectionId,
): Promise<void> {
  const ends = await Promise.allSettled([
    audience.forget(dropId, shard, connectionId),
    audience.giveBackLease(dropId, userId, connectionId),
    audience.countOut(dropId, shard),
  ]);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
