import type { MakeCheck } from '../check.ts';
import { ruleNumbers } from '../rule-numbers.ts';

/**
 * [L4] A connection is let into a shard only once everybody who sends must have heard of that shard: a sender may believe a
 * count for as long as the rules say, and whoever is in a shard that it does not know of would not be told.
 */
export const newShardsWait: MakeCheck = () => {
  /** Each drop's numbers of shards, with the instant from which all must know them. */
  const counts = new Map<string, { readonly shardCount: number; readonly knownAtMs: number }[]>();
  return {
    name: 'new-shards-wait',
    on: {
      'shards-committed': ({ atMs, dropId, shardCount }, _world, report) => {
        const before = counts.get(dropId) ?? [];
        const last = before.at(-1);
        if (last !== undefined && shardCount <= last.shardCount)
          report('L4', atMs, `a drop's shards go from ${last.shardCount} to ${shardCount}`);
        // Nobody has ever known less than the first.
        const knownAtMs = last === undefined ? 0 : atMs + ruleNumbers.shardCountAgeMaxMs;
        counts.set(dropId, [...before, { shardCount, knownAtMs }]);
      },
      connected: ({ atMs, shard, principal }, _world, report) => {
        const known = counts.get(principal.dropId)?.findLast(({ knownAtMs }) => knownAtMs <= atMs);
        if (known === undefined || shard >= known.shardCount)
          report('L4', atMs, `shard ${shard} takes a connection; all know of ${known?.shardCount ?? 0}`);
      },
    },
  };
};
