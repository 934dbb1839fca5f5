import { createHash } from 'node:crypto';
import type { ConnectionId, DropId, UserId } from '@gaveldrop/units';

/** Where an item of the connections table is. */
export type ConnectionKey = { readonly pk: string; readonly sk: string };

/** The partition of a drop's audience and of its shards' counts. */
export const audiencePartition = (dropId: DropId): string => `audience#${dropId}`;

/** What the sort key of a shard's count begins with; the shard follows. */
export const shardCountPrefix = 'shard#';

/** Every key of the connections table; DATA.md lists them with what they hold. */
export const connectionKeys = {
  audience: (dropId: DropId): ConnectionKey => ({ pk: audiencePartition(dropId), sk: 'audience' }),
  /** How many connections a shard has, beside the audience, so that one query reads them all. */
  shardCount: (dropId: DropId, shard: number): ConnectionKey => ({
    pk: audiencePartition(dropId),
    sk: `${shardCountPrefix}${String(shard).padStart(4, '0')}`,
  }),
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
