import type { PublicLot } from '@gaveldrop/bidding';
import type { Pulse } from '@gaveldrop/saleroom';
import { assert, type DropId } from '@gaveldrop/units';

/** A pulse as the queue takes it. */
export type PulseMessage = {
  readonly body: string;
  /** Messages of one group are handed out one after another: one worker a shard at a time. */
  readonly groupId: string;
  /** The bid's own pulse and the stream's repair of it have the same, so only one is delivered. */
  readonly deduplicationId: string;
};

/** One message for each shard from 0 to `shardCount - 1`. */
export const pulseMessages = (dropId: DropId, shardCount: number, lot: PublicLot): readonly PulseMessage[] =>
  Array.from({ length: shardCount }, (_, shard) => ({
    body: JSON.stringify({ dropId, shard, lot } satisfies Pulse),
    groupId: `${dropId}#${shard}`,
    deduplicationId: `${lot.lotId}#${lot.sequence}#${shard}`,
  }));

/** The pulse in a message's body. @throws (a bug) when it is none: nothing else is ever sent to that queue. */
export function parsePulse(body: string): Pulse {
  const pulse: Partial<Pulse> = JSON.parse(body);
  assert(
    typeof pulse.dropId === 'string' && typeof pulse.shard === 'number' && typeof pulse.lot === 'object',
    'a message of the pulse queue is a pulse',
  );
  return pulse as Pulse;
}
