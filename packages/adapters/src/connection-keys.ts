import { createHash } from 'node:crypto';
import type { ConnectionId, DropId, UserId } from '@gaveldrop/units';

/** Where an item of the connections table is. */
export type ConnectionKey = { readonly pk: string; readonly sk: string };

/** Every key of the connections table; DATA.md lists them with what they hold. */
export const connectionKeys = {
  audience: (dropId: DropId): ConnectionKey => ({ pk: `audience#${dropId}`, sk: 'audience' }),
  connection: (dropId: DropId, shard: number, connectionId: ConnectionId): ConnectionKey => ({
    pk: `${dropId}#${shard}`,
    sk: connectionId,
  }),
  leases: (dropId: DropId, userId: UserId): ConnectionKey => ({
    pk: `leases#${dropId}#${userId}`,
    sk: 'leases',
  }),
  /** By its hash: whoever can read the table cannot use a ticket. */
  ticket: (ticket: string): ConnectionKey => ({
    pk: `ticket#${createHash('sha256').update(ticket).digest('hex')}`,
    sk: 'ticket',
  }),
} as const;

/** The partition of one shard's connections. */
export const shardPartition = (dropId: DropId, shard: number): string => `${dropId}#${shard}`;
