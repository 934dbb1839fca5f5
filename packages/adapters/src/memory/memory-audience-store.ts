import type { AudienceStore, Connection, Leases, Shards, Ticket } from '@gaveldrop/saleroom';
import { type ConnectionId, type DropId, epochMs, type UserId } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** Who listens, in memory. */
export function memoryAudienceStore(): AudienceStore {
  const tickets = new Map<string, Ticket>();
  const audiences = new Map<DropId, Shards>();
  const counts = new Map<string, number>();
  const shards = new Map<string, Map<ConnectionId, Connection>>();
  const shardOf = (dropId: DropId, shard: number): Map<ConnectionId, Connection> => {
    const key = `${dropId}#${shard}`;
    const connections = shards.get(key) ?? new Map<ConnectionId, Connection>();
    shards.set(key, connections);
    return connections;
  };
  const leases = new Map<string, Leases>();
  const leasesKey = (dropId: DropId, userId: UserId): string => `${dropId}#${userId}`;
  /** Changes the leases of a person who has some, and counts the change. */
  const change = (dropId: DropId, userId: UserId, to: (held: Leases) => Leases['leases']): void => {
    const key = leasesKey(dropId, userId);
    const held = leases.get(key);
    if (held !== undefined) leases.set(key, { ...held, leases: to(held), version: held.version + 1 });
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
    readShardLoads: async (dropId) => {
      const found = audiences.get(dropId);
      if (found === undefined) return undefined;
      const connected = Array.from({ length: found.shardCount }, (_, shard) =>
        Math.max(0, counts.get(`${dropId}#${shard}`) ?? 0),
      );
      return copied({ ...found, connected });
    },
    growShards: async (dropId, from, to, nowMs) => {
      if (audiences.get(dropId)?.shardCount !== from) return false;
      audiences.set(dropId, { shardCount: to, grownAtMs: nowMs, countBefore: from });
      return true;
    },
    countIn: async (dropId, shard) => {
      const key = `${dropId}#${shard}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    countOut: async (dropId, shard) => {
      const key = `${dropId}#${shard}`;
      const count = counts.get(key);
      if (count !== undefined) counts.set(key, count - 1);
    },
    recount: async (dropId, shard, connections) => {
      counts.set(`${dropId}#${shard}`, connections);
    },
    register: async (connection) => {
      shardOf(connection.dropId, connection.shard).set(connection.connectionId, copied(connection));
    },
    forget: async (dropId, shard, connectionId) => {
      shardOf(dropId, shard).delete(connectionId);
    },
    list: async (dropId, shard, nowMs) =>
      copied([...shardOf(dropId, shard).values()].filter(({ expiresAtMs }) => expiresAtMs > nowMs)),
    readLeases: async (dropId, userId) => {
      const none: Leases = { dropId, userId, leases: [], ticketsFromMs: epochMs(0), version: 0 };
      return copied(leases.get(leasesKey(dropId, userId)) ?? none);
    },
    commitLeases: async (next) => {
      const key = leasesKey(next.dropId, next.userId);
      if ((leases.get(key)?.version ?? 0) !== next.version - 1) return false;
      leases.set(key, copied(next));
      return true;
    },
    renewLease: async (dropId, userId, connectionId, expiresAtMs) =>
      change(dropId, userId, (held) =>
        held.leases.map((lease) => (lease.connectionId === connectionId ? { ...lease, expiresAtMs } : lease)),
      ),
    giveBackLease: async (dropId, userId, connectionId) =>
      change(dropId, userId, (held) => held.leases.filter((lease) => lease.connectionId !== connectionId)),
  };
}
