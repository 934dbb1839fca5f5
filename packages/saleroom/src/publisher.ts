import { type Lot, publicLot, publiclyDiffers } from '@gaveldrop/bidding';
import { assert, type DropId, type EpochMs, limits } from '@gaveldrop/units';
import type { AudienceStore } from './ports/audience-store.ts';
import type { Clock } from './ports/clock.ts';
import { isFault } from './ports/fault.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Pulses } from './ports/pulses.ts';
import type { LotAgreement } from './ports/rules-store.ts';

/** Tells a drop's audience that a lot changed. */
export type Publisher = {
  /**
   * Sends a pulse to every shard if anything public changed. [L4]
   * It waits at most `limits.pulseTimeoutMs`, as should whoever reads the shard count for it, and swallows faults after
   * counting them: the stream's repair pulse follows every commit.
   */
  publish(before: Lot | undefined, after: Lot, agreement: LotAgreement): Promise<void>;
  /** The same for repairs: waits longer, and throws the fault so that the event is retried. */
  repair(before: Lot | undefined, after: Lot, agreement: LotAgreement): Promise<void>;
};

export type PublisherPorts = {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly audience: Pick<AudienceStore, 'readShards'>;
  readonly pulses: Pulses;
};

/** How long a repair may take; it is in nobody's way. */
const repairTimeoutMs = 2_000;

export function createPublisher({ clock, metrics, audience, pulses }: PublisherPorts): Publisher {
  const counts = new Map<DropId, { shardCount: number; readSentAtMs: EpochMs }>();
  const shardCountOf = async (dropId: DropId): Promise<number> => {
    const sentAtMs = clock.nowMs();
    const known = counts.get(dropId);
    if (known !== undefined && sentAtMs - known.readSentAtMs <= limits.shardCountAgeMaxMs)
      return known.shardCount;
    const shards = await audience.readShards(dropId);
    assert(shards !== undefined, `drop ${dropId} has no audience`);
    counts.set(dropId, { shardCount: shards.shardCount, readSentAtMs: sentAtMs });
    return shards.shardCount;
  };
  const send = async (
    before: Lot | undefined,
    after: Lot,
    { rules }: LotAgreement,
    timeoutMs: number,
  ): Promise<void> => {
    if (!publiclyDiffers(before, after, rules)) return;
    const startedAtMs = clock.nowMs();
    const shardCount = await shardCountOf(after.dropId);
    const leftMs = Math.max(1, timeoutMs - (clock.nowMs() - startedAtMs));
    await pulses.send(after.dropId, shardCount, publicLot(after, rules), leftMs);
  };
  return {
    publish: async (before, after, agreement) => {
      try {
        await send(before, after, agreement, limits.pulseTimeoutMs);
      } catch (thrown) {
        if (!isFault(thrown)) throw thrown;
        metrics.count('pulseNotSent');
      }
    },
    repair: (before, after, agreement) => send(before, after, agreement, repairTimeoutMs),
  };
}
