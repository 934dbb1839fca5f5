import { assumptions } from './assumptions.ts';
import { conflatedRate } from './conflated-rate.ts';
import type { DropInputs } from './drop-inputs.ts';

/** What follows from the inputs about how a drop goes. */
export type DropShape = DropInputs & {
  readonly lots: number;
  readonly shards: number;
  /** Viewers of the fullest shard. */
  readonly shardViewers: number;
  /** Sockets that are opened in all. */
  readonly connections: number;
  readonly bids: number;
  readonly calmSeconds: number;
  readonly climaxSeconds: number;
  readonly calmBidsPerS: number;
  readonly climaxBidsPerS: number;
  /** Messages that each viewer is sent in a second, conflated. */
  readonly calmMessagesPerS: number;
  readonly climaxMessagesPerS: number;
};

/** Shards that a drop has in the end: twice as many each time they are on average more than half full. */
function shardsOf(viewers: number): number {
  const { shardViewersMax, shardsMax, shardsMin } = assumptions;
  let shards = shardsMin;
  while (shards < shardsMax && viewers * 2 > shards * shardViewersMax) shards *= 2;
  return Math.min(shards, shardsMax);
}

/** How a drop goes: its lots one after another, each with a climax in which half of its bids come. */
export function dropShape(inputs: DropInputs): DropShape {
  const { viewers, minutes, bidsPerMinute } = inputs;
  const lots = Math.ceil(minutes / assumptions.lotMinutes);
  const shards = shardsOf(viewers);
  const bids = minutes * bidsPerMinute;
  const climaxSeconds = lots * assumptions.climaxSeconds;
  const calmSeconds = minutes * 60 - climaxSeconds;
  const climaxBidsPerS = (bids * assumptions.climaxShareOfBids) / climaxSeconds;
  const calmBidsPerS = (bids * (1 - assumptions.climaxShareOfBids)) / calmSeconds;
  return {
    ...inputs,
    lots,
    shards,
    shardViewers: Math.ceil(viewers / shards),
    connections: viewers * Math.ceil(minutes / assumptions.reconnectEveryMinutes),
    bids,
    calmSeconds,
    climaxSeconds,
    calmBidsPerS,
    climaxBidsPerS,
    calmMessagesPerS: conflatedRate(calmBidsPerS, assumptions.windowMs / 1_000),
    climaxMessagesPerS: conflatedRate(climaxBidsPerS, assumptions.climaxWindowMs / 1_000),
  };
}
