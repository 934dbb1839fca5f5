import { createDropClient } from '@gaveldrop/client';
import {
  type AudienceStore,
  admit,
  type Broadcast,
  type BroadcastMemory,
  type BroadcastPorts,
  broadcastPulses,
  type Chance,
  type Clock,
  changePaddle,
  closeLot,
  commandLot,
  createAgreements,
  createBroadcastMemory,
  createLotCopies,
  createNumberings,
  createPublisher,
  type Digest,
  type DropStore,
  type HistoryStore,
  issueTicket,
  joinDrop,
  type Keys,
  type Ledger,
  type LotStore,
  leaveDrop,
  type Metrics,
  type Nudges,
  newerLots,
  type PaddleStore,
  type Pulses,
  placeBid,
  type ReachPorts,
  type ReceivedPulse,
  type RulesStore,
  reachByPosts,
  recordChange,
  renewLease,
  settleLot,
  suspendPaddle,
  sweepLots,
} from '@gaveldrop/saleroom';
import { createMessagePace, type MessagePace } from '../../functions/src/socket/message-pace.ts';

/** What one function instance reaches the world by. */
export type WorldPorts = {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly digest: Digest;
  readonly keys: Keys;
  readonly metrics: Metrics;
  readonly lots: LotStore;
  readonly history: HistoryStore;
  readonly drops: DropStore;
  readonly rules: RulesStore;
  readonly audience: AudienceStore;
  readonly paddles: PaddleStore;
  readonly ledger: Ledger;
  readonly pulses: Pulses;
  readonly nudges: Nudges;
  readonly broadcast: Broadcast;
  /** How many connections a shard of this drop is meant for. */
  readonly shardConnectionsMax: number;
};

/** What a use case is given: the world, and what its instance remembers as long as it lives. */
export type InstancePorts = WorldPorts & {
  readonly agreements: ReturnType<typeof createAgreements>;
  readonly numberings: ReturnType<typeof createNumberings>;
  readonly publisher: ReturnType<typeof createPublisher>;
  readonly copies: ReturnType<typeof createLotCopies>;
  readonly memory: BroadcastMemory;
  readonly allowedOrigins: readonly string[];
  /** Whether the instance takes one more message of a connection. */
  readonly mayPass: MessagePace;
};

/** The page's origin, which the saleroom serves. */
export const pageOrigin = 'https://bid.example';

/** What an instance has when it is cold. */
export const coldPorts = (ports: WorldPorts): InstancePorts => ({
  ...ports,
  agreements: createAgreements(ports.rules),
  numberings: createNumberings(ports),
  publisher: createPublisher(ports),
  copies: createLotCopies(),
  memory: createBroadcastMemory(),
  allowedOrigins: [pageOrigin],
  mayPass: createMessagePace(),
});

/** Everything under test. A planted defect replaces or wraps some of it, and nothing else. */
export const soundSaleroom = {
  ...{ admit, issueTicket, suspendPaddle, changePaddle, leaveDrop },
  ...{ joinDrop, newerLots, renewLease, placeBid, commandLot },
  ...{ closeLot, sweepLots, recordChange, settleLot },
  /** Viewers are reached by posts. */
  broadcastPulses: (
    ports: Omit<BroadcastPorts, 'reach'> & ReachPorts,
    memory: BroadcastMemory,
    received: readonly ReceivedPulse[],
  ) => broadcastPulses({ ...ports, reach: reachByPosts(ports, memory) }, memory, received),
  createDropClient,
  coldPorts,
  /** The world as one instance reaches it. */
  worldPorts: (ports: WorldPorts): WorldPorts => ports,
};
export type Saleroom = typeof soundSaleroom;
