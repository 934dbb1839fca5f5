import type { AudienceStore, Connection, Shards, Ticket } from '@gaveldrop/saleroom';
import type { ConnectionId, DropId } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** Who listens, in memory. */
export function memoryAudienceStore(): AudienceStore {
  const tickets = new Map<string, Ticket>();
  const audiences = new Map<DropId, Shards>();
  const shards = new Map<string, Map<ConnectionId, Connection>>();
  const shardOf = (dropId: DropId, shard: number): Map<ConnectionId, Connection> => {
    const key = `${dropId}#${shard}`;
    const connections = shards.get(key) ?? new Map<ConnectionId, Connection>();
    shards.set(key, connections);
    return connections;
  };

  return {
    keepTicket: async (ticket) => {
      tickets.set(ticket.ticket, copied(ticket));
    },
    takeTicket: async (text, origin, nowMs) => {
      const ticket = tickets.get(text);
      if (ticket === undefined || ticket.expiresAtMs <= nowMs || ticket.origin !== origin) return undefined;
      tickets.delete(text);
      return copied(ticket);
    },
    createShards: async (dropId, shardCount, nowMs) => {
      if (audiences.has(dropId)) return;
      audiences.set(dropId, { shardCount, grownAtMs: nowMs, countBefore: shardCount });
    },
    readShards: async (dropId) => {
      const found = audiences.get(dropId);
      return found === undefined ? undefined : copied(found);
    },
    register: async (connection) => {
      shardOf(connection.dropId, connection.shard).set(connection.connectionId, copied(connection));
    },
    forget: async (dropId, shard, connectionId) => {
      shardOf(dropId, shard).delete(connectionId);
    },
    list: async (dropId, shard, nowMs) =>
      copied([...shardOf(dropId, shard).values()].filter(({ expiresAtMs }) => expiresAtMs > nowMs)),
  };
}
