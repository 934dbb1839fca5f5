/** Shards a new drop starts with: room for 1,000 viewers at the 250 that one worker serves at a good pace. */
export const shardsAtFirst = 4;
