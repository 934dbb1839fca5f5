import type { PublicLot } from '@gaveldrop/bidding';
import type { DropId } from '@gaveldrop/units';

/** "This lot reached this sequence", for one shard of its drop's audience. */
export type Pulse = { readonly dropId: DropId; readonly shard: number; readonly lot: PublicLot };

/** The pulse queue: in order for each drop and shard; the same lot, sequence and shard twice is delivered once. */
export type Pulses = {
  /** Sends to shards 0 to `shardCount - 1`; throws a `Fault` if any was not taken within `timeoutMs`. */
  send(dropId: DropId, shardCount: number, lot: PublicLot, timeoutMs: number): Promise<void>;
};
