import type { Feed } from './ports/feed.ts';
import type { Metrics } from './ports/metrics.ts';
import type { Reach } from './reach.ts';

export type FeedPorts = { readonly metrics: Metrics; readonly feed: Feed };

/**
 * Reaches viewers by one publication to the drop's feed, whoever they are. A drop whose viewers are on a feed has one
 * shard; one that was given more before speaks through the first of them, since each would tell everybody the same.
 */
export const reachByFeed =
  ({ metrics, feed }: FeedPorts): Reach =>
  async (dropId, shard) =>
  async (text) => {
    if (shard !== 0) return;
    const result = await feed.publish(dropId, text);
    if (result !== 'sent') metrics.count('postFailed', result);
  };
