import { limits } from '@gaveldrop/units';
import type { Clock } from './ports/clock.ts';
import type { Feed } from './ports/feed.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Reach } from './reach.ts';

export type FeedPorts = {
  readonly clock: Pick<Clock, 'sleep'>;
  readonly metrics: Metrics;
  readonly feed: Feed;
};

/**
 * Reaches viewers by one publication to the drop's feed, whoever they are. One that is not taken is a price that nobody hears,
 * not one phone fewer: it is sent once more when its window is over, and only then given up. A drop whose viewers are on a feed
 * has one shard; one that was given more before speaks through the first of them, since each would tell everybody the same.
 */
export const reachByFeed =
  ({ clock, metrics, feed }: FeedPorts): Reach =>
  async (dropId, shard) =>
  async (text) => {
    if (shard !== 0) return;
    const publish = async (): Promise<boolean> => {
      const result = await feed.publish(dropId, text);
      if (result !== 'sent') metrics.count('postFailed', result);
      return result === 'sent';
    };
    if (await publish()) return;
    await clock.sleep(limits.conflationWindowMs);
    if (!(await publish())) metrics.count('shardMissed');
  };
