import {
  type BroadcastMemory,
  type BroadcastPorts,
  broadcastPulses,
  type ReachPorts,
  type ReceivedPulse,
  reachByPosts,
} from '@gaveldrop/saleroom';

export type PostingPorts = Omit<BroadcastPorts, 'reach'> & ReachPorts;

/** A worker that reaches its viewers by a post to each, with one memory for what it has posted and for who is stuck. */
export const broadcastByPosts = (
  ports: PostingPorts,
  memory: BroadcastMemory,
  received: readonly ReceivedPulse[],
): Promise<void> => broadcastPulses({ ...ports, reach: reachByPosts(ports, memory) }, memory, received);
