import type { ConnectionId, DropId, EpochMs, PaddleNumber } from '@gaveldrop/units';
import type { Principal } from '../principal.ts';

/** How many shards a drop's audience has. It only grows. */
export type Shards = {
  readonly shardCount: number;
  /** When it last grew, and from what: new shards take connections only a while later. */
  readonly grownAtMs: EpochMs;
  readonly countBefore: number;
};

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
  readonly expiresAtMs: EpochMs;
};

/** Who listens, and who may. Everything in it expires. Reads are consistent. */
export type AudienceStore = {
  keepTicket(ticket: Ticket): Promise<void>;
  /** Takes a ticket out if it is there, unexpired and made for this origin; so it works once. */
  takeTicket(ticket: string, origin: string | undefined, nowMs: EpochMs): Promise<Ticket | undefined>;
  createShards(dropId: DropId, shardCount: number, nowMs: EpochMs): Promise<void>;
  /** Undefined: no such audience. */
  readShards(dropId: DropId): Promise<Shards | undefined>;
  register(connection: Connection): Promise<void>;
  forget(dropId: DropId, shard: number, connectionId: ConnectionId): Promise<void>;
  /** The connections of one shard that have not expired. */
  list(dropId: DropId, shard: number, nowMs: EpochMs): Promise<readonly Connection[]>;
};
