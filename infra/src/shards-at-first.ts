import type { BroadcastWay } from '@gaveldrop/adapters/names';

/**
 * Shards a new drop starts with. Where viewers are posted to, more come with them, but a new shard takes nobody for its first
 * seconds, and whoever has come until then stays where they are: so there are enough for a rush of some hundred a second.
 * Where one event reaches all of them, there is one.
 */
export const shardsAtFirst: Readonly<Record<BroadcastWay, number>> = { connections: 4, events: 1 };
