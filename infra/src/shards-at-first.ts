/**
 * Shards a new drop starts with. More come with its viewers, but a new shard takes nobody for its first seconds, and whoever
 * has come until then stays where they are: so there are enough for a rush of some hundred a second.
 */
export const shardsAtFirst = 4;
