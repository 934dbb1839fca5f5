import { shardsAtFirst } from '../shards-at-first.ts';
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
  /** How often somebody looks at a page again, in all. */
  readonly returns: number;
  readonly bids: number;
  readonly calmSeconds: number;
  readonly climaxSeconds: number;
  readonly calmBidsPerS: number;
  readonly climaxBidsPerS: number;
  /** Messages that each viewer is sent in a second, conflated. */
  readonly calmMessagesPerS: number;
  readonly climaxMessagesPerS: number;
};

/**
 * Shards that a drop has in the end: twice as many each time they are on average more than half full; but where one event
 * tells everybody, there is one for all.
 */
function shardsOf({ viewers, broadcast }: DropInputs): number {
  const { shardViewersMax, shardsMax } = assumptions;
  let shards = shardsAtFirst[broadcast];
  if (broadcast === 'events') return shards;
  while (shards < shardsMax && viewers * 2 > shards * shardViewersMax) shards *= 2;
  return Math.min(shards, shardsMax);
}

/** How a drop goes: its lots one after another, each with a climax in which half of its bids come. */
export function dropShape(inputs: DropInputs): DropShape {
  const { viewers, minutes, bidsPerMinute } = inputs;
  const lots = Math.ceil(minutes / assumptions.lotMinutes);
  const shards = shardsOf(inputs);
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
    returns: viewers * Math.floor(minutes / assumptions.returnEveryMinutes),
    bids,
    calmSeconds,
    climaxSeconds,
    calmBidsPerS,
    climaxBidsPerS,
    calmMessagesPerS: conflatedRate(calmBidsPerS, assumptions.windowMs / 1_000),
    climaxMessagesPerS: conflatedRate(climaxBidsPerS, assumptions.climaxWindowMs / 1_000),
  };
}
