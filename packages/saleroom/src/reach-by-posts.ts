import type { BroadcastMemory } from './broadcast-memory.ts';
import type { AudienceStore } from './ports/audience-store.ts';
import { type PostPorts, postToShard } from './post-to-shard.ts';
import type { Reach } from './reach.ts';
import { recountShard } from './recount-shard.ts';

export type ReachPorts = PostPorts & {
  readonly audience: Pick<AudienceStore, 'list' | 'forget' | 'recount'>;
};

/** Reaches viewers by a post to each connection of the shard, which sets the shard's count right now and then. */
export const reachByPosts =
  (ports: ReachPorts, memory: BroadcastMemory): Reach =>
  async (dropId, shard) => {
    const connections = await ports.audience.list(dropId, shard, ports.clock.nowMs());
    return async (text, nowMs) => {
      await Promise.all([
        postToShard(ports, memory, connections, text, nowMs),
        recountShard(ports, dropId, shard, connections.length, nowMs),
      ]);
    };
  };
