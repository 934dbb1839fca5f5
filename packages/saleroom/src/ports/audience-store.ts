import type { ConnectionId, DropId, EpochMs, PaddleNumber, UserId } from '@gaveldrop/units';
import type { Principal } from '../principal.ts';

/** How many shards a drop's audience has. It only grows. */
export type Shards = {
  readonly shardCount: number;
  /** When it last grew, and from what: new shards take connections only a while later. */
  readonly grownAtMs: EpochMs;
  readonly countBefore: number;
};

/** The same, and how many connections each shard has, as they were counted: nearly, since ends may go untold. */
export type ShardLoads = Shards & { readonly connected: readonly number[] };

export type Connection = {
  readonly connectionId: ConnectionId;
  readonly dropId: DropId;
  readonly shard: number;
  readonly paddleNumber: PaddleNumber | undefined;
  readonly expiresAtMs: EpochMs;
};

/** One connection's worth of admission; kept until used or expired. */
export type Ticket = {
  readonly ticket: string;
  /** Everything of the principal but the shard, which is assigned on use. */
  readonly principal: Omit<Principal, 'shard'>;
  /** The page's origin; absent for a client that is no page. */
  readonly origin: string | undefined;
  /** What it fixes held at this time or later; a change of the holder's rights voids all that were made before it. */
  readonly issuedAtMs: EpochMs;
  readonly expiresAtMs: EpochMs;
};

/** One connection's place among those its holder may have, from the handshake on. */
export type Lease = {
  readonly connectionId: ConnectionId;
  readonly sinceMs: EpochMs;
  /** It counts until then. It is kept for as long as its socket may be up, so that this can be closed. */
  readonly expiresAtMs: EpochMs;
};

/** What one person holds of one drop, in one item. */
export type Leases = {
  readonly dropId: DropId;
  readonly userId: UserId;
  readonly leases: readonly Lease[];
  /** Tickets made before this are void; 0 when none are. */
  readonly ticketsFromMs: EpochMs;
  /** Counts the item's changes; 0 when there is none yet. */
  readonly version: number;
};

/** Who listens, and who may. Everything in it expires. Reads are consistent. */
export type AudienceStore = {
  keepTicket(ticket: Ticket): Promise<void>;
  /** Takes a ticket out if it is there, unexpired and made for this origin; so it works once. */
  takeTicket(ticket: string, origin: string | undefined, nowMs: EpochMs): Promise<Ticket | undefined>;
  createShards(dropId: DropId, shardCount: number, nowMs: EpochMs): Promise<void>;
  /** Undefined: no such audience. */
  readShards(dropId: DropId): Promise<Shards | undefined>;
  readShardLoads(dropId: DropId): Promise<ShardLoads | undefined>;
  /**
   * Makes an audience's shards more if they are `from` in number still. False when they are not. Never sent again: the
   * time it bears is that of its only sending.
   */
  growShards(dropId: DropId, from: number, to: number, nowMs: EpochMs): Promise<boolean>;
  /** Counts one connection more in a shard; the count is kept until `expiresAtMs` at least. Never sent again, so never twice. */
  countIn(dropId: DropId, shard: number, expiresAtMs: EpochMs): Promise<void>;
  /** Counts one less, where there is a count. Never sent again. */
  countOut(dropId: DropId, shard: number): Promise<void>;
  /** Sets a shard's count to what was found. */
  recount(dropId: DropId, shard: number, connections: number, expiresAtMs: EpochMs): Promise<void>;
  register(connection: Connection): Promise<void>;
  forget(dropId: DropId, shard: number, connectionId: ConnectionId): Promise<void>;
  /** The connections of one shard that have not expired. */
  list(dropId: DropId, shard: number, nowMs: EpochMs): Promise<readonly Connection[]>;
  readLeases(dropId: DropId, userId: UserId): Promise<Leases>;
  /**
   * Writes the item if it stands at the version before. False when it does not, which may be because this very write
   * landed and its answer was lost: whoever is told so reads again.
   */
  commitLeases(next: Leases): Promise<boolean>;
  /** Makes a lease count until `expiresAtMs`; one that is not there stays away. */
  renewLease(dropId: DropId, userId: UserId, connectionId: ConnectionId, expiresAtMs: EpochMs): Promise<void>;
  /** Takes a lease away; one that is not there is fine. */
  giveBackLease(dropId: DropId, userId: UserId, connectionId: ConnectionId): Promise<void>;
};
